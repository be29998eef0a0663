// The crocodile case in a real browser: applicant, clerk, officer, Scientific Authority, approver, signer, customs in
// QM; then Quenland's authority over EPIX with mutual TLS, its customs, and the line in both annual reports.
//   node journey.mjs            on SQLite
//   node journey.mjs postgres   on PostgreSQL
import { check, finish, holds, leads, outOfSample, same, scratchPostgres, shot, signedIn, startBrowser, startDemo } from './lib.mjs'

const postgres = process.argv[2] === 'postgres' ? await scratchPostgres() : null
const demo = await startDemo({ args: postgres ? ['--database', postgres.url] : [] })
const browser = await startBrowser()
const text = (page) => page.locator('main').innerText()

async function api(tenant, role, path, options = {}) {
  const account = demo.account(tenant, role)
  const answer = await fetch(`${demo.base}${path}`, {
    ...options, headers: { authorization: `Bearer ${account.api_token}`, 'content-type': 'application/json', ...(options.headers || {}) },
  })
  return { status: answer.status, body: await answer.json().catch(() => null) }
}

/// Submits the form that posts to `action` after filling it.
async function act(page, action, fill = async () => {}) {
  await page.goto(`${demo.base}${action}`)
  await fill(page)
  const word = page.locator('main input[name=no_conflict]')
  if (await word.count()) await word.check()
  await leads(page, () => page.locator(`form[method=post][action="${action}"] button:not([name=go][value=leave])`).first().click())
  const problem = page.locator('.error-summary, [role=alert]')
  if (await problem.count()) holds(false, `${action}: ${await problem.first().innerText()}`)
  same(page.problems, [], action)
}

