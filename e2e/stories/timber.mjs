// Blackwood for export; the permit is lost on the way to the port. The holder reports it, asks for another in its place,
// pays for it; the old code says which document replaced it, the quota is not taken twice, the report has one line.
import { check, holds, same } from '../lib.mjs'
import {
  account, spent, actOnPermit, answer, apply, books, decide, endorse, ledger, main, moneyOf, moved, paidWhole, prepaid, press, quotaOf, read,
  reportRows, send, shot, sign, verify,
} from '../hands.mjs'

const difference = (after, before) => Object.fromEntries(Object.keys(after).map((k) => [k, Number(after[k]) - Number(before[k])]))

export async function story({ demo, browser, desk }) {
  const at = {}

  await check('the joiners apply for 12.5 cubic metres and get their permit', async () => {
    at.quota = (await quotaOf(demo, 'QM', 'Dalbergia melanoxylon', 'SAW')).id
    at.before = await ledger(demo, 'QM', at.quota)
    at.books = await books(demo, 'QM')
    at.first = await apply(await desk.at('QM', 'applicant'), {
      document_type: 'EXPORT', purpose: 'T', partner_country: 'QN',
      exporter: { name: 'Blackwood Joiners Association', street: '8 Sawmill Lane', city: 'Timber Point', postcode: '310', country: 'QM' },
      importer: { name: 'Winter Garden Instruments', street: '31 Glasshouse Row', city: 'Lightwater', country: 'QN' },
      lines: [{
        taxon: 'Dalbergia melanoxylon', term: 'SAW', quantity: '12.5', unit: 'MTQ', source: 'W',
        marks: 'Bundles QM-BW 101 to 118', description: 'Sawn wood, planks',
      }],
      transport_mode: 'sea',
    }, { name: 'timber' })
    await decide(desk, 'QM', at.first)
    at.old = await sign(desk, 'QM', at.first)
    await actOnPermit(await desk.at('QM', 'ma_clerk'), at.old.id, 'deliver')
    same(difference(await ledger(demo, 'QM', at.quota), at.before).committed, 12.5)
  }, { story: true })

  await check('the holder reports the loss; the code of the lost paper is no longer good', async () => {
    const page = await desk.at('QM', 'applicant')
    await actOnPermit(page, at.old.id, 'report_lost', { statement: 'The driver\'s bag was left on the ferry of Timber Point.' }, { name: 'timber' })
    await page.goto(`${demo.base}/permits/${at.old.id}`)
    await shot(page, 'timber-lost')
    const seen = await verify(browser, page, at.old, 'timber-lost-verify')
    holds(!/^valid/im.test(seen.text), seen.text)
  }, { story: true })

  await check('from the lost permit the holder asks for another; the fee is drawn from the account', async () => {
    const page = await desk.at('QM', 'applicant')
    at.money = await account(demo, 'QM')
    await page.goto(`${demo.base}/permits/${at.old.id}`)
    await press(page, page.locator(`main form[action="/permits/${at.old.id}/replacement"] button`), 'ask for another')
    at.second = new URL(page.url()).pathname.split('/')[2]
    await shot(page, 'timber-replacement-tasks')
    await press(page, page.locator(`main a[href="/applications/${at.second}/particulars"]`).first(), 'particulars')
    await shot(page, 'timber-replacement-particulars')
    await answer(page, { particulars: { reason: 'Lost on the ferry of Timber Point.' } })
    await send(page, at.second, { name: 'timber-replacement' })
    const invoice = await prepaid(demo, 'QM', at.second)
    same([invoice.total, invoice.open], ['25.00', '0.00'])
    same(difference(await ledger(demo, 'QM', at.quota), at.before).reserved, 0, 'nothing is held a second time')
  }, { story: true })

  await check('the new permit takes the place and the quota of the old one', async () => {
    await decide(desk, 'QM', at.second, { name: 'timber-replacement' })
    at.permit = await sign(desk, 'QM', at.second, { name: 'timber-sign' })
    await actOnPermit(await desk.at('QM', 'ma_clerk'), at.permit.id, 'deliver')
    same(difference(await ledger(demo, 'QM', at.quota), at.before), { limit: 0, reserved: 0, committed: 12.5, consumed: 0, available: -12.5 })
    same((await read(demo, 'QM', 'ma_officer', `/api/permits/${at.old.id}`)).status, 'REPLACED')
  }, { story: true })

  await check('the code of the old paper says which document replaced it', async () => {
    const page = await desk.at('QM', 'applicant')
    const seen = await verify(browser, page, at.old, 'timber-old-verify')
    holds(seen.text.includes(at.permit.number), `the old code names ${at.permit.number}:\n${seen.text}`)
    await page.goto(`${demo.base}/permits/${at.permit.id}`)
    await shot(page, 'timber-permit')
    const text = await main(page)
    holds(/REPLACEMENT|replac/i.test(text) && text.includes(at.old.number), 'the new one names the old one')
  }, { story: true })

  await check('customs let 12 leave on the new paper and none on the old', async () => {
    const page = await desk.at('QM', 'customs')
    await page.goto(`${demo.base}/customs/permits/${at.old.id}`)
    await shot(page, 'timber-old-border')
    same(await page.locator('main a[href$="/endorse"]').count(), 0, 'the old paper lets nothing out')
    await endorse(desk, 'QM', at.permit, { A: '12' }, { name: 'timber', waybill: 'BL 7781' })
    same(difference(await ledger(demo, 'QM', at.quota), at.before), { limit: 0, reserved: 0, committed: 0, consumed: 12, available: -12 })
  }, { story: true })

  await check('one line with the new number, twelve cubic metres, 25 of the account', async () => {
    const rows = await reportRows(desk, 'QM', 'exports', 'timber-report')
    same(rows.filter((r) => Object.values(r).includes(at.old.number)), [], 'no line of the lost paper')
    const mine = rows.filter((r) => Object.values(r).includes(at.permit.number))
    same(mine.map((r) => [r.SpeciesName, r.TermCode, r.Quantity, r.UnitCode, r.SourceCode]), [['Dalbergia melanoxylon', 'SAW', '12', 'MTQ', 'W']])
    same(moved(at.books, await books(demo, 'QM')).map(([, by]) => by), [12], 'one quota, once, and nothing else')
    same(spent(at.money, await account(demo, 'QM')), 25)
    same([await moneyOf(demo, 'QM', at.first), await moneyOf(demo, 'QM', at.second)], [[], [paidWhole('25.00', 'PREPAID')]])
  })
}
