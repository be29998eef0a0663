// Mako sharks from the high seas: one certificate for a year's total, written off landing by landing until nothing is
// left; the report has one line, from the sea.
import { check, holds, same } from '../lib.mjs'
import {
  actOnPermit, apply, books, decide, drawer, fill, main, moneyOf, moved, paidWhole, payCash, press, read, reportRows, shot, sign, today,
} from '../hands.mjs'

export async function story({ demo, desk }) {
  const at = {}

  await check('the fishing company applies for a total of 500 kilograms and pays', async () => {
    at.books = await books(demo, 'QM')
    at.id = await apply(await desk.at('QM', 'applicant'), {
      document_type: 'IFS', purpose: 'T',
      importer: { name: 'Coral Bay Fisheries', street: '1 Ice House Quay', city: 'Coral Bay', postcode: '205', country: 'QM' },
      exporter: { name: 'Estrela do Mar', street: '1 Ice House Quay', city: 'Coral Bay', country: 'QM' },
      lines: [{ taxon: 'Isurus oxyrinchus', term: 'MEA', quantity: '500', unit: 'KGM', description: 'Frozen meat, in blocks' }],
      particulars: { vessel: 'Estrela do Mar, QM-441', sea_area: 'FAO 34', landings: 'total', flag: 'QM', landed_in: 'QM' },
      transport_mode: 'sea',
    }, { name: 'sea' })
    at.paid = await payCash(desk, 'QM', at.id, { name: 'sea', payer: 'Coral Bay Fisheries' })
    same([at.paid.total, at.paid.status], ['440.00', 'PAID'])
  }, { story: true })

  await check('the Scientific Authority finds it harmless; the certificate is signed', async () => {
    same(await decide(desk, 'QM', at.id, { grounds: 'Within the catch limit of the region.', name: 'sea' }), true, 'the Scientific Authority is asked')
    at.permit = await sign(desk, 'QM', at.id, { name: 'sea-sign' })
    await actOnPermit(await desk.at('QM', 'ma_clerk'), at.permit.id, 'deliver')
  }, { story: true })

  await check('landings are written off until nothing is left, and not one kilogram more', async () => {
    const page = await desk.at('QM', 'customs')
    const land = async (quantity) => {
      await page.goto(`${demo.base}/permits/${at.permit.id}/landings`)
      const form = page.locator('main form[method=post]').last()
      await fill(form, { block: 'A', quantity, landed_on: today(), vessel: 'Estrela do Mar' })
      const port = form.locator('[name=port]')
      if ((await port.evaluate((e) => e.tagName)) === 'SELECT') await port.selectOption({ index: 1 })
      else await port.fill('Coral Bay')
      return form
    }
    for (const kilos of ['200', '180.5']) await press(page, (await land(kilos)).locator('button').first(), 'landing')
    const form = await land('120')
    await Promise.all([page.waitForNavigation(), form.locator('button').first().click()])
    await shot(page, 'sea-too-much')
    holds(await page.locator('[role=alert], .error-summary').count(), 'more than the total is refused')
    same(await page.locator('main form [name=quantity]').inputValue(), '120', 'what was typed stays')
    await press(page, (await land('119.5')).locator('button').first(), 'the rest')
    await shot(page, 'sea-landings')
    const account = await read(demo, 'QM', 'ma_officer', `/api/permits/${at.permit.id}/landings`)
    same([account.lines[0].total, account.lines[0].landed, account.lines[0].left, account.landings.length], ['500', '500', '0', 3])
  }, { story: true })

  await check('the holder sees the account of the year', async () => {
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/permits/${at.permit.id}`)
    await shot(page, 'sea-permit')
    await press(page, page.locator(`main a[href="/permits/${at.permit.id}/landings"]`).first(), 'landings')
    holds(/180[.,]5/.test(await main(page)), 'every landing stands there')
  }, { story: true })

  await check('one line of the imports, from the sea, with the sum; one receipt', async () => {
    const rows = (await reportRows(desk, 'QM', 'imports', 'sea-report')).filter((r) => Object.values(r).includes(at.permit.number))
    same(rows.map((r) => [r.SpeciesName, r.TermCode, r.Quantity, r.UnitCode, r.TradingPartner, r.SourceCode, r.IFSPermit]), [
      ['Isurus oxyrinchus', 'MEA', '500', 'KGM', 'ZZ', 'X', at.permit.number]])
    same((await reportRows(desk, 'QM', 'exports')).filter((r) => Object.values(r).includes(at.permit.number)), [])
    const account = await read(demo, 'QM', 'ma_officer', `/api/permits/${at.permit.id}/landings`)
    same([account.lines[0].landed, account.lines[0].left], ['500', '0'], 'the total of the year is used up')
    same(moved(at.books, await books(demo, 'QM')), [], 'the high seas draw on no quota of ours')
    same(await moneyOf(demo, 'QM', at.id), [paidWhole('440.00', 'CASH')])
    holds((await drawer(desk, 'QM', 'sea-drawer')).includes(at.paid.receipt), 'the receipt stands in the day')
  })
}
