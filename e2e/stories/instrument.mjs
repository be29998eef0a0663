// A guitar of Brazilian rosewood goes on tour: one certificate for three years, five crossings written by customs on its
// sheet, and it comes home. It changes no owner, so no line of the report speaks of it.
import { check, holds, same } from '../lib.mjs'
import {
  actOnPermit, apply, books, decide, drawer, fill, main, moneyOf, moved, paidWhole, payCash, press, read, reportRows, shot, sign, verify,
} from '../hands.mjs'

export async function story({ demo, browser, desk }) {
  const at = {}

  await check('the guitarist applies and pays', async () => {
    const page = await desk.at('QM', 'applicant')
    at.books = await books(demo, 'QM')
    at.id = await apply(page, {
      document_type: 'MIC', purpose: 'P',
      exporter: { name: 'Lucía Quirogal', street: '4 Harbour Steps', city: 'Coral Bay', postcode: '205', country: 'QM' },
      partner_country: 'QN',
      lines: [{
        taxon: 'Dalbergia nigra', term: 'WPR', quantity: '1', unit: 'NAR', acquired: '1965-06-01', source: 'O',
        description: 'Classical guitar, back and sides', marks: 'Label inside: 512',
      }],
      particulars: { maker: 'Workshop of Bend', serial: '512', made: '1962' },
      transport_mode: 'carried',
    }, { name: 'instrument' })
    at.paid = await payCash(desk, 'QM', at.id, { name: 'instrument', payer: 'Lucía Quirogal' })
    same([at.paid.total, at.paid.status], ['300.00', 'PAID'])
  }, { story: true })

  await check('the office issues a certificate for three years with its sheet', async () => {
    await decide(desk, 'QM', at.id, { name: 'instrument' })
    at.permit = await sign(desk, 'QM', at.id, { name: 'instrument-sign' })
    await actOnPermit(await desk.at('QM', 'ma_clerk'), at.permit.id, 'deliver')
    const years = (new Date(at.permit.valid_until) - new Date(at.permit.valid_from)) / 86_400_000 / 365.25
    holds(years > 2.9 && years <= 3.01, `three years: ${at.permit.valid_from} to ${at.permit.valid_until}`)
  }, { story: true })

  await check('five crossings, each another way than the last, none twice', async () => {
    const page = await desk.at('QM', 'customs')
    for (let n = 1; n <= 6; n++) {
      await page.goto(`${demo.base}/customs/permits/${at.permit.id}`)
      if (n === 1) await shot(page, 'instrument-border')
      await press(page, page.locator(`main a[href="/customs/permits/${at.permit.id}/crossing"]`).first(), 'crossing')
      const form = page.locator('main form[method=post]').last()
      const way = n % 2 ? 'export' : 'import'
      same(await form.locator('input[name=direction]:checked').getAttribute('value'), way, 'the other way is proposed')
      if (n === 3) {
        await fill(form, { 'quantity.A': '2' })
        await form.locator('select[name=port]').selectOption({ index: 1 })
        await Promise.all([page.waitForNavigation(), form.locator('button').first().click()])
        holds(await page.locator('.error-summary, [role=alert]').count(), 'two guitars cannot cross with a certificate for one')
        await shot(page, 'instrument-two')
        await page.goto(`${demo.base}/customs/permits/${at.permit.id}/crossing`)
      }
      await form.locator('select[name=port]').selectOption({ index: 1 })
      if (n === 5) await shot(page, 'instrument-crossing')
      await press(page, form.locator('button').first(), `crossing ${n}`)
    }
    await shot(page, 'instrument-home')
  }, { story: true })

  await check('the sheet says six rows: five crossings and home; the certificate is still good', async () => {
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/permits/${at.permit.id}`)
    await shot(page, 'instrument-permit')
    const rows = await page.locator('main table').filter({ hasText: '1' }).first().locator('tbody tr').count()
    const timeline = await read(demo, 'QM', 'ma_officer', `/api/permits/${at.permit.id}/timeline`)
    const crossed = (timeline.events || timeline.rows || timeline).filter((e) => /movement|cross/i.test(JSON.stringify(e))).length
    holds(rows >= 1 && crossed === 6, `six crossings in the history, ${crossed} found, ${rows} rows`)
    const seen = await verify(browser, page, at.permit, 'instrument-verify')
    holds(/valid/i.test(seen.text), seen.text)
  }, { story: true })

  await check('no line in the report, no quota touched, and the day\'s drawer has the fee', async () => {
    for (const sheet of ['exports', 'imports']) {
      const rows = await reportRows(desk, 'QM', sheet)
      same(rows.filter((r) => Object.values(r).includes(at.permit.number)), [], `${sheet}: crossings of an owner are no trade`)
    }
    same(moved(at.books, await books(demo, 'QM')), [], 'what comes home draws on no quota')
    same(await moneyOf(demo, 'QM', at.id), [paidWhole('300.00', 'CASH')])
    holds((await drawer(desk, 'QM', 'instrument-drawer')).includes(at.paid.receipt), 'the receipt stands in the day')
  })
}
