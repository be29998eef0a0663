// A nursery of orchids raised from seed: the list of plants comes from a spreadsheet with two wrong
// rows that are mended on the page, the phytosanitary certificate lies in the file, and the certificate of artificial
// propagation has a block for every kind.
import { check, holds, same } from '../lib.mjs'
import {
  account, spent, actOnPermit, answer, begin, books, decide, endorse, fill, main, moneyOf, moved, paidWhole, prepaid, press, read, readAll,
  reportRows, send, shot, sign,
} from '../hands.mjs'

const PLANTS = [
  ['Dendrobium nobile', 40], ['Dendrobium chrysanthum', 25], ['Dendrobium fimbriatum', 30], ['Dendrobium farmeri', 18],
  ['Dendrobium densiflorum', 22], ['Dendrobium lindleyi', 35], ['Dendrobium crumenatum', 15], ['Dendrobium moschatum', 6],
  ['Dendrobium primulinum', 50], ['Dendrobium aphyllum', 28], ['Dendrobium chrysotoxum', 12], ['Dendrobium thyrsiflorum', 20],
]
const total = PLANTS.reduce((sum, [, n]) => sum + n, 0)

export async function story({ demo, desk }) {
  const at = {}

  await check('the nursery begins, and fills the empty sheet of lines', async () => {
    const page = await desk.at('QM', 'applicant')
    at.before = await account(demo, 'QM')
    at.books = await books(demo, 'QM')
    at.id = await begin(page, 'ARTPROP')
    await page.goto(`${demo.base}/applications/${at.id}/items`)
    await press(page, page.locator(`main a[href="/applications/${at.id}/lines"]`), 'spreadsheet')
    const empty = await page.context().request.get(`${demo.base}/applications/${at.id}/lines.csv`)
    const heads = (await empty.text()).replace(/^\uFEFF/, '').trim().split(/\r?\n/)[0].split(',')
    const place = (words) => { const n = heads.findIndex((h) => words.test(h)); holds(n >= 0, `${words} in ${heads}`); return n }
    const [species, described, term, quantity, unit, source] = [/species/i, /descri|what/i, /term/i, /quantity/i, /unit/i, /source/i].map(place)
    const row = (name, n) => {
      const cells = heads.map(() => '')
      Object.assign(cells, { [species]: name, [described]: 'Flowering plants in pots, raised from seed', [term]: 'LIV', [quantity]: n, [unit]: 'NAR', [source]: 'A' })
      return cells.map((cell) => `"${cell}"`).join(',')
    }
    const rows = PLANTS.map(([name, n]) => row(name, n))
    rows[3] = row('Dentrobium farmeri', 18)
    rows[7] = row('Dendrobium moschatum', 'six')
    const form = page.locator('main form[enctype="multipart/form-data"]')
    await form.locator('input[type=file]').setInputFiles({ name: 'plants.csv', mimeType: 'text/csv', buffer: Buffer.from([heads.join(','), ...rows].join('\r\n')) })
    await press(page, form.locator('button'), 'upload the list')
    await shot(page, 'orchids-rows')
  }, { story: true })

  await check('two rows are wrong, said at their cells, and mended on the page', async () => {
    const page = await desk.at('QM', 'applicant')
    same(await page.locator('main fieldset').count(), 2, 'rows that are wrong')
    const form = page.locator('main form[method=post]').first()
    await fill(form, { 'row.3.taxon': 'Dendrobium farmeri', 'row.7.quantity': '6' })
    await press(page, form.locator('button[value=mend]'), 'mend')
    await shot(page, 'orchids-mended')
    await press(page, page.locator('main button[value=all]'), 'take over')
    await shot(page, 'orchids-items')
    same((await read(demo, 'QM', 'applicant', `/api/applications/${at.id}`)).line_count, PLANTS.length)
  }, { story: true })

  await check('the other questions, and the phytosanitary certificate as a paper', async () => {
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/applications/${at.id}/exporter`)
    await answer(page, {
      exporter: { name: 'Aloe Growers Union', street: '17 Dry Valley', city: 'Thornfield', postcode: '420', country: 'QM' },
      importer: { name: 'Winter Garden Nurseries', street: '30 Glasshouse Row', city: 'Lightwater', postcode: '3120', country: 'QN' },
      partner_country: 'QN', purpose: 'T', transport_mode: 'air', own_reference: 'Orchids, autumn',
    })
    await page.goto(`${demo.base}/applications/${at.id}/documents`)
    const form = page.locator('main form[enctype="multipart/form-data"]').last()
    await fill(form, { kind: 'other', file: { name: 'phytosanitary-QM-2026-8841.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n') } })
    await press(page, form.locator('button').first(), 'upload the certificate')
    await shot(page, 'orchids-documents')
    holds((await main(page)).includes('phytosanitary-QM-2026-8841.pdf'), 'the paper lies in the file')
    await send(page, at.id, { name: 'orchids' })
    const invoice = await prepaid(demo, 'QM', at.id)
    same([invoice.total, invoice.open], ['12.00', '0.00'])
  }, { story: true })

  await check('the officer sees the paper, finds the plants artificially propagated, and it is issued', async () => {
    await decide(desk, 'QM', at.id, { name: 'orchids' })
    const officer = await desk.at('QM', 'ma_officer')
    await officer.goto(`${demo.base}/applications/${at.id}`)
    await shot(officer, 'orchids-case')
    holds((await main(officer)).includes('phytosanitary-QM-2026-8841.pdf'), 'the officer sees the phytosanitary certificate')
    at.permit = await sign(desk, 'QM', at.id, { name: 'orchids-sign' })
    await actOnPermit(await desk.at('QM', 'ma_clerk'), at.permit.id, 'deliver')
    const page = await desk.at('QM', 'applicant')
    await page.goto(`${demo.base}/permits/${at.permit.id}`)
    await shot(page, 'orchids-permit')
    holds(/artificially propagated/i.test(await main(page)), 'box 5 says so')
    const paper = await page.context().request.get(`${demo.base}/permits/${at.permit.id}/permit.pdf`)
    same((await paper.body()).subarray(0, 5).toString(), '%PDF-')
  }, { story: true })

  await check('customs count every block; five plants stay behind', async () => {
    const blocks = Object.fromEntries(PLANTS.map(([, n], i) => [String.fromCharCode(65 + i), i === 0 ? n - 5 : n]))
    await endorse(desk, 'QM', at.permit, blocks, { name: 'orchids' })
  }, { story: true })

  await check('a line for every kind of plant, source A, no quota and no stock of the wild, and twelve of the account', async () => {
    const rows = (await reportRows(desk, 'QM', 'exports', 'orchids-report')).filter((r) => Object.values(r).includes(at.permit.number))
    same(rows.length, PLANTS.length, 'lines')
    same(rows.reduce((sum, r) => sum + Number(r.Quantity), 0), total - 5, 'plants')
    same([...new Set(rows.map((r) => `${r.Appendix} ${r.SourceCode} ${r.TermCode} ${r.PurposeCode}`))], ['II A LIV T'])
    same(rows.map((r) => `${r.SpeciesName} ${r.Quantity}`).sort(), PLANTS.map(([name, n], i) => `${name} ${i === 0 ? n - 5 : n}`).sort())
    same(moved(at.books, await books(demo, 'QM')), [], 'what was raised from seed draws on no quota')
    same(spent(at.before, await account(demo, 'QM')), 12)
    same(await moneyOf(demo, 'QM', at.id), [paidWhole('12.00', 'PREPAID')])
  })

  await check('a certificate of the own plant-health service: customs find it by its number and count it out, and it is a line', async () => {
    const page = await desk.at('QM', 'customs')
    await page.goto(`${demo.base}/customs`)
    const form = page.locator('form#check-form')
    await fill(form, { number: 'QM-PHY-08857' })
    await press(page, form.locator('button.full'), 'ask for the certificate')
    holds(new URL(page.url()).pathname.startsWith('/plant-exports/'), page.url())
    await shot(page, 'orchids-plant-health')
    const count = page.locator('main form[action$="/left"]')
    await fill(count, { 'left.A': '118', port: 'Port of Bend' })
    await press(page, count.locator('button').last(), 'count the plants out')
    const rows = (await reportRows(desk, 'QM', 'exports')).filter((r) => Object.values(r).includes('QM-PHY-08857'))
    same(rows.map((r) => `${r.SpeciesName} ${r.Quantity} ${r.SourceCode} ${r.TradingPartner}`), ['Vanda coerulea 118 A QN'])
    const all = await readAll(demo, 'QM', 'ma_officer', '/api/plant-exports')
    const { id } = all.find((c) => c.number === 'QM-PHY-08857')
    const [line] = (await read(demo, 'QM', 'ma_officer', `/api/plant-exports/${id}`)).lines
    same([line.quantity, line.left], ['120', '118'], 'two plants go back to the year of the nursery')
    same(moved(at.books, await books(demo, 'QM')), [], 'nor does a certificate of the plant-health service')
  }, { story: true })
}
