// Carved ivory said to be older than the Convention: nobody can show it, the application is refused, the issue fee goes
// back by two persons, and the appeal is decided by eyes that did not see the refusal.
import { check, holds, same } from '../lib.mjs'
import { act, account, books, spent, apply, consult, main, moneyOf, moved, prepaid, press, shot, read, readAll, reportRows } from '../hands.mjs'

export async function story({ demo, desk }) {
  const at = {}

  await check('the dealer applies for a pre-Convention certificate; both fees are drawn from the account', async () => {
    const page = await desk.at('QM', 'applicant')
    at.before = await account(demo, 'QM')
    at.books = await books(demo, 'QM')
    at.id = await apply(page, {
      document_type: 'PRECONV', purpose: 'T', partner_country: 'QN',
      exporter: { name: 'Okarinde Antiques', street: '11 Market Square', city: 'Capital City', country: 'QM' },
      importer: { name: 'Maison Alba', street: '77 Arcade Street', city: 'Lightwater', country: 'QN' },
      lines: [{
        taxon: 'Loxodonta africana', term: 'IVC', quantity: '4', unit: 'NAR', acquired: '1971-05-01',
        description: 'Carved ivory figures, about 1970',
      }],
      transport_mode: 'air',
    }, { name: 'ivory' })
    at.invoice = await prepaid(demo, 'QM', at.id)
    same([at.invoice.total, at.invoice.paid], ['50.00', '50.00'])
    await page.goto(`${demo.base}/payments`)
    await shot(page, 'ivory-payments')
  }, { story: true })

  await check('no paper shows its age: one proposes to refuse, another refuses', async () => {
    await consult(desk, 'QM', at.id)
    const words = 'No paper shows that these pieces were carved before 1976; the invoice of 1971 names no ivory.'
    await act(await desk.at('QM', 'ma_officer'), at.id, 'propose', { outcome: 'refuse', reason: 'R02', text: words }, { name: 'ivory-officer' })
    await act(await desk.at('QM', 'ma_approver'), at.id, 'refuse', {}, { name: 'ivory-approver' })
    same((await read(demo, 'QM', 'ma_officer', `/api/applications/${at.id}`)).status, 'REFUSED')
  }, { story: true })

  await check('the dealer reads the letter: the reason, the article, and how to appeal', async () => {
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/applications/${at.id}`)
    await shot(page, 'ivory-refused')
    await press(page, page.locator('main a[href$="/letters/refusal"]').first(), 'letter')
    await shot(page, 'ivory-letter')
    const letter = await main(page)
    for (const words of [/invoice of 1971/, /Legal acquisition not shown/, /appeal/i]) holds(words.test(letter), `${words} in the letter:\n${letter}`)
  }, { story: true })

  await check('the issue fee goes back: the system asks, a second person releases', async () => {
    const waiting = await read(demo, 'QM', 'accountant', `/api/invoices/${at.invoice.id}`)
    same(waiting.refunded, '0.00', 'nothing leaves by itself')
    const page = await desk.at('QM', 'accountant')
    await page.goto(`${demo.base}/invoices/${at.invoice.id}`)
    await shot(page, 'ivory-refund-asked')
    await press(page, page.locator('main form[action$="/release"] button').first(), 'release')
    await shot(page, 'ivory-refunded')
    const after = await read(demo, 'QM', 'accountant', `/api/invoices/${at.invoice.id}`)
    same([after.total, after.credited, after.refunded, after.open], ['50.00', '30.00', '30.00', '0.00'])
  }, { story: true })

  await check('the dealer appeals with a reason', async () => {
    const page = await desk.at('QM', 'applicant')
    await act(page, at.id, 'appeal', { text: 'The customs declaration of 1972 names the figures; a copy can be had from the port.' }, { name: 'ivory' })
    same((await read(demo, 'QM', 'ma_officer', `/api/applications/${at.id}`)).status, 'UNDER_APPEAL')
  }, { story: true })

  await check('who refused does not decide the appeal; another dismisses it', async () => {
    const first = await desk.at('QM', 'ma_approver')
    await first.goto(`${demo.base}/applications/${at.id}`)
    await shot(first, 'ivory-first-eyes')
    same(await first.locator('a[href*="/acts/appeal_"]').count(), 0, 'the one who refused is not offered the appeal')
    const other = await desk.at('QM', 'ma_approver', 1)
    await act(other, at.id, 'appeal_dismissed', { text: 'The declaration of 1972 speaks of bone. The refusal stands.' }, { name: 'ivory-appeal' })
    same((await read(demo, 'QM', 'ma_officer', `/api/applications/${at.id}`)).status, 'REFUSED')
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/applications/${at.id}`)
    await shot(page, 'ivory-dismissed')
  }, { story: true })

  await check('no permit, no line in the report, no quota held, the application fee kept', async () => {
    const permits = await readAll(demo, 'QM', 'ma_officer', '/api/permits')
    same(permits.filter((p) => p.application === at.id), [])
    const rows = await reportRows(desk, 'QM', 'exports')
    same(rows.filter((r) => Object.values(r).includes('Loxodonta africana')), [])
    same(moved(at.books, await books(demo, 'QM')), [], 'what is refused holds nothing')
    same(await moneyOf(demo, 'QM', at.id), [
      { total: '50.00', paid: '50.00', credited: '30.00', refunded: '30.00', open: '0.00', receipts: [['PREPAID', '50.00']] },
    ])
    same(spent(at.before, await account(demo, 'QM')), 20, 'the account holds twenty less: the issue fee came back to it')
  })
}
