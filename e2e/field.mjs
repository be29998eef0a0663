// A visit where there is no network: the inspector opens the page at the office, counts, photographs and writes offline,
// and the report goes out once when there is a network again. In Chromium with the network really off.
import { check, finish, holds, same, shot, signedIn, slow, startBrowser, startDemo, until } from './lib.mjs'

const demo = await startDemo()
const browser = await startBrowser()
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function api(role, path, body) {
  const account = demo.account('QM', role)
  const answer = await fetch(`${demo.base}${path}`, {
    method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
    headers: { authorization: `Bearer ${account.api_token}`, 'content-type': 'application/json' },
  })
  return { status: answer.status, body: await answer.json().catch(() => null) }
}

/// A case whose inspection was ordered; one more is ordered where none waits.
async function visits(n) {
  const ids = []
  const list = await api('inspector', '/api/inspections')
  for (const row of list.body.rows || list.body) {
    // A case may wait for others too, and then stands where the first of them is.
    const id = row.id || row.application
    if ((await api('ma_officer', `/api/applications/${id}`)).body.status === 'INSPECTION_REQUESTED') ids.push(id)
  }
  const open = await api('ma_officer', '/api/applications?status=UNDER_EXAMINATION')
  for (const row of open.body.rows) {
    if (ids.length >= n) break
    const order = { reason: 'Live animals', what: 'Count, and read the marks.', place: 'The yard at Bend' }
    const made = await api('ma_officer', `/api/applications/${row.id}/inspection`, order)
    if (made.status === 200) ids.push(row.id)
  }
  holds(ids.length >= n, `${ids.length} visits of ${n}: ${JSON.stringify(open.body.rows.slice(0, 2))}`)
  return ids.slice(0, n)
}

const kept = (page) => page.evaluate(() => new Promise((yes, no) => {
  const ask = indexedDB.open('manis-visits', 1)
  ask.onsuccess = () => {
    const rows = ask.result.transaction('visit').objectStore('visit').getAll()
    rows.onsuccess = () => { ask.result.close(); yes(rows.result.map((r) => [r.path, r.ready, r.files.length])) }
  }
  ask.onerror = () => no(ask.error)
}))

/// The page has asked its store: what was kept is in the form again, and what is typed now is seen by the page.
const read = (page) => page.locator('[data-visits][aria-busy=false]').waitFor({ state: 'attached' })

async function fill(page, text, seal) {
  await read(page)
  const count = page.locator('input[name^="quantity."]').first()
  await count.fill('1')
  await page.locator('textarea[name^="marks."]').first().fill('QM-0001\nQM-0002')
  await page.locator('details.samples summary').click()
  await page.fill('[name="sample.1.what"]', 'Feather of the second crate')
  await page.fill('[name="sample.1.number"]', seal)
  await page.fill('[name="sample.1.laboratory"]', 'National forensic laboratory')
  await page.check('input[name=outcome][value=QTY_LESS]')
  await page.fill('textarea[name=text]', text)
  await page.setInputFiles('input[type=file]', { name: 'crate.png', mimeType: 'image/png', buffer: png })
}