const state = {}
try {
  await check('the guide shows the case waiting at its first step', async () => {
    const page = await signedIn(browser, demo, 'QM', 'applicant')
    const list = await api('QM', 'applicant', '/api/applications')
    same(list.status, 200, 'list')
    const rows = list.body.rows || list.body.items || list.body
    const draft = rows.find((r) => r.status === 'DRAFT' && /Crocodylus/.test(JSON.stringify(r)))
    holds(draft, 'a draft of crocodile skins waits')
    state.id = draft.id
    await page.goto(`${demo.base}/applications`)
    await shot(page, 'journey-01-applications')
    await page.goto(`${demo.base}/applications/${state.id}/tasks`)
    await shot(page, 'journey-02-tasks')
    await page.context().close()
  }, { story: true })

  await check('the applicant checks the answers and sends', async () => {
    const page = await signedIn(browser, demo, 'QM', 'applicant')
    await page.goto(`${demo.base}/applications/${state.id}/check`)
    await shot(page, 'journey-03-check')
    await act(page, `/applications/${state.id}/declare`, async (p) => { await p.check('input[name=declaration]') })
    await shot(page, 'journey-04-done')
    const after = await api('QM', 'applicant', `/api/applications/${state.id}`)
    same(after.body.status, 'SUBMITTED')
    await page.context().close()
  }, { story: true })

  await check('the clerk accepts it as complete', async () => {
    const page = await signedIn(browser, demo, 'QM', 'ma_clerk')
    await page.goto(`${demo.base}/applications/${state.id}`)
    await shot(page, 'journey-05-clerk')
    await act(page, `/applications/${state.id}/acts/accept`)
    await outOfSample(demo, 'QM', state.id)
    await page.context().close()
  }, { story: true })

  await check('the officer asks the Scientific Authority, and she answers', async () => {
    const officer = await signedIn(browser, demo, 'QM', 'ma_officer')
    await officer.goto(`${demo.base}/applications/${state.id}`)
    await shot(officer, 'journey-06-officer')
    await act(officer, `/applications/${state.id}/acts/consult_sa`, async (p) => {
      await p.check('input[name=findings][value=NDF_EXPORT]')
      await p.fill('textarea[name=note]', 'Ranched, as last year.')
    })
    const science = await signedIn(browser, demo, 'QM', 'sa_coordinator')
    await science.goto(`${demo.base}/consultations`)
    await shot(science, 'journey-07-consultations')
    await act(science, `/applications/${state.id}/acts/sa_opinion`, async (p) => {
      await p.check('input[name=opinion][value=positive]')
      await p.fill('textarea[name=reasoning]', 'Counted in March; the ranch takes less than a tenth of the eggs.')
    })
    await officer.context().close()
    await science.context().close()
  }, { story: true })

  await check('the officer records the findings and proposes', async () => {
    const page = await signedIn(browser, demo, 'QM', 'ma_officer')
    await page.goto(`${demo.base}/applications/${state.id}`)
    await shot(page, 'journey-08-ready')
    await act(page, `/applications/${state.id}/acts/propose`, async (p) => {
      await p.check('input[name=outcome][value=approve]')
      for (const box of await p.locator('input[name=findings]').all()) await box.check()
    })
    await page.context().close()
  }, { story: true })

  await check('another person approves, a third signs what she sees', async () => {
    const approvers = demo.facts.accounts.filter((a) => a.tenant === 'QM' && a.role === 'ma_approver')
    holds(approvers.length >= 2, 'two approving officers')
    const page = await signedIn(browser, demo, 'QM', 'ma_approver')
    await act(page, `/applications/${state.id}/acts/approve`)
    await page.goto(`${demo.base}/applications/${state.id}/acts/sign`)
    await shot(page, 'journey-09-sign')
    await act(page, `/applications/${state.id}/acts/sign`)
    await shot(page, 'journey-10-signed')
    const after = await api('QM', 'ma_officer', `/api/applications/${state.id}`)
    same(after.body.status, 'ISSUED')
    await page.context().close()
  }, { story: true })

  await check('the permit has a number, a paper and a code that verifies', async () => {
    const page = await signedIn(browser, demo, 'QM', 'applicant')
    const permits = await api('QM', 'ma_officer', '/api/permits')
    const rows = permits.body.rows || permits.body.items || permits.body
    const mine = rows.find((p) => p.application === state.id) || rows[0]
    state.permit = mine.id
    state.number = mine.number
    await page.goto(`${demo.base}/permits/${state.permit}`)
    await shot(page, 'journey-11-permit')
    const link = await page.locator('a[href*="/v/"], a[href*="/V/"], a[href*="/verify?"]').first().getAttribute('href')
    state.verify = new URL(link, demo.base).href
    const pdf = await page.context().request.get(`${demo.base}/permits/${state.permit}/permit.pdf`)
    same(pdf.status(), 200, 'pdf')
    holds((await pdf.body()).subarray(0, 5).toString() === '%PDF-', 'a PDF')
    const anybody = await browser.newPage()
    await anybody.goto(state.verify)
    await shot(anybody, 'journey-12-verify')
    holds(/valid/i.test(await text(anybody)), 'valid')
    holds(!/River Bend/.test(await anybody.content()), 'no name on the public page')
    await anybody.close()
    await page.context().close()
  }, { story: true })

  await check('customs endorse 238 of 240, and never 250', async () => {
    const page = await signedIn(browser, demo, 'QM', 'customs', { viewport: { width: 375, height: 800 } })
    await page.goto(`${demo.base}/customs/permits/${state.permit}/endorse`)
    await shot(page, 'journey-13-endorse')
    await page.fill('input[name="quantity.A"]', '250')
    await page.selectOption('select[name=port]', { index: 1 })
    await page.fill('input[name=waybill]', 'AWB 020-12345675')
    await leads(page, () => page.click('button[name=act][value=endorse]'))
    same(await page.inputValue('input[name="quantity.A"]'), '250', 'what was typed stays')
    await shot(page, 'journey-14-over')
    await page.fill('input[name="quantity.A"]', '238')
    await page.selectOption('select[name=port]', { index: 1 })
    await leads(page, () => page.click('button[name=act][value=endorse]'))
    await shot(page, 'journey-15-receipt')
    const after = await api('QM', 'ma_officer', `/api/permits/${state.permit}`)
    same(after.body.status, 'ENDORSED')
    state.token = (state.verify.match(/[0-9A-HJKMNP-TV-Z]{26}/) || [])[0]
    await page.context().close()
  }, { story: true })

  await check('Quenland fetches the permit over EPIX and its customs receive 236', async () => {
    const officer = await signedIn(browser, demo, 'QN', 'ma_officer')
    await act(officer, '/exchange/fetch', async (p) => {
      await p.selectOption('select[name=partner]', 'QM')
      await p.fill('input[name=number]', state.number)
      await p.fill('input[name=code]', state.token)
    })
    await shot(officer, 'journey-16-foreign')
    const foreign = officer.url()
    const customs = await signedIn(browser, demo, 'QN', 'customs')
    await customs.goto(foreign)
    await customs.fill('input[name="quantity.A"]', '236')
    await customs.selectOption('select[name=port]', { index: 1 })
    await leads(customs, () => customs.locator('form[action$="/confirm"] button').first().click())
    await shot(customs, 'journey-17-received')
    for (let i = 0; i < 60; i++) {
      const home = await api('QM', 'ma_officer', `/api/permits/${state.permit}`)
      state.status = home.body.status
      if (state.status === 'CONFIRMED') break
      await new Promise((r) => setTimeout(r, 500))
    }
    same(state.status, 'CONFIRMED', 'told back over EPIX')
    await officer.context().close()
    await customs.context().close()
  }, { story: true })

  await check('the line stands in both annual reports', async () => {
    for (const tenant of ['QM', 'QN']) {
      const page = await signedIn(browser, demo, tenant, 'reporter')
      const year = new Date().getUTCFullYear()
      await page.goto(`${demo.base}/reports/${year}`)
      await leads(page, () => page.locator(`form[action="/reports/${year}/build"] button`).first().click())
      await shot(page, `journey-18-report-${tenant}`)
      const sheet = tenant === 'QM' ? 'exports' : 'imports'
      const csv = await page.context().request.get(`${demo.base}/reports/${year}/${sheet}.csv`)
      holds((await csv.text()).includes(state.number), `${tenant}: ${state.number} in ${sheet}`)
      await page.context().close()
    }
  }, { story: true })
} finally {
  await browser.close()
  await demo.stop()
  await postgres?.stop()
}
finish()
