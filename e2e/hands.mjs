// What a person does with a browser, for the stories: sit down at a desk, answer question after question, do the acts of
// a case from its own page, pay at the drawer, let customs write, and read a line of the annual report.
import { holds, outOfSample, same, shot as picture, signedIn } from './lib.mjs'

/// Pictures of every page are taken when somebody says where they go.
export const shot = async (page, name) => { if (process.env.MANIS_SHOTS) await picture(page, name) }

/// The desks of one demonstration: one signed-in page for each person who has a part in a story; `options` are what every
/// browser is opened with.
export function desks(browser, demo, options = {}) {
  const pages = new Map()
  const at = async (tenant, role, nth = 0) => {
    const key = `${tenant} ${role} ${nth}`
    if (!pages.has(key)) {
      const phone = role === 'customs' ? { viewport: { width: 375, height: 800 } } : {}
      const page = await signedIn(browser, demo, tenant, role, { ...options, ...phone, nth })
      page.demo = demo
      // Two stories may be at work on one small machine.
      page.setDefaultTimeout(60_000)
      pages.set(key, page)
    }
    return pages.get(key)
  }
  const close = async () => {
    for (const page of pages.values()) await page.context().close()
    pages.clear()
  }
  return { at, close }
}

/// A fact read at the end: never a step of a story.
export async function read(demo, tenant, role, path) {
  const { api_token } = demo.account(tenant, role)
  const answer = await fetch(`${demo.base}${path}`, { headers: { authorization: `Bearer ${api_token}` } })
  if (!answer.ok) throw new Error(`${tenant} ${role} ${path}: ${answer.status}`)
  return answer.json()
}

/// All rows of a list, page after page.
export async function readAll(demo, tenant, role, path) {
  const rows = []
  for (let after = ''; ;) {
    const part = await read(demo, tenant, role, `${path}${path.includes('?') ? '&' : '?'}limit=200${after}`)
    rows.push(...(part.rows || part.items || part))
    if (!part.next) return rows
    after = `&after=${encodeURIComponent(part.next)}`
  }
}

export const main = (page) => page.locator('main').innerText()

/// Says what a page refuses, and that it threw nothing into the console.
export async function calm(page, where) {
  const problem = page.locator('.error-summary, [role=alert]')
  if (await problem.count()) throw new Error(`${where}: ${await problem.first().innerText()}`)
  if (await page.locator('[data-status="404"], h1:text-is("Page not found")').count()) throw new Error(`${where}: not found`)
  same(page.problems, [], where)
}

/// `a.b`: 'x' for every leaf of nested answers; lists count from 0.
export function flat(answers, prefix = '') {
  const out = {}
  for (const [name, value] of Object.entries(answers)) {
    const path = prefix + name
    if (Array.isArray(value) && value.every((v) => typeof v === 'object')) Object.assign(out, flat(value, `${path}.`))
    else if (value !== null && typeof value === 'object' && !Array.isArray(value)) Object.assign(out, flat(value, `${path}.`))
    else out[path] = value
  }
  return out
}

