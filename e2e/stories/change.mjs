// A buyer moves after the permit was issued. The holder asks for a change at the permit, the officer opens the amendment
// from it, another one approves and it is signed; the old code says which document replaced it, the report has one line.
import { check, holds, same } from '../lib.mjs'
import {
  act, apply, calm, consult, decide, endorse, fill, main, permitOf, press, reportRows, shot, sign, verify,
} from '../hands.mjs'

export async function story({ demo, browser, desk }) {
  const at = {}

  await check('thirty skins get their permit', async () => {
    at.first = await apply(await desk.at('QM', 'applicant'), {
      document_type: 'EXPORT', purpose: 'T', partner_country: 'QN',
      exporter: { name: 'River Bend Farm Ltd', street: '1 River Road', city: 'Bend', country: 'QM' },
      importer: { name: 'Tannery of the North', street: '14 Harbour Street', city: 'Northport', country: 'QN' },
      lines: [{
        taxon: 'Crocodylus niloticus', term: 'SKI', quantity: '30', unit: 'NAR', source: 'R',
        marks: 'QM-RA-2026-000701 to 000730', description: 'Skins, raw, salted',
      }],
      transport_mode: 'sea',
    }, { name: 'change' })
    await decide(desk, 'QM', at.first)
    at.old = await sign(desk, 'QM', at.first)
  }, { story: true })

  await check('the holder asks for a change at the permit; what is more than was permitted is said at its box', async () => {
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/permits/${at.old.id}`)
    await shot(page, 'change-permit')
    await press(page, page.locator(`main a[href="/permits/${at.old.id}/change"]`), 'ask for a change')
    await shot(page, 'change-form')
    const form = page.locator(`main form[action="/permits/${at.old.id}/change"]`)
    await fill(form, { 'importer.street': 'Quay Road 5', 'importer.city': 'Southport', transport_mode: 'air' })
    await fill(form, { reason: 'The tannery has moved to Southport; the ship does not sail.' })
    await press(page, form.locator('button.button').last(), 'send the request')
    at.case = new URL(page.url()).pathname.split('/')[2]
    await shot(page, 'change-asked')
    const text = await main(page)
    holds(text.includes('3, 15') && text.includes(at.old.number), text)
    await page.goto(`${demo.base}/permits/${at.old.id}`)
    await shot(page, 'change-permit-asked')
    same(await page.locator(`main a[href="/permits/${at.old.id}/change"]`).count(), 0, 'one request at a time')
    holds(/stays as it is/i.test(await main(page)), 'the permit stands')
  }, { story: true })

  await check('the officer opens the amendment with what was asked for', async () => {
    await consult(desk, 'QM', at.case)
    const page = await desk.at('QM', 'ma_officer')
    await page.goto(`${demo.base}/applications/${at.case}`)
    await calm(page, 'the request')
    await shot(page, 'change-case')
    await press(page, page.locator(`main a[href="/permits/${at.old.id}/amend"]`), 'open the amendment')
    await shot(page, 'change-amend')
    const form = page.locator(`main form[action="/permits/${at.old.id}/amend"]`)
    same(await form.locator('[name="importer.city"]').inputValue(), 'Southport')
    await press(page, form.locator('button.button').last(), 'propose')
    await shot(page, 'change-compare')
    await act(await desk.at('QM', 'ma_approver'), at.case, 'approve')
    at.permit = await sign(desk, 'QM', at.case)
    same(at.permit.id, (await permitOf(demo, 'QM', at.case)).id)
  }, { story: true })

  await check('the code of the old paper names the amended one, and the holder sees both', async () => {
    const page = await desk.at('QM', 'applicant')
    const seen = await verify(browser, page, at.old, 'change-verify')
    holds(seen.text.includes(at.permit.number), seen.text)
    await page.goto(`${demo.base}/permits/${at.old.id}`)
    await shot(page, 'change-permit-amended')
    holds((await main(page)).includes(at.permit.number), 'the old one names the new one')
    await page.goto(`${demo.base}/permits/${at.permit.id}`)
    holds((await main(page)).includes('Southport'), 'the new one has the new address')
  }, { story: true })

  await check('thirty leave on the new paper, and one line has its number', async () => {
    await endorse(desk, 'QM', at.permit, { A: '30' }, { name: 'change', waybill: 'AWB 020-5512' })
    const rows = await reportRows(desk, 'QM', 'exports', 'change-report')
    same(rows.filter((r) => Object.values(r).includes(at.old.number)), [], 'no line of the old paper')
    const mine = rows.filter((r) => Object.values(r).includes(at.permit.number))
    same(mine.map((r) => [r.SpeciesName, r.TermCode, r.Quantity, r.UnitCode]), [['Crocodylus niloticus', 'SKI', '30', '']])
  })
}
