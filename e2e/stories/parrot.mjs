// A family moves house: a handbag of crocodile leather goes with the furniture and needs no paper, the grey parrot needs a
// certificate of ownership. Customs write its journey on the sheet; no line of the report speaks of a pet.
import { check, holds, same } from '../lib.mjs'
import {
  account, spent, actOnPermit, apply, books, decide, fill, main, moneyOf, moved, paidWhole, prepaid, press, read, reportRows, shot, sign,
  verify,
} from '../hands.mjs'

export async function story({ demo, browser, desk }) {
  const at = {}

  await check('the public page says what goes with the household and what does not', async () => {
    const anybody = await browser.newPage()
    anybody.problems = []
    const ask = async (answers) => {
      await anybody.goto(`${demo.base}/what-do-i-need`)
      const form = anybody.locator('main form[method=get]')
      for (const more of await form.locator('details:not([open]) summary').all()) await more.click()
      await fill(form, answers)
      await press(anybody, form.locator('button').last(), 'what documents do I need')
      return main(anybody)
    }
    const home = { direction: 'export', from: 'QM', to: 'QN', purpose: 'P' }
    const bag = await ask({ ...home, taxon: 'Crocodylus niloticus', term: 'LPS', source: 'R', situation: 'household', quantity: '1', residence: 'QM' })
    await shot(anybody, 'parrot-wizard-bag')
    holds(/no .*(document|permit)|not needed/i.test(bag), bag)
    const bird = await ask({ ...home, taxon: 'Psittacus erithacus', term: 'LIV', source: 'C', situation: 'pet', quantity: '1' })
    await shot(anybody, 'parrot-wizard-bird')
    holds(/ownership/i.test(bird), bird)
    await anybody.close()
  }, { story: true })

  await check('the owner applies for the certificate; the fee is drawn from the account', async () => {
    const page = await desk.at('QM', 'applicant')
    at.before = await account(demo, 'QM')
    at.books = await books(demo, 'QM')
    at.id = await apply(page, {
      document_type: 'POC', purpose: 'P', partner_country: 'QN',
      exporter: { name: 'Farida Benzahri', street: '9 Mango Lane', city: 'Capital City', postcode: '12', country: 'QM' },
      lines: [{
        taxon: 'Psittacus erithacus', term: 'LIV', quantity: '1', unit: 'NAR', source: 'C', age_sex: '12 years, female',
        marks: 'Microchip 985 141 000 123 456', description: 'Living bird, hatched in captivity', common_name: 'Grey parrot',
      }],
      transport_mode: 'carried',
    }, { name: 'parrot' })
    at.invoice = await prepaid(demo, 'QM', at.id)
    same([at.invoice.total, at.invoice.open], ['25.00', '0.00'])
  }, { story: true })

  await check('the office finds it bred and issues for three years', async () => {
    await decide(desk, 'QM', at.id, { name: 'parrot' })
    at.permit = await sign(desk, 'QM', at.id, { name: 'parrot-sign' })
    await actOnPermit(await desk.at('QM', 'ma_clerk'), at.permit.id, 'deliver')
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/permits/${at.permit.id}`)
    await shot(page, 'parrot-permit')
    holds(/not for sale|travels with its owner/i.test(await main(page)), 'box 5 says that it travels with its owner')
  }, { story: true })

  await check('customs write the journey on the sheet', async () => {
    const page = await desk.at('QM', 'customs')
    await page.goto(`${demo.base}/customs/permits/${at.permit.id}`)
    await shot(page, 'parrot-border')
    await press(page, page.locator(`main a[href="/customs/permits/${at.permit.id}/crossing"]`).first(), 'crossing')
    const form = page.locator('main form[method=post]').last()
    await form.locator('select[name=port]').selectOption({ index: 1 })
    await press(page, form.locator('button').first(), 'crossing')
    await shot(page, 'parrot-crossed')
    const seen = await verify(browser, await desk.at('QM', 'applicant'), at.permit, 'parrot-verify')
    holds(/valid/i.test(seen.text) && !/Benzahri/.test(seen.text), 'valid, and no name on the public page')
  }, { story: true })

  await check('a pet that moves is no trade: no line, no quota, no stock, one fee, one receipt', async () => {
    for (const sheet of ['exports', 'imports']) {
      const rows = await reportRows(desk, 'QM', sheet)
      same(rows.filter((r) => Object.values(r).includes(at.permit.number)), [], sheet)
    }
    same(moved(at.books, await books(demo, 'QM')), [], 'no ledger speaks of a pet')
    same(spent(at.before, await account(demo, 'QM')), 25)
    same(await moneyOf(demo, 'QM', at.id), [paidWhole('25.00', 'PREPAID')])
    const permit = await read(demo, 'QM', 'ma_officer', `/api/permits/${at.permit.id}`)
    same(permit.status, 'PARTLY_USED', 'the certificate stays good')
  })
}
