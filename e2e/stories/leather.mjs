// A leather exporter with the simplified procedure and a stock ledger: registered by two persons, three sealed blanks,
// two completed from a lot that cannot be overdrawn, one returned; customs, ledger, money and report agree at the end.
import { axe, check, holds, outOfSample, overflow, same, shot, signedIn } from '../lib.mjs'
import { books, moneyOf, moved, paidWhole, spent } from '../hands.mjs'

let demo
let browser
const picture = async (page, name) => { if (process.env.MANIS_SHOTS) await shot(page, `leather-${name}`) }
const main = (page) => page.locator('main').innerText()

/// A fact read beside the pages.
async function read(role, path) {
  const { api_token } = demo.account('QM', role)
  const answer = await fetch(`${demo.base}${path}`, { headers: { authorization: `Bearer ${api_token}` } })
  holds(answer.ok, `${role} ${path}: ${answer.status}`)
  return answer.json()
}

/// One page for each person, signed in once.
const seats = new Map()
async function at(role, nth = 0) {
  const key = `${role} ${nth}`
  if (!seats.has(key)) {
    const phone = role === 'customs' ? { viewport: { width: 375, height: 800 } } : {}
    const person = demo.facts.accounts.filter((a) => a.tenant === 'QM' && a.role === role)[nth]
    const page = await signedIn(browser, { ...demo, account: () => person }, 'QM', role, phone)
    seats.set(key, page)
  }
  return seats.get(key)
}

/// Fills the boxes of a form that are named; what it does not ask for is told.
async function fill(form, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const box = form.locator(`[name="${name}"]`)
    holds(await box.count(), `nobody asks for ${name}`)
    const kind = await box.first().evaluate((e) => (e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()))
    if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check()
    else if (kind === 'checkbox') for (const one of [value].flat()) await form.locator(`[name="${name}"][value="${one}"]`).check()
    else if (kind === 'select') await box.selectOption(value)
    else await box.fill(value)
  }
}

/// Sends a form by its action; answers what the page refuses, or nothing.
async function send(page, action, answers = {}) {
  const form = page.locator(`main form[method=post][action="${action}"]`)
  holds(await form.count(), `no form for ${action} on ${page.url()}\n${await main(page)}`)
  await fill(form, answers)
  await Promise.all([page.waitForNavigation(), form.locator('button:not([name=go][value=leave])').first().click()])
  same(page.problems, [], action)
  const problem = page.locator('[role=alert]')
  return (await problem.count()) ? problem.first().innerText() : ''
}

async function done(page, action, answers) {
  same(await send(page, action, answers), '', action)
}

async function open(page, path) {
  await page.goto(`${demo.base}${path}`)
  same(page.problems, [], path)
}

/// Neat at this width, by axe and without anything wider than the window.
async function neat(page, name) {
  same(await axe(page), [], `axe ${name}`)
  same(await overflow(page), 0, `width ${name}`)
  await picture(page, name)
}

const state = {}