/// Answers what the form asks: boxes by their names; a date is `YYYY-MM-DD` for its three boxes, a list ticks boxes.
/// Answers the names that were asked.
export async function fill(form, answers) {
  const boxes = await form.locator('input:not([type=hidden]), select, textarea').evaluateAll((all) =>
    all.map((e) => ({ name: e.name, type: e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase(), value: e.value })))
  const used = new Set()
  for (const { name, type, value } of boxes) {
    const date = name.match(/^(.*)-(day|month|year)$/)
    if (date && answers[date[1]] !== undefined) {
      const [year, month, day] = answers[date[1]].split('-')
      await form.locator(`[name="${name}"]`).fill(String(Number({ year, month, day }[date[2]])))
      used.add(date[1])
      continue
    }
    const answer = answers[name]
    if (answer === undefined) continue
    used.add(name)
    const box = form.locator(`[name="${name}"]`)
    if (type === 'radio' && value === String(answer)) await form.locator(`[name="${name}"][value="${value}"]`).check()
    else if (type === 'checkbox') {
      const ticked = Array.isArray(answer) ? answer.includes(value) : answer === true || answer === value
      await form.locator(`[name="${name}"][value="${value}"]`).setChecked(ticked)
    } else if (type === 'select') await box.selectOption(answer)
    else if (type === 'file') await box.setInputFiles(answer)
    else if (type !== 'radio') await box.fill(String(answer))
  }
  for (const name of used) {
    const radios = boxes.filter((b) => b.name === name && b.type === 'radio')
    if (radios.length && !radios.some((b) => b.value === String(answers[name]))) {
      throw new Error(`${name}: nobody can choose ${answers[name]} of ${radios.map((b) => b.value).join(', ')}`)
    }
  }
  return used
}

/// Presses the button of a form and waits for the next page.
export async function press(page, button, where) {
  await Promise.all([page.waitForNavigation(), button.click()])
  await calm(page, where)
}

/// From the own applications: what do you need? Answers the id of the draft.
export async function begin(page, kind) {
  await page.goto(`${page.demo.base}/applications`)
  await press(page, page.locator('main a[href="/applications/new"]').first(), 'begin')
  const form = page.locator('main form[method=post]').first()
  await fill(form, { document_type: kind })
  await press(page, form.locator('button[name=go][value=continue]'), `begin ${kind}`)
  return new URL(page.url()).pathname.split('/')[2]
}

const step = (page) => new URL(page.url()).pathname.split('/').slice(3).join('/')

/// Goes through the questions from where the page stands, as a person who presses *Continue*, up to the look at all
/// answers. Every answer given must have been asked for; `look` sees each page by its step.
export async function answer(page, answers, look = async () => {}) {
  const given = flat(answers)
  const asked = new Set()
  const lines = (answers.lines || []).length
  let done = -1
  for (let n = 0; n < 120; n++) {
    const at = step(page)
    await look(at)
    if (at === 'check' || at === 'tasks') break
    const form = page.locator('main form[method=post]').last()
    if (at === 'items') {
      if (done + 1 < lines) {
        done += 1
        await press(page, form.locator(`a[href$="/lines/${done}/species"]`), at)
      } else await press(page, form.locator('button[name=go]'), at)
      continue
    }
    if (at === 'documents') {
      await press(page, page.locator('main a.button').last(), at)
      continue
    }
    for (const name of await fill(form, given)) asked.add(name)
    // Who has typed a species leaves the box before pressing on: its list of suggestions would lie over the button.
    if (at.endsWith('/species')) await page.keyboard.press('Tab')
    // The unit stands beside the quantity; what a species is called is chosen from a list when the name is not exact.
    await press(page, form.locator('button[name=go][value=continue]'), `${at}`)
    if (step(page) === at) throw new Error(`${at} asks again: ${await main(page)}`)
  }
  const left = Object.keys(given).filter((name) => name !== 'document_type' && !asked.has(name))
  same(left, [], 'answers that no page asked for')
}

/// The whole application: from the list through every question to *sent*. Answers its id.
export async function apply(page, answers, { name, before } = {}) {
  const look = async (at) => { if (name && ['items', 'particulars', 'lines/0/source', 'lines/0/operation'].includes(at)) await shot(page, `${name}-ask-${at.replaceAll('/', '-')}`) }
  const id = await begin(page, answers.document_type)
  await answer(page, answers, look)
  if (before) await before(id)
  await send(page, id, { name })
  return id
}

