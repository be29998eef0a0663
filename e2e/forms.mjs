// Forms as a browser without scripts gets them: what is in the answer itself, before any script touched the page.

/// Runs in the page: what of a document needs a script, as lines.
function needs(html) {
  const doc = new DOMParser().parseFromString(html, 'text/html')
  const out = []
  const name = (form) => `${form.getAttribute('method') || 'get'} ${form.getAttribute('action')}`
  for (const form of doc.forms) {
    const sends = [...doc.querySelectorAll('button, input[type=submit], input[type=image]')]
      .filter((b) => b.form === form && (b.type === 'submit' || b.type === 'image'))
    if (!form.getAttribute('action')) out.push('a form without an address')
    if (!sends.some((b) => !b.disabled && !b.closest('[hidden], template'))) out.push(`${name(form)}: nothing sends it`)
    // What a page keeps for itself is written by the server; an empty value waits for a script.
    for (const kept of form.querySelectorAll('input[type=hidden]')) {
      if (!kept.name) out.push(`${name(form)}: a kept value without a name`)
      else if (!kept.value && kept.getAttribute('value') === null) out.push(`${name(form)}: ${kept.name} is filled by nobody`)
    }
    if (form.method === 'post') {
      for (const guard of ['csrf', 'idempotency_key']) {
        if (form.querySelector(`input[name=${guard}]:not([value=""])`) === null) out.push(`${name(form)}: no ${guard}`)
      }
    }
    for (const box of form.querySelectorAll('[required]')) {
      if (box.disabled || box.closest('[hidden]')) out.push(`${name(form)}: nobody can answer ${box.name}`)
    }
  }
  for (const button of doc.querySelectorAll('button[type=button], input[type=button]')) {
    if (!button.closest('[hidden], template')) out.push(`a button that does nothing: ${button.textContent.trim() || button.value}`)
  }
  for (const button of doc.querySelectorAll('button:not([type]), button[type=submit]')) {
    if (!button.form) out.push(`a button of no form: ${button.textContent.trim()}`)
  }
  for (const box of doc.querySelectorAll('input, select, textarea')) if (!box.form) out.push(`a box of no form: ${box.name || box.id}`)
  for (const link of doc.querySelectorAll('a[href="#"], a[href=""], a[href^="javascript:"]')) out.push(`a link to nowhere: ${link.textContent.trim()}`)
  for (const element of doc.querySelectorAll('dialog:not([open])')) out.push(`nothing opens ${element.id || 'a dialog'}`)
  for (const element of doc.querySelectorAll('*')) {
    const hook = element.getAttributeNames().find((a) => a.startsWith('on'))
    if (hook) out.push(`${element.localName} ${hook}`)
  }
  return out
}

/// What of a page's answer cannot be used with scripts off.
export const scripted = (page, html) => page.evaluate(needs, html)
