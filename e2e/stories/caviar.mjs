// Caviar of a sturgeon stock that several States share, near the end of the year of its quota: the lot in the plant's
// books, the label of the tin as its mark, a permit that ends with the last of February, and what is left for others.
import { check, holds, same } from '../lib.mjs'
import {
  account, spent, act, actOnPermit, apply, consult, drawFromAccount, endorse, extraFee, fill, ledger, main, moneyOf, paidWhole, press, read,
  readAll, reportRows, setQuota, shot, sign, today,
} from '../hands.mjs'

/// The year of shared sturgeon stocks begins with March.
const season = () => { const [year, month] = today().split('-').map(Number); return month < 3 ? year - 1 : year }
const lastDay = (year) => new Date(Date.UTC(year + 1, 2, 0)).toISOString().slice(0, 10)

export async function story({ demo, desk }) {
  const at = {}

  await check('the share of the stock is set by two persons; its year ends with February', async () => {
    at.quota = await setQuota(desk, 'QM', {
      basis: 'shared_stock', carry: 'never', taxon: 'Acipenser gueldenstaedtii', year: String(season()), 'terms-eaten': 'CAV', sources: 'W',
      quantity: '40', unit: 'KGM', area: 'Northern Sea', origin: 'Agreement of the range States', reason: 'Share of this year.',
    }, 'caviar-quota')
    const quota = await read(demo, 'QM', 'quota_manager', `/api/quotas/${at.quota}`)
    same([quota.kind, quota.period.last], ['shared_stock', lastDay(season())])
  }, { story: true })

  await check('the plant declares a lot, and an officer who saw the books confirms its origin', async () => {
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/stock`)
    await press(page, page.locator('main a[href="/stock/new"]').first(), 'declare a lot')
    const form = page.locator('main form[method=post]').last()
    await fill(form, {
      taxon: 'Acipenser gueldenstaedtii', term: 'CAV', quantity: '60', unit: 'KGM', source: 'W', origin: 'QM', acquired: 'opening',
      on: today(-30), evidence: 'Catch book of the vessel Acipa, sheets 12 to 19; plant QM-CP-04',
    })
    await shot(page, 'caviar-lot-new')
    await press(page, form.locator('button').first(), 'declare')
    const lots = await readAll(demo, 'QM', 'applicant', '/api/stock')
    at.lot = lots.find((l) => l.taxon === 'Acipenser gueldenstaedtii')
    const officer = await desk.at('QM', 'ma_officer')
    await officer.goto(`${demo.base}/stock/${at.lot.id}`)
    await shot(officer, 'caviar-lot-officer')
    await press(officer, officer.locator(`main form[action="/stock/${at.lot.id}/confirm"] button`).first(), 'confirm the lot')
  }, { story: true })

  await check('the plant applies: the question of shared stocks, the lot, the label of the tins', async () => {
    const page = await desk.at('QM', 'applicant')
    at.id = await apply(page, {
      document_type: 'EXPORT', purpose: 'T', partner_country: 'QN',
      exporter: { name: 'Cold River Caviar Plant', street: '2 Weir Road', city: 'Bend', postcode: '101', country: 'QM' },
      importer: { name: 'Cold Lake Delicacies', street: '1 Weir Lane', city: 'Lakeside', postcode: '5002', country: 'QN' },
      lines: [{
        taxon: 'Acipenser gueldenstaedtii', term: 'CAV', quantity: '24.5', unit: 'KGM', source: 'W', lot: at.lot.number, area: 'Northern Sea',
        marks: `GUE/W/QM/${season()}/CP04/0001 to 0098`, description: 'Caviar in primary containers of 250 g',
      }],
      particulars: { shared_stock: 'yes' },
      transport_mode: 'air',
    }, { name: 'caviar' })
    const lot = await read(demo, 'QM', 'applicant', `/api/stock/${at.lot.id}`)
    at.held = lot.lot || lot
    same([at.held.balance, at.held.held, at.held.free], ['60', '24.5', '35.5'], 'the lot holds what is asked for')
  }, { story: true })

  await check('the office examines; the labels are paid from the account', async () => {
    at.before = await account(demo, 'QM')
    await consult(desk, 'QM', at.id, { grounds: 'Within the share; the stock grows.', name: 'caviar' })
    await extraFee(desk, 'QM', at.id, 'TAG', '98', 'Labels of the tins', 'caviar')
    await drawFromAccount(desk, 'QM', at.id, 'caviar')
    same(spent(at.before, await account(demo, 'QM')), 24.5)
    same((await ledger(demo, 'QM', at.quota)).reserved, '24.5')
    await act(await desk.at('QM', 'ma_officer'), at.id, 'propose', { outcome: 'approve' }, { name: 'caviar-propose' })
    await act(await desk.at('QM', 'ma_approver'), at.id, 'approve')
    at.permit = await sign(desk, 'QM', at.id, { name: 'caviar-sign' })
    await actOnPermit(await desk.at('QM', 'ma_clerk'), at.permit.id, 'deliver')
    same(at.permit.valid_until, lastDay(season()), 'not beyond the year of the quota')
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/permits/${at.permit.id}`)
    await shot(page, 'caviar-permit')
    holds(/shared stock/i.test(await main(page)), 'box 5 speaks of the shared stock')
  }, { story: true })

  await check('a second application asks for more than is left of the share, and is stopped', async () => {
    const page = await desk.at('QM', 'applicant')
    at.more = await apply(page, {
      document_type: 'EXPORT', purpose: 'T', partner_country: 'QN',
      exporter: { name: 'Cold River Caviar Plant', street: '2 Weir Road', city: 'Bend', postcode: '101', country: 'QM' },
      importer: { name: 'Cold Lake Delicacies', street: '1 Weir Lane', city: 'Lakeside', postcode: '5002', country: 'QN' },
      lines: [{
        taxon: 'Acipenser gueldenstaedtii', term: 'CAV', quantity: '20', unit: 'KGM', source: 'W', lot: at.lot.number, area: 'Northern Sea',
        marks: `GUE/W/QM/${season()}/CP04/0099 to 0178`, description: 'Caviar in primary containers of 250 g',
      }],
      particulars: { shared_stock: 'yes' }, transport_mode: 'air',
    })
    const clerk = await desk.at('QM', 'ma_clerk')
    await clerk.goto(`${demo.base}/applications/${at.more}/acts/accept`)
    const form = clerk.locator('main form[method=post]').last()
    await Promise.all([clerk.waitForNavigation(), form.locator('button').first().click()])
    await shot(clerk, 'caviar-over')
    const text = await main(clerk)
    holds(/quota/i.test(text) && (await clerk.locator('[role=alert], .error-summary').count()), `the share is not enough:\n${text}`)
    const { reserved, committed, available } = await ledger(demo, 'QM', at.quota)
    same([reserved, committed, available], ['0', '24.5', '15.5'])
  }, { story: true })

  await check('24 kilograms leave; the half kilogram goes back to the share and to the lot', async () => {
    await endorse(desk, 'QM', at.permit, { A: '24' }, { name: 'caviar' })
    same(await ledger(demo, 'QM', at.quota), { limit: '40', reserved: '0', committed: '0', consumed: '24', available: '16' })
    const whole = await read(demo, 'QM', 'applicant', `/api/stock/${at.lot.id}`)
    same([(whole.lot || whole).balance, (whole.lot || whole).held], ['36', '20'], 'the lot holds what is left, and what the second application asks for')
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/stock/${at.lot.id}`)
    await shot(page, 'caviar-lot')
  }, { story: true })

  await check('one line of 24 kilograms, the share and the lot as customs left them, the labels paid', async () => {
    const rows = (await reportRows(desk, 'QM', 'exports', 'caviar-report')).filter((r) => Object.values(r).includes(at.permit.number))
    same(rows.map((r) => [r.SpeciesName, r.TermCode, r.Quantity, r.UnitCode, r.SourceCode]), [['Acipenser gueldenstaedtii', 'CAV', '24', 'KGM', 'W']])
    same(await ledger(demo, 'QM', at.quota), { limit: '40', reserved: '0', committed: '0', consumed: '24', available: '16' })
    const whole = await read(demo, 'QM', 'applicant', `/api/stock/${at.lot.id}`)
    same([(whole.lot || whole).balance, (whole.lot || whole).held], ['36', '20'])
    same(await moneyOf(demo, 'QM', at.id), [paidWhole('24.50', 'PREPAID')])
    same(await moneyOf(demo, 'QM', at.more), [], 'what was stopped cost nothing')
    same(spent(at.before, await account(demo, 'QM')), 24.5)
  })
}
