// A hunter's leopard, Appendix I: Quenland's import permit first, told over the wire; then Querimba's export permit from
// the quota that the Conference of the Parties approved; customs on both sides; the line in both annual reports.
import { check, holds, same } from '../lib.mjs'
import {
  act, actOnPermit, apply, consult, decide, drawer, endorse, extraFee, fetchForeign, ledger, main, moneyOf, paidWhole, payCash,
  press, shot, read, reportRows, setQuota, sign, today, verify, fill,
} from '../hands.mjs'

const outfitter = { name: 'Savanna Outfitters', street: '3 Baobab Avenue', city: 'Capital City', postcode: '12', country: 'QM' }
const hunter = { name: 'Joren Vessholm', street: '8 Lighthouse Walk', city: 'Northport', postcode: '2004', country: 'QN' }
const trophy = {
  taxon: 'Panthera pardus', term: 'TRO', quantity: '1', unit: 'NAR', source: 'W',
  marks: 'QM LEO 2026 0017', description: 'Hunting trophy: skin and skull of one animal',
}

export async function story({ demo, browser, desk }) {
  const at = {}

  await check('the quota of the Conference is set by two persons', async () => {
    at.quota = await setQuota(desk, 'QM', {
      basis: 'cop_approved', carry: 'never', taxon: 'Panthera pardus', year: today().slice(0, 4), 'terms-worked': 'TRO', sources: 'W',
      quantity: '25', unit: 'NAR', origin: 'Res. Conf. 10.14', reason: 'Trophies and skins for personal use, as the Conference approved.',
    }, 'leopard-quota')
    same((await ledger(demo, 'QM', at.quota)).available, '25')
    at.national = (await read(demo, 'QM', 'quota_manager', '/api/quotas')).rows.find((q) => q.taxon === 'Panthera pardus' && q.kind === 'national')
  }, { story: true })

  await check('the hunter asks Quenland for the import permit and pays its fee at the counter', async () => {
    const page = await desk.at('QN', 'applicant')
    at.import = await apply(page, {
      document_type: 'IMPORT', exporter: outfitter, importer: hunter, partner_country: 'QM', purpose: 'H',
      lines: [{ ...trophy, origin: { country: 'QM' } }], transport_mode: 'air', own_reference: 'Leopard of the Baobab concession',
    }, { name: 'leopard-import' })
    holds(/35/.test(await main(page)), 'the page to pay says the fee')
    const paid = await payCash(desk, 'QN', at.import, { name: 'leopard-import', payer: 'Joren Vessholm' })
    same([paid.total, paid.open, paid.status], ['35.00', '0.00', 'PAID'])
    at.receipt = paid.receipt
  }, { story: true })

  await check('Quenland finds the import harmless and not commercial, and issues', async () => {
    same(await decide(desk, 'QN', at.import, { grounds: 'One trophy for personal use; no harm.', name: 'leopard-import' }), true, 'the Scientific Authority was asked')
    at.first = await sign(desk, 'QN', at.import, { name: 'leopard-import-sign' })
    await actOnPermit(await desk.at('QN', 'ma_clerk'), at.first.id, 'deliver')
    at.paper = await verify(browser, await desk.at('QN', 'applicant'), at.first, 'leopard-import-verify')
  }, { story: true })

  await check('the outfitter asks Querimba for the export; the officer waits for the import permit', async () => {
    const page = await desk.at('QM', 'applicant')
    at.export = await apply(page, {
      document_type: 'EXPORT', exporter: outfitter, importer: hunter, partner_country: 'QN', purpose: 'H',
      // Appendix I: which import permit it is, is said at the line.
      lines: [{ ...trophy, import_permit: at.first.number }], transport_mode: 'air', port_of_exit: 'QMBND', own_reference: 'Leopard, concession of the Baobabs',
    }, { name: 'leopard-export' })
    await consult(desk, 'QM', at.export, { grounds: 'One of the quota; the population is stable.', name: 'leopard-export' })
    const officer = await desk.at('QM', 'ma_officer')
    await act(officer, at.export, 'wait_import_permit', {}, { name: 'leopard-wait' })
    await officer.goto(`${demo.base}/applications/${at.export}`)
    holds(!(await officer.locator(`a[href$="/acts/propose"]`).count()), 'nothing is proposed before the import permit is here')
    same(await ledger(demo, 'QM', at.quota), { limit: '25', reserved: '1', committed: '0', consumed: '0', available: '24' })
  }, { story: true })

  await check('Quenland\'s permit comes over the wire, and the case goes on', async () => {
    const page = await fetchForeign(desk, 'QM', 'QN', at.first.number, at.paper.token, 'leopard-fetched')
    holds(page.startsWith('/exchange/permits/'), page)
    const officer = await desk.at('QM', 'ma_officer')
    await act(officer, at.export, 'import_permit_received', {
      number: at.first.number, issued_on: at.first.valid_from, valid_until: at.first.valid_until, 'quantity.A': '1',
    }, { name: 'leopard-import-seen' })
  }, { story: true })

  await check('the visit to the taxidermist is paid for at the drawer', async () => {
    await extraFee(desk, 'QM', at.export, 'INSPECT', '1', 'Marks read at the taxidermist', 'leopard')
    const paid = await payCash(desk, 'QM', at.export, { name: 'leopard-export', payer: 'Savanna Outfitters' })
    same([paid.total, paid.paid, paid.open], ['280.00', '280.00', '0.00'])
    at.second = paid.receipt
    holds(at.receipt !== at.second && /\d/.test(at.second), 'each receipt has its own number')
  }, { story: true })

  await check('proposed, approved by another, signed by a third', async () => {
    await act(await desk.at('QM', 'ma_officer'), at.export, 'propose', { outcome: 'approve' }, { name: 'leopard-export-propose' })
    await act(await desk.at('QM', 'ma_approver'), at.export, 'approve')
    at.permit = await sign(desk, 'QM', at.export, { name: 'leopard-export-sign' })
    same(await ledger(demo, 'QM', at.quota), { limit: '25', reserved: '0', committed: '1', consumed: '0', available: '24' })
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/permits/${at.permit.id}`)
    await shot(page, 'leopard-permit')
    await actOnPermit(await desk.at('QM', 'ma_clerk'), at.permit.id, 'deliver')
    at.code = (await verify(browser, page, at.permit, 'leopard-verify')).token
  }, { story: true })

  await check('the trophy leaves and arrives', async () => {
    await endorse(desk, 'QM', at.permit, { A: '1' }, { name: 'leopard' })
    const foreign = await fetchForeign(desk, 'QN', 'QM', at.permit.number, at.code, 'leopard-foreign')
    const customs = await desk.at('QN', 'customs')
    await customs.goto(`${demo.base}${foreign}`)
    const form = customs.locator('main form[action$="/confirm"]')
    await fill(form, { 'quantity.A': '1' })
    await form.locator('select[name=port]').selectOption({ index: 1 })
    await press(customs, form.locator('button').first(), 'receive')
    await shot(customs, 'leopard-received')
    for (let i = 0; i < 60; i++) {
      at.status = (await read(demo, 'QM', 'ma_officer', `/api/permits/${at.permit.id}`)).status
      if (at.status === 'CONFIRMED') break
      await new Promise((r) => setTimeout(r, 250))
    }
    same(at.status, 'CONFIRMED', 'told back over the wire')
  }, { story: true })

  await check('one line in each report, one of the quota gone, two receipts in two drawers', async () => {
    const out = (await reportRows(desk, 'QM', 'exports', 'leopard-report-QM')).filter((r) => Object.values(r).includes(at.permit.number))
    same(out.length, 1, 'lines of Querimba')
    const told = ({ Appendix, SpeciesName, TermCode, Quantity, TradingPartner, PurposeCode, SourceCode }) =>
      [Appendix, SpeciesName, TermCode, Quantity, TradingPartner, PurposeCode, SourceCode]
    same(told(out[0]), ['I', 'Panthera pardus', 'TRO', '1', 'QN', 'H', 'W'])
    const into = (await reportRows(desk, 'QN', 'imports', 'leopard-report-QN')).filter((r) => Object.values(r).includes(at.permit.number))
    same(into.length, 1, 'lines of Quenland')
    same(told(into[0]), ['I', 'Panthera pardus', 'TRO', '1', 'QM', 'H', 'W'])
    same([into[0].ImportPermit, into[0].ExportPermit], [at.first.number, at.permit.number], 'the line names both papers')
    same(await ledger(demo, 'QM', at.quota), { limit: '25', reserved: '0', committed: '0', consumed: '1', available: '24' })
    const national = await ledger(demo, 'QM', at.national.id)
    same(Number(national.consumed), Number(at.national.consumed) + 1, 'the national quota took the same animal')
    holds((await drawer(desk, 'QM', 'leopard-drawer')).includes(at.second), 'the receipt stands in the drawer of the day')
    holds((await drawer(desk, 'QN', 'leopard-drawer-QN')).includes(at.receipt), 'and the other in the drawer of the other Party')
    same(await moneyOf(demo, 'QM', at.export), [paidWhole('280.00', 'CASH')])
    same(await moneyOf(demo, 'QN', at.import), [paidWhole('35.00', 'CASH')])
  })
}