/// From the task list to *sent*: every task done, the answers looked at, the declaration ticked.
export async function send(page, id, { name } = {}) {
  await page.goto(`${page.demo.base}/applications/${id}/tasks`)
  if (name) await shot(page, `${name}-tasks`)
  await press(page, page.locator(`main a[href="/applications/${id}/check"]`).first(), 'check')
  if (name) await shot(page, `${name}-check`)
  const blank = await page.locator('main dl > div').evaluateAll((rows) =>
    rows.filter((r) => /^[\s,]*$/.test(r.querySelector('dd')?.innerText || '')).map((r) => r.innerText))
  same(blank, [], 'rows that say nothing on the last look')
  await press(page, page.locator(`main a.button[href="/applications/${id}/declare"]`), 'the answers are complete')
  const form = page.locator('main form[method=post]').last()
  await fill(form, { declaration: ['true'] })
  await press(page, form.locator('button[name=go][value=continue]'), 'send')
  if (name) await shot(page, `${name}-sent`)
}

/// An act on a case, begun from the case's page.
export async function act(page, id, code, answers = {}, { name } = {}) {
  await page.goto(`${page.demo.base}/applications/${id}`)
  if (name) await shot(page, `${name}-case`)
  const href = `/applications/${id}/acts/${code}`
  const way = page.locator(`main a[href="${href}"], main form[action="${href}"] button`)
  if (!(await way.count())) throw new Error(`${code}: the page of the case does not offer it\n${await main(page)}`)
  await press(page, way.first(), code)
  const form = page.locator(`main form[method=post][action="${href}"]`)
  if (await form.count()) {
    // Who has no interest in the case says so where the form asks.
    await fill(form, { no_conflict: true, ...flat(answers) })
    if (name) await shot(page, `${name}-${code}`)
    await press(page, form.locator('button:not([name=go][value=leave])').first(), code)
  }
}

/// An act on a permit, begun from the permit's page.
export async function actOnPermit(page, id, code, answers = {}, { name } = {}) {
  const border = page.url().includes('/customs')
  await page.goto(`${page.demo.base}${border ? '/customs' : ''}/permits/${id}`)
  const href = `/permits/${id}/acts/${code}`
  const way = page.locator(`main a[href="${href}"], main form[action="${href}"] button`)
  if (!(await way.count())) throw new Error(`${code}: the page of the permit does not offer it\n${await main(page)}`)
  await press(page, way.first(), code)
  const form = page.locator(`main form[method=post][action="${href}"]`)
  if (await form.count()) {
    await fill(form, flat(answers))
    if (name) await shot(page, `${name}-${code}`)
    await press(page, form.locator('button').first(), code)
  }
}

/// Through the office of one Party: accepted, the Scientific Authority asked where the rules ask it, proposed with every
/// finding, approved. Stops before the signature.
export async function decide(desk, tenant, id, { grounds, name, conditions } = {}) {
  const science = await consult(desk, tenant, id, { grounds, name })
  const officer = await desk.at(tenant, 'ma_officer')
  await act(officer, id, 'propose', { outcome: 'approve', ...(conditions ? { conditions } : {}) }, { name: name && `${name}-officer` })
  await act(await desk.at(tenant, 'ma_approver'), id, 'approve', {}, { name: name && `${name}-approver` })
  return science
}

/// Accepts a case and asks the Scientific Authority where the rules want to hear it. Answers whether they did.
export async function consult(desk, tenant, id, { grounds = 'Counted; the taking harms nothing.', name } = {}) {
  await act(await desk.at(tenant, 'ma_clerk'), id, 'accept')
  const officer = await desk.at(tenant, 'ma_officer')
  await outOfSample(officer.demo, tenant, id)
  await officer.goto(`${officer.demo.base}/applications/${id}`)
  const wanted = await read(officer.demo, tenant, 'ma_officer', `/api/applications/${id}/checks`)
  const asked = wanted.findings.filter((f) => !f.present).map((f) => f.kind)
  const scientific = asked.some((kind) => /^NDF|^NOT_DETRIMENTAL|HOUSING|^SA_|SUITABL/.test(kind))
  if (!scientific) return false
  await act(officer, id, 'consult_sa', {}, { name: name && `${name}-officer` })
  const science = await desk.at(tenant, 'sa_coordinator')
  await act(science, id, 'sa_opinion', { opinion: 'positive', reasoning: grounds }, { name: name && `${name}-science` })
  return true
}

