// What a page says, and in which language: whole sentences of another language and codes where words belong.
// What people typed, names and numbers stand isolated (`bdi`, `.no`, `.taxon`, `[lang]`) and are not looked at. A word
// that two of the languages share says nothing and is in no list.

/// Words that sentences of one language are made of and those of the others are not.
const SMALL = {
  en: 'the of and is are this that these with was were be been by you your not which has have will it its from for who when what nothing'.split(' '),
  fr: 'le les des du une est et dans pour par qui pas ce cette ces au aux avec ou sont vous votre il elle être ne sans'.split(' '),
  es: 'el los las del una y por con para lo al su sus este esta estos está ha como sin'.split(' '),
}

/// Runs in the page: the texts of a document, one for each piece that is set as a block of its own.
function texts(html) {
  const doc = new DOMParser().parseFromString(html, 'text/html')
  const root = doc.documentElement.lang
  // A day as machines write it, wherever a person reads; numbers and what is kept for machines stand in frames of their own.
  const days = []
  const walk = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const text = walk.currentNode
    if (!text.parentElement.closest('script, style, template, textarea, code, pre, .no') && /(^|[^\w-])\d{4}-\d\d-\d\d(?![\w-])/.test(text.data)) days.push(text.data.trim())
  }
  for (const away of doc.querySelectorAll('script, style, template, svg, textarea, option, bdi, code, pre, .no, .taxon, [translate=no], datalist')) away.remove()
  for (const other of doc.body.querySelectorAll('[lang]')) if (other.lang !== root) other.remove()
  const blocks = 'p, li, td, th, dt, dd, h1, h2, h3, h4, label, legend, caption, summary, button, option, figcaption, div, span, a'
  const out = new Set([doc.title])
  for (const element of doc.querySelectorAll(blocks)) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
    if (!own) continue
    const inline = element.closest('p, li, td, th, dt, dd, h1, h2, h3, h4, label, legend, caption, summary, button, option, figcaption') || element
    out.add(inline.textContent.replace(/\s+/g, ' ').trim())
  }
  for (const element of doc.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) if (element.getAttribute(name)) out.add(element.getAttribute(name).trim())
  return { lang: root, texts: [...out].filter(Boolean), days }
}

const count = (lang, words) => words.filter((w) => SMALL[lang].includes(w)).length

/// Is this text a sentence of another of our languages?
function foreign(lang, text) {
  const words = text.toLowerCase().match(/\p{L}+/gu) || []
  const own = lang === 'ar' ? (text.match(/[\u0620-\u064a]/g) || []).length : count(lang, words)
  return Object.keys(SMALL).find((other) => other !== lang && count(other, words) >= 2 && count(other, words) > own)
}

/// A code or a key where words belong, or the mark of a sentence that is not there yet.
function coded(text) {
  return text.match(/\b[A-Z]{2,}_[A-Z_]+\b|\b[a-z]+_[a-z_]+\b|^(?!re-)[a-z]+(-[a-z0-9]+)+$|ᴱᴺ/)
}

/// What is wrong with the words of a page, as lines; the page is asked for as a reader of that language gets it.
export async function tongue(page, address) {
  const answer = await page.request.get(address)
  if (!(answer.headers()['content-type'] || '').includes('text/html')) return []
  const said = await page.evaluate(texts, await answer.text())
  const out = said.days.map((text) => `${said.lang}: a day as machines write it: ${text}`)
  for (const text of said.texts) {
    const other = foreign(said.lang, text)
    if (other) out.push(`${said.lang}: a sentence in ${other}: ${text}`)
    else if (coded(text)) out.push(`${said.lang}: a code: ${text}`)
  }
  return out
}