/// The story.
export async function story(given) {
  ;({ demo, browser } = given)
  await check('two persons register the exporter for the simplified procedure', async () => {
    const trader = await at('applicant')
    await open(trader, '/simplified')
    await neat(trader, 'list')
    await open(trader, '/simplified/apply')
    const answers = { name: 'River Bend Leather', specimens: 'Crocodylus niloticus; LPS; R; 100; NAR', statement: 'Forty small consignments a year.', open_boxes: ['9', '11'] }
    holds(/one kind a line/i.test(await send(trader, '/simplified/apply', { ...answers, specimens: 'Crocodylus; many' })), 'a wrong line is told')
    await neat(trader, 'apply')
    await done(trader, '/simplified/apply', answers)
    state.registration = new URL(trader.url()).pathname
    const officer = await at('ma_officer')
    await open(officer, state.registration)
    await done(officer, `${state.registration}/propose`, { note: 'Scientific Authority: negligible effect.' })
    const approver = await at('ma_approver')
    await open(approver, state.registration)
    await neat(approver, 'registration')
    await done(approver, `${state.registration}/approve`)
    state.number = (await read('applicant', `/api${state.registration}`)).number
    holds(/^S-QM-/.test(state.number), state.number)
  }, { story: true })

  await check('a lot of 70 pieces is declared and confirmed', async () => {
    const trader = await at('applicant')
    await open(trader, '/stock/new')
    await done(trader, '/stock/new', {
      taxon: 'Crocodylus niloticus', term: 'LPS', quantity: '70', unit: 'NAR', source: 'R', origin: 'QM', acquired: 'manufacture',
      'on-day': '1', 'on-month': '2', 'on-year': String(new Date().getUTCFullYear()), evidence: 'Workshop book, page 30',
    })
    state.lot = new URL(trader.url()).pathname
    const officer = await at('ma_officer')
    await open(officer, state.lot)
    await done(officer, `${state.lot}/confirm`)
    state.lotNumber = (await read('applicant', `/api${state.lot}`)).lot.number
  }, { story: true })

  await check('three blanks are ordered, question by question; the fee is drawn from the account', async () => {
    const trader = await at('applicant')
    state.account = Number((await read('accountant', '/api/accounts')).rows[0].balance)
    state.books = await books(demo, 'QM')
    await open(trader, '/applications/new')
    const answers = {
      document_type: 'PARTIAL', 'exporter.name': 'River Bend Leather', 'exporter.street': '1 River Road', 'exporter.city': 'Bend',
      'exporter.country': 'QM', purpose: 'T', 'lines.0.taxon': 'Crocodylus niloticus', 'lines.0.term': 'LPS',
      'lines.0.quantity': '40', 'lines.0.unit': 'NAR', 'lines.0.source': 'R', 'lines.0.description': 'Wallets and belts',
      'particulars.base_type': 'EXPORT', 'particulars.registration': state.number, 'particulars.blanks': '3',
      'particulars.open_boxes': ['9', '11'], transport_mode: 'post',
    }
    let lines = 0
    const asked = new Set()
    for (let n = 0; n < 60; n++) {
      const path = new URL(trader.url()).pathname
      const step = path.split('/').slice(3).join('/')
      if (step === 'check' || step === 'tasks') break
      if (step === 'items' && lines === 0) {
        lines = 1
        await Promise.all([trader.waitForNavigation(), trader.locator('main a[href$="/lines/0/species"]').first().click()])
        continue
      }
      if (step === 'documents') {
        await Promise.all([trader.waitForNavigation(), trader.locator('main a.button').last().click()])
        continue
      }
      if (step === 'particulars') await neat(trader, 'particulars')
      const form = trader.locator('main form[method=post]').last()
      for (const [name, value] of Object.entries(answers)) {
        if (await form.locator(`[name="${name}"]`).count()) { await fill(form, { [name]: value }); asked.add(name) }
      }
      const button = step === 'items' ? form.locator('button[name=go]') : form.locator('button[name=go][value=continue]')
      await Promise.all([trader.waitForNavigation(), button.first().click()])
      const problem = trader.locator('[role=alert]')
      if (await problem.count()) throw new Error(`${step}: ${await problem.first().innerText()}`)
    }
    same(Object.keys(answers).filter((name) => !asked.has(name)), [], 'answers that no page asked for')
    holds(!asked.has('importer.name'), 'nobody knows the importers yet')
    state.order = new URL(trader.url()).pathname.split('/')[2]
    await open(trader, `/applications/${state.order}/declare`)
    await done(trader, `/applications/${state.order}/declare`, { declaration: 'true' })
    await picture(trader, 'sent')
    const left = Number((await read('accountant', '/api/accounts')).rows[0].balance)
    same(Math.round((state.account - left) * 100), 3000, 'the fee of the order, in cents')
  }, { story: true })

  await check('examined, advised, approved, numbered and sealed', async () => {
    const act = async (page, code, answers = {}) => {
      await open(page, `/applications/${state.order}/acts/${code}`)
      await done(page, `/applications/${state.order}/acts/${code}`, answers)
    }
    await act(await at('ma_clerk'), 'accept')
    await outOfSample(demo, 'QM', state.order)
    const officer = await at('ma_officer')
    await open(officer, `/applications/${state.order}`)
    await picture(officer, 'case')
    await act(officer, 'consult_sa', { findings: 'NDF_EXPORT' })
    await act(await at('sa_coordinator'), 'sa_opinion', { opinion: 'positive', reasoning: 'Ranched; small pieces.' })
    await open(officer, `/applications/${state.order}/acts/propose`)
    for (const box of await officer.locator('input[name=findings]').all()) await box.check()
    await done(officer, `/applications/${state.order}/acts/propose`, { outcome: 'approve', no_conflict: 'yes' })
    await act(await at('ma_approver'), 'approve', { no_conflict: 'yes' })
    const signer = await at('ma_approver', 1)
    await open(signer, `/applications/${state.order}/blanks`)
    await neat(signer, 'seal')
    await done(signer, `/applications/${state.order}/blanks`)
    const order = await read('applicant', `/api/applications/${state.order}/blanks`)
    same([order.issued, order.unused], [3, 3])
    state.blanks = order.blanks
    const serials = order.blanks.map((b) => Number(b.number.slice(-6)))
    same([serials[1] - serials[0], serials[2] - serials[1]], [1, 1], 'numbers follow each other')
  }, { story: true })

  const consignment = (quantity, lot) => ({
    'importer.name': 'Winter Leather', 'importer.street': '3 Quay', 'importer.city': 'Northport', 'importer.country': 'QN',
    'lines.0.quantity': quantity, 'lines.0.description': 'Wallets', ...(lot ? { 'lines.0.lot': state.lotNumber } : {}),
  })
  const complete = async (n, quantity, lot = true) => {
    const trader = await at('applicant')
    await open(trader, `/blanks/${state.blanks[n].id}`)
    const problem = await send(trader, `/blanks/${state.blanks[n].id}/complete`, consignment(quantity, lot))
    return { trader, problem }
  }

  await check('customs are told that a blank is not completed', async () => {
    const customs = await at('customs')
    await open(customs, '/customs')
    await customs.fill('input[name=number]', state.blanks[0].number)
    await Promise.all([customs.waitForNavigation(), customs.locator('main form[method=post][action="/customs"] button').last().click()])
    holds(/not completed/i.test(await main(customs)), await main(customs))
    await neat(customs, 'not-completed')
  }, { story: true })

  await check('the holder completes two from the lot, and no more than it holds', async () => {
    const trader = await at('applicant')
    await open(trader, `/blanks/${state.blanks[0].id}`)
    await neat(trader, 'blank')
    const pdf = await trader.context().request.get(`${demo.base}/blanks/${state.blanks[0].id}/paper.pdf`)
    holds((await pdf.body()).subarray(0, 5).toString() === '%PDF-', 'a PDF of the blank')
    const over = await complete(0, '41')
    holds(/no more than the face/i.test(over.problem), over.problem)
    same(await over.trader.inputValue('[name="lines.0.quantity"]'), '41', 'what was typed stays')
    await picture(over.trader, 'over')
    same((await complete(0, '40')).problem, '')
    await picture(trader, 'completed')
    holds((await main(trader)).includes(state.blanks[0].number), 'the document carries the number of the blank')
    const short = await complete(1, '31')
    holds(/not so much|lot/i.test(short.problem), short.problem)
    same((await complete(1, '30')).problem, '')
    const again = await (async () => { await open(trader, `/blanks/${state.blanks[0].id}`); return trader.locator('form[action$="/complete"]').count() })()
    same(again, 0, 'a completed blank is not completed again')
  }, { story: true })

  await check('the year of the registration is the next wall; the third blank is returned', async () => {
    const { trader, problem } = await complete(2, '31', false)
    holds(problem, 'refused')
    holds(/12\.3/.test(await main(trader)) && /30/.test(await main(trader)), await main(trader))
    await neat(trader, 'year')
    await open(trader, `/blanks/${state.blanks[2].id}`)
    await done(trader, `/blanks/${state.blanks[2].id}/return`, { reason: 'No more orders this season' })
    await open(trader, `/applications/${state.order}/blanks`)
    await neat(trader, 'balance')
  }, { story: true })

  await check('customs endorse 38 of 40 and 30 of 30', async () => {
    const order = await read('applicant', `/api/applications/${state.order}/blanks`)
    const customs = await at('customs')
    for (const [n, pieces] of [[0, '38'], [1, '30']]) {
      await open(customs, `/customs/permits/${order.blanks[n].permit}/endorse`)
      await customs.fill('input[name="quantity.A"]', pieces)
      await customs.selectOption('select[name=port]', { index: 1 })
      await customs.fill('input[name=waybill]', `RR${n}`)
      await Promise.all([customs.waitForNavigation(), customs.click('button[name=act][value=endorse]')])
      same((await read('ma_officer', `/api/permits/${order.blanks[n].permit}`)).status, 'ENDORSED')
    }
    await picture(customs, 'endorsed')
  }, { story: true })

  await check('ledger, money, balance and report agree', async () => {
    const lot = (await read('applicant', `/api${state.lot}`)).lot
    same([lot.balance ?? lot.quantity, lot.free], ['2', '2'], 'two pieces stayed')
    const left = Number((await read('accountant', '/api/accounts')).rows[0].balance)
    same(spent(state.account, left), 30, 'completions cost nothing more')
    same(await moneyOf(demo, 'QM', state.order), [paidWhole('30.00', 'PREPAID')], 'one invoice, one receipt, from the account')
    same(moved(state.books, await books(demo, 'QM')), [[`lot ${state.lotNumber}: balance`, -68]], 'the lot gave 68, and no quota moved')
    const order = await read('ma_officer', `/api/applications/${state.order}/blanks`)
    same([order.issued, order.completed, order.returned, order.unused], [3, 2, 1, 0])
    const page = await at('reporter')
    const year = new Date().getUTCFullYear()
    await open(page, `/reports/${year}`)
    await Promise.all([page.waitForNavigation(), page.locator(`form[action="/reports/${year}/build"] button`).first().click()])
    const csv = await (await page.context().request.get(`${demo.base}/reports/${year}/exports.csv`)).text()
    const rows = csv.split('\n').filter((row) => state.blanks.some((b) => row.includes(b.number)))
    same(rows.map((row) => row.split(',').slice(0, 4).join(',')).sort(),
      ['II,Crocodylus niloticus,LPS,30', 'II,Crocodylus niloticus,LPS,38'], 'one line for each completed document')
    holds(rows.every((row) => row.includes('QN') && /,R(,|$)/.test(row.trim())), `to Quenland, ranched: ${rows}`)
    const holder = await at('applicant')
    for (const language of ['fr', 'es', 'ar']) {
      await open(holder, `/language?lang=${language}&next=/blanks/${state.blanks[2].id}`)
      await holder.setViewportSize({ width: 375, height: 800 })
      await neat(holder, `blank-${language}`)
    }
  }, { story: true })
  for (const page of seats.values()) await page.context().close()
}