/// Signs; answers the permit as the API knows it, with its public page and the text of its code.
export async function sign(desk, tenant, id, { name } = {}) {
  const page = await desk.at(tenant, 'ma_approver', 1)
  await act(page, id, 'sign', {}, { name })
  return permitOf(page.demo, tenant, id)
}

/// The permit that stands at the end of an application.
export async function permitOf(demo, tenant, application) {
  const rows = await readAll(demo, tenant, 'ma_officer', '/api/permits')
  const permit = rows.find((p) => p.application === application)
  holds(permit, `no permit of ${application}`)
  return permit
}

/// The word of the public page behind the code of a paper, as anybody sees it.
export async function verify(browser, page, permit, name) {
  await page.goto(`${page.demo.base}/permits/${permit.id}`)
  const link = await page.locator('a[href*="/v/" i]').first().getAttribute('href')
  const anybody = await browser.newPage()
  await anybody.goto(new URL(link, page.demo.base).href)
  const text = await main(anybody)
  if (name) await shot(anybody, name)
  await anybody.close()
  return { text, link, token: (link.match(/[0-9A-HJKMNP-TV-Z]{26}/) || [])[0] }
}

/// The cashier takes cash for what is open of a case. Answers the invoice after it.
export async function payCash(desk, tenant, id, { name, payer = '' } = {}) {
  const page = await desk.at(tenant, 'cashier')
  const invoice = (await invoicesOf(page.demo, tenant, id)).find((i) => Number(i.open) > 0)
  holds(invoice, `nothing is open of ${id}`)
  await page.goto(`${page.demo.base}/invoices/${invoice.id}`)
  if (name) await shot(page, `${name}-invoice`)
  const form = page.locator(`main form[action="/invoices/${invoice.id}/cash"]`)
  holds(await form.count(), `the cashier cannot take money for ${invoice.number}`)
  await fill(form, { amount: invoice.open, payer })
  await press(page, form.locator('button').first(), 'cash')
  const receipt = page.locator('main a[href^="/receipts/"]').first()
  const number = (await receipt.innerText()).trim()
  if (name) {
    await press(page, receipt, 'receipt')
    await shot(page, `${name}-receipt`)
  }
  const after = await read(page.demo, tenant, 'accountant', `/api/invoices/${invoice.id}`)
  return { ...after, receipt: number }
}

/// Invoices of a case, as its payer sees them.
export async function invoicesOf(demo, tenant, id) {
  const rows = await readAll(demo, tenant, 'applicant', '/api/invoices')
  return rows.filter((i) => i.application === id)
}

/// Customs write how much leaves, on the page of the border.
export async function endorse(desk, tenant, permit, quantities, { name, waybill = 'AWB 020-12345675' } = {}) {
  const page = await desk.at(tenant, 'customs')
  await page.goto(`${page.demo.base}/customs/permits/${permit.id}`)
  if (name) await shot(page, `${name}-border`)
  await press(page, page.locator(`main a[href="/customs/permits/${permit.id}/endorse"]`).first(), 'endorse')
  const boxes = Object.fromEntries(Object.entries(quantities).map(([block, n]) => [`quantity.${block}`, n]))
  const form = page.locator('main form[method=post]').last()
  await fill(form, { ...boxes, waybill })
  await form.locator('select[name=port]').selectOption({ index: 1 })
  if (name) await shot(page, `${name}-endorse`)
  await press(page, form.locator('button[name=act][value=endorse]'), 'endorse')
  if (name) await shot(page, `${name}-endorsed`)
}