try {
  const [first, second] = await visits(2)
  const page = await signedIn(browser, demo, 'QM', 'inspector', { viewport: { width: 375, height: 812 } })
  const path = (id) => `/applications/${id}/acts/inspection_report`

  await check('the page of a visit opens again without a network', async () => {
    await page.goto(demo.base + path(first))
    await page.locator('[data-visits] [role=status]').filter({ hasText: 'opens where there is no network' }).waitFor()
    await page.context().setOffline(true)
    await page.reload()
    holds(await page.locator('form[data-visit]').count(), 'the form is there')
    await shot(page, 'field-01-offline')
  }, { story: true })

  await check('what is counted, photographed and written is kept, and the page says that it is not sent', async () => {
    await fill(page, 'Two crates were missing.', 'SEAL-E2E-1')
    await page.locator('form[data-visit] button').click()
    const note = page.locator('[data-visits] [role=status]')
    await note.filter({ hasText: 'not sent yet' }).waitFor()
    await shot(page, 'field-02-kept')
    same(await kept(page), [[path(first), true, 1]])
    await page.reload()
    await read(page)
    same(await page.inputValue('textarea[name=text]'), 'Two crates were missing.')
    same(await page.inputValue('[name="sample.1.number"]'), 'SEAL-E2E-1', 'the seal of the sample')
    same(await page.evaluate(() => document.querySelector('input[type=file]').files.length), 1, 'the photo')
    same((await api('ma_officer', `/api/applications/${first}`)).body.status, 'INSPECTION_REQUESTED')
    page.problems.splice(0)
  }, { story: true })

  await check('with a network again it is sent by itself', async () => {
    await page.context().setOffline(false)
    await page.waitForURL(`${demo.base}/applications/${first}`, { timeout: 15000 * slow })
    await shot(page, 'field-03-sent')
    same((await api('ma_officer', `/api/applications/${first}`)).body.status, 'INSPECTED')
    const taken = (await api('ma_officer', `/api/applications/${first}/samples`)).body.rows
    same(taken.map((s) => [s.number, s.laboratory, s.result]), [['SEAL-E2E-1', 'National forensic laboratory', null]])
    const answered = await api('ma_officer', `/api/applications/${first}/samples/${taken[0].id}`, { result: 'Psittacus erithacus' })
    same([answered.status, answered.body.result], [200, 'Psittacus erithacus'])
    await page.goto(`${demo.base}/applications/${first}/samples`)
    holds((await page.locator('main').innerText()).includes('Psittacus erithacus'), 'the answer stands on the page')
    await shot(page, 'field-04-sample')
    same(await kept(page), [])
  }, { story: true })

  await check('an answer that is lost on the way makes no second report', async () => {
    await page.goto(demo.base + path(second))
    await fill(page, 'Counted twice.', 'SEAL-E2E-2')
    let sent = 0
    await page.context().route(`**${path(second)}`, async (route) => {
      if (route.request().method() !== 'POST' || sent) return route.continue()
      sent += 1
      await route.fetch({ maxRedirects: 0 })
      return route.abort()
    })
    await page.locator('form[data-visit] button').click()
    await page.locator('[data-visits] [role=status]').filter({ hasText: 'not sent yet' }).waitFor()
    same((await api('ma_officer', `/api/applications/${second}`)).body.status, 'INSPECTED', 'it had arrived')
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.waitForURL(`${demo.base}/applications/${second}`, { timeout: 15000 * slow })
    same(sent, 1)
    same(await kept(page), [])
    const life = (await api('ma_officer', `/api/applications/${second}/timeline`)).body
    const reports = JSON.stringify(life).match(/"inspection_report"/g) || []
    holds(reports.length <= 2 && reports.length > 0, `one report in the life of the case: ${reports.length}`)
    const papers = await api('ma_officer', `/api/applications/${second}/attachments`)
    same(papers.body.papers.filter((p) => p.name === 'crate.png').length, 1, 'one photo')
    const taken = (await api('ma_officer', `/api/applications/${second}/samples`)).body.rows
    same(taken.map((s) => s.number), ['SEAL-E2E-2'], 'one sample')
  })

  await check('what was typed and not sent is there again, and signing out throws the page away', async () => {
    await page.goto(`${demo.base}/inspections`)
    await page.locator('[data-visits][aria-busy=false]').waitFor({ state: 'attached' })
    holds(!/not sent yet/.test(await page.locator('main').innerText()), 'nothing waits')
    await page.locator('.who details.menu summary').last().click()
    await page.locator('form[action="/sign-out"] button').click()
    await until(page, async () => !(await caches.has('manis-visit-pages')))
    same(page.problems.filter((p) => !/Failed to load|ERR_FAILED|ERR_INTERNET/.test(p)), [])
  })
  await page.context().close()
} finally {
  await browser.close()
  await demo.stop()
}
finish()
