// One application for three consignments in a real browser: the applicant shares the skins, the officers decide once, the
// signer signs three times, and three permits are listed.
//   node consignments.mjs            on SQLite
//   node consignments.mjs postgres   on PostgreSQL
import { axe, check, finish, holds, outOfSample, overflow, same, scratchPostgres, shot, signedIn, startBrowser, startDemo } from './lib.mjs'

const postgres = process.argv[2] === 'postgres' ? await scratchPostgres() : null
const demo = await startDemo({ args: ['--traffic', 'small', ...(postgres ? ['--database', postgres.url] : [])] })
const browser = await startBrowser()

async function api(role, path, body) {
  const account = demo.account('QM', role)
  const answer = await fetch(`${demo.base}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${account.api_token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  holds(answer.ok, `${role} ${path}: ${answer.status}`)
  return answer.json()
}

/// Fits the window at both widths, and no rule of accessibility is broken.
async function sound(page, name) {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    same(await overflow(page), 0, `${name} at ${width} px`)
    same(await axe(page), [], `${name} at ${width} px`)
    await shot(page, `consignments-${name}-${width}`)
  }
}

async function press(page, name) {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).click()])
}

const party = (name, country) => ({ name, street: '1 Road', city: 'Bend', country })
const state = {}
try {
  await check('the applicant asks for three consignments and shares the skins', async () => {
    const made = await api('applicant', '/api/applications', {
      document_type: 'EXPORT', partner_country: 'QN', purpose: 'T', transport_mode: 'air', language: 'en',
      exporter: party('River Bend Farm Ltd', 'QM'), importer: party('Tannery of the North', 'QN'),
      lines: [{ taxon: 'Crocodylus niloticus', description: 'Skins, raw, salted', term: 'SKI', appendix: 'II', source: 'R', quantity: '24', unit: 'NAR' }],
    })
    state.id = made.id
    const page = await signedIn(browser, demo, 'QM', 'applicant', { javaScriptEnabled: false })
    await page.goto(`${demo.base}/applications/${state.id}/consignments`)
    await page.fill('input[name=consignments]', '3')
    await press(page, 'Continue')
    await page.goto(`${demo.base}/applications/${state.id}/lines/0/shares`)
    for (const [n, share] of ['10', '8', '7'].entries()) await page.fill(`input[name="lines.0.shares.${n}"]`, share)
    await press(page, 'Continue')
    holds(/Make the shares add up/.test(await page.locator('main').innerText()), 'a wrong sum is said in words')
    await page.fill('input[name="lines.0.shares.2"]', '6')
    await press(page, 'Continue')
    await page.context().close()
    const seeing = await signedIn(browser, demo, 'QM', 'applicant')
    for (const [name, path] of [['count', 'consignments'], ['shares', 'lines/0/shares'], ['check', 'check']]) {
      await seeing.goto(`${demo.base}/applications/${state.id}/${path}`)
      await sound(seeing, name)
    }
    await seeing.goto(`${demo.base}/applications/${state.id}/declare`)
    await seeing.check('input[name=declaration]')
    await Promise.all([seeing.waitForNavigation(), seeing.locator('button[name=go][value=continue]').click()])
    same((await api('applicant', `/api/applications/${state.id}`)).status, 'SUBMITTED')
    await seeing.context().close()
  }, { story: true })

  await check('the officers decide once', async () => {
    const path = `/api/applications/${state.id}`
    await api('ma_clerk', `${path}/accept`, {})
    await outOfSample(demo, 'QM', state.id)
    await api('ma_officer', `${path}/consult`, { findings: ['NDF_EXPORT'] })
    await api('sa_coordinator', `${path}/opinion`, { findings: [{ kind: 'NDF_EXPORT', answer: 'positive', grounds: 'Counted in March.' }] })
    const open = (await api('ma_officer', `${path}/checks`)).findings.filter((f) => !f.present)
    await api('ma_officer', `${path}/propose`, { decision: 'grant', no_conflict: true, findings: open.map((f) => ({ kind: f.kind, answer: 'positive', grounds: 'Seen.' })) })
    await api('ma_approver', `${path}/approve`, { no_conflict: true })
    const page = await signedIn(browser, demo, 'QM', 'ma_officer')
    await page.goto(`${demo.base}/applications/${state.id}`)
    await sound(page, 'officer')
    await page.context().close()
  }, { story: true })

  await check('the signer signs one, then all that are left', async () => {
    const page = await signedIn(browser, demo, 'QM', 'ma_approver')
    await page.goto(`${demo.base}/applications/${state.id}/acts/sign`)
    await sound(page, 'sign')
    await Promise.all([page.waitForNavigation(), page.locator('form.acts button').first().click()])
    same((await api('ma_officer', `/api/applications/${state.id}`)).permits.length, 1)
    await page.goto(`${demo.base}/applications/${state.id}/acts/sign`)
    await press(page, 'Sign all 2 that are left')
    const after = await api('ma_officer', `/api/applications/${state.id}`)
    same([after.status, after.permits.map((p) => p.consignment)], ['ISSUED', [1, 2, 3]])
    state.permits = after.permits
    await page.context().close()
  }, { story: true })

  await check('the applicant finds three permits', async () => {
    const page = await signedIn(browser, demo, 'QM', 'applicant')
    for (const [name, path] of [['case', `/applications/${state.id}`], ['permit', `/permits/${state.permits[1].id}`], ['permits', '/permits'], ['list', '/applications']]) {
      await page.goto(`${demo.base}${path}`)
      await sound(page, name)
      const text = await page.locator('main').innerText()
      if (name === 'list') holds(/3 of 3 permits signed/.test(text.replace(/[\u2066-\u2069]/g, '')), text.slice(0, 500))
      else for (const p of state.permits) holds(text.includes(p.number), `${name} shows ${p.number}`)
    }
    same(page.problems, [], 'problems')
    await page.context().close()
  }, { story: true })
} finally {
  await browser.close()
  await demo.stop()
  if (postgres) await postgres.stop()
}
finish()