/// Fetches a permit of the partner over the wire; answers the page's path.
export async function fetchForeign(desk, tenant, partner, number, code, name) {
  const page = await desk.at(tenant, 'ma_officer')
  await page.goto(`${page.demo.base}/exchange/fetch`)
  const form = page.locator('main form[method=post]').last()
  await fill(form, { partner, number, code })
  await press(page, form.locator('button').first(), 'fetch')
  if (name) await shot(page, name)
  return new URL(page.url()).pathname
}

/// Builds the annual report and answers the rows of one sheet, each by the names of its columns.
export async function reportRows(desk, tenant, sheet, name) {
  const page = await desk.at(tenant, 'reporter')
  const year = new Date().getUTCFullYear()
  await page.goto(`${page.demo.base}/reports/${year}`)
  await press(page, page.locator(`form[action="/reports/${year}/build"] button`).first(), 'report')
  if (name) await shot(page, name)
  const file = await page.context().request.get(`${page.demo.base}/reports/${year}/${sheet}.csv`)
  same(file.status(), 200, `${sheet}.csv`)
  return csv(await file.text())
}

/// Reads comma-separated values with quotes.
export function csv(text) {
  const rows = []
  let row = [''], quoted = false
  for (const [n, c] of [...text.replace(/^\uFEFF/, '')].entries()) {
    if (quoted) {
      if (c === '"') quoted = text[n + 1] === '"' ? quoted : false
      else row[row.length - 1] += c
    } else if (c === '"') quoted = true
    else if (c === ',') row.push('')
    else if (c === '\n') { rows.push(row); row = [''] } else if (c !== '\r') row[row.length - 1] += c
  }
  if (row.length > 1) rows.push(row)
  const [heads, ...body] = rows
  return body.map((cells) => Object.fromEntries(heads.map((head, n) => [head, cells[n] ?? ''])))
}

/// The quota of a species and term in this year.
export async function quotaOf(demo, tenant, taxon, term) {
  const { rows, quotas } = await read(demo, tenant, 'quota_manager', '/api/quotas')
  const found = (rows || quotas).find((q) => q.taxon === taxon && (q.terms || []).includes(term))
  holds(found, `no quota of ${taxon} ${term}`)
  return found
}

/// The day by the house's clock; `later` counts days.
export const today = (later = 0) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10)

/// A quota: proposed by the quota manager, confirmed by the deputy. Answers its id.
export async function setQuota(desk, tenant, quota, name) {
  const manager = await desk.at(tenant, 'quota_manager')
  await manager.goto(`${manager.demo.base}/quotas`)
  await press(manager, manager.locator('main a[href="/quotas/set"]').first(), 'set a quota')
  const form = manager.locator('main form[method=post]').last()
  await form.locator('details').evaluateAll((all) => all.forEach((fold) => { fold.open = true }))
  const used = await fill(form, quota)
  same(Object.keys(quota).filter((k) => !used.has(k)), [], 'boxes of a quota that are not there')
  if (name) await shot(manager, `${name}-set`)
  await press(manager, form.locator('button').first(), 'propose a quota')
  const path = new URL(manager.url()).pathname
  const deputy = await desk.at(tenant, 'quota_manager', 1)
  await deputy.goto(`${deputy.demo.base}${path}`)
  await press(deputy, deputy.locator(`main form[action="${path}/confirm"] button`), 'confirm a quota')
  if (name) await shot(deputy, `${name}-confirmed`)
  return path.split('/').pop()
}

/// The officer asks for a further fee, from the case. The case waits until it is paid.
export async function extraFee(desk, tenant, id, item, count, note, name) {
  await act(await desk.at(tenant, 'ma_officer'), id, 'extra_fee', {}, {})
  const page = await desk.at(tenant, 'ma_officer')
  const form = page.locator('main form[method=post]').last()
  await fill(form, { item, count, note })
  if (name) await shot(page, `${name}-extra-fee`)
  await press(page, form.locator('button').first(), 'extra fee')
}

/// What a ledger holds: limit, reserved, committed, consumed, available.
export async function ledger(demo, tenant, quota) {
  const { limit, reserved, committed, consumed, available } = await read(demo, tenant, 'quota_manager', `/api/quotas/${quota}`)
  return { limit, reserved, committed, consumed, available }
}

/// The cashier's drawer of today: what came in, by the page.
export async function drawer(desk, tenant, name) {
  const page = await desk.at(tenant, 'cashier')
  await page.goto(`${page.demo.base}/finance/drawer`)
  if (name) await shot(page, name)
  return main(page)
}

/// The invoice of a case that the applicant's prepaid account paid by itself, with its receipt.
export async function prepaid(demo, tenant, id) {
  const [invoice] = (await invoicesOf(demo, tenant, id)).filter((i) => i.status === 'PREPAID')
  holds(invoice, `nothing of ${id} was drawn from the account: ${JSON.stringify(await invoicesOf(demo, tenant, id))}`)
  const receipts = await readAll(demo, tenant, 'accountant', `/api/invoices/${invoice.id}/receipts`)
  same(receipts.length, 1, 'receipts')
  return { ...invoice, receipt: receipts[0].number }
}

/// What the applicant's prepaid account holds.
export async function account(demo, tenant) {
  const [own] = await readAll(demo, tenant, 'accountant', '/api/accounts')
  return Number(own.balance)
}

/// What an account holds less, exact to the cent.
export function spent(before, after) {
  return Math.round((before - after) * 100) / 100
}

/// The applicant pays what is open of a case from the prepaid account, on the invoice's page.
export async function drawFromAccount(desk, tenant, id, name) {
  const page = await desk.at(tenant, 'applicant')
  await page.goto(`${page.demo.base}/applications/${id}`)
  await press(page, page.locator(`main a[href^="/applications/${id}/pay"], main a[href="/applications/${id}/acts/pay"]`).first(), 'to the payment')
  if (name) await shot(page, `${name}-pay`)
  await press(page, page.locator('main form[action$="/draw"] button'), 'pay from the account')
}

/// Every ledger of a Party as it stands: quotas of the year, and the lots of its applicant's stock.
export async function books(demo, tenant) {
  const out = {}
  for (const q of await readAll(demo, tenant, 'quota_manager', '/api/quotas')) {
    const name = [q.taxon, (q.terms || []).join('+'), q.kind, q.area].filter(Boolean).join(' ')
    for (const sum of ['reserved', 'committed', 'consumed']) out[`${name} ${q.id}: ${sum}`] = Number(q[sum])
  }
  for (const lot of await readAll(demo, tenant, 'applicant', '/api/stock')) {
    for (const sum of ['balance', 'held']) out[`lot ${lot.number}: ${sum}`] = Number(lot[sum])
  }
  return out
}

/// What moved in the ledgers between two looks: the name of the sum, without its id, and by how much.
export function moved(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.map((name) => [name.replace(/ [0-9a-f]{32}/, ''), Math.round(((after[name] || 0) - (before[name] || 0)) * 1e6) / 1e6])
    .filter(([, by]) => by !== 0)
}

/// All the money of a case, invoice by invoice, each with its receipts: by which way, and how much.
export async function moneyOf(demo, tenant, id) {
  const out = []
  for (const i of await invoicesOf(demo, tenant, id)) {
    const receipts = await readAll(demo, tenant, 'accountant', `/api/invoices/${i.id}/receipts`)
    out.push({ total: i.total, paid: i.paid, credited: i.credited, refunded: i.refunded, open: i.open, receipts: receipts.map((r) => [r.method, r.amount]) })
  }
  return out
}

/// An invoice that was paid whole, in one piece.
export const paidWhole = (total, method) => ({ total, paid: total, credited: '0.00', refunded: '0.00', open: '0.00', receipts: [[method, total]] })
