// A fee paid on line: the payer is led to the payment service and comes back before the bank has said anything; what the
// browser says is not believed, another amount waits for a person, and the late callback counts once.
import { check, holds, same } from '../lib.mjs'
import { fill, invoicesOf, main, press, read, readAll, shot } from '../hands.mjs'
import { KEY, KNOWN, SECRET, startPayments } from '../payments.mjs'

export async function story({ demo, desk }) {
  const service = await startPayments()
  const at = {}
  const status = async () => (await read(demo, 'QM', 'ma_officer', `/api/applications/${at.id}`)).status
  const invoice = () => read(demo, 'QM', 'accountant', `/api/invoices/${at.invoice}`)
  // The application itself is told by other stories: a program hands this one in.
  const handIn = async () => {
    const { api_token } = demo.account('QM', 'applicant')
    const post = async (path, body) => {
      const answer = await fetch(`${demo.base}${path}`, {
        method: 'POST', headers: { authorization: `Bearer ${api_token}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
      })
      holds(answer.ok, `${path}: ${answer.status} ${answer.ok ? '' : await answer.clone().text()}`)
      return answer.json()
    }
    const quay = { street: '1 Ice House Quay', city: 'Coral Bay', postcode: '205', country: 'QM' }
    const made = await post('/api/applications', {
      document_type: 'IFS', partner_country: 'QM', purpose: 'T', language: 'en', declaration: true, transport_mode: 'sea',
      importer: { name: 'Coral Bay Fisheries', ...quay }, exporter: { name: 'Estrela do Mar', ...quay },
      lines: [{
        taxon: 'Isurus oxyrinchus', common_name: 'Shortfin mako', term: 'MEA', quantity: '20', unit: 'KGM', source: 'X', appendix: 'II',
        description: 'Frozen meat, in blocks',
      }],
      particulars: { vessel: 'Estrela do Mar, QM-441', sea_area: 'FAO 34', landings: 'total', flag: 'QM', landed_in: 'QM' },
    })
    same((await post(`/api/applications/${made.id}/submit`, {})).status, 'AWAITING_PAYMENT')
    return made.id
  }
  try {
    await check('the administrator sets the payment service and tries it; the accountant tries it too and sets nothing', async () => {
      const admin = await desk.at('QM', 'tenant_admin')
      await admin.goto(`${demo.base}/finance/gateway`)
      const form = admin.locator('main form[action="/finance/gateway"]')
      await fill(form, {
        provider: 'Test Pay', address: service.address, merchant: 'QM-MA', key_id: KEY, secret: SECRET, known: KNOWN, active: ['yes'],
      })
      await press(admin, form.locator('button'), 'set the service')
      holds(!(await admin.content()).includes(SECRET), 'the secret never comes back')
      const test = admin.locator('main form[action="/finance/gateway/test"]')
      await fill(test, { test: KNOWN })
      await press(admin, test.locator('button'), 'ask the service')
      await shot(admin, 'online-gateway')
      holds(/TEST-1.*paid.*1\.00/s.test(await main(admin)), await main(admin))
      const accountant = await desk.at('QM', 'accountant')
      await accountant.goto(`${demo.base}/finance/gateway`)
      same(await accountant.locator('main form[action="/finance/gateway"]').count(), 0, 'the accountant is offered no settings')
      await press(accountant, accountant.locator('main form[action="/finance/gateway/test"] button'), 'ask as the accountant')
      same([service.asked.read, service.asked.unsigned], [2, 0], 'asked twice, signed both times')
    }, { story: true })

    await check('the applicant presses pay on line and is led to the page of the service', async () => {
      const page = await desk.at('QM', 'applicant')
      at.id = await handIn()
      const open = (await invoicesOf(demo, 'QM', at.id)).find((i) => Number(i.open) > 0)
      at.invoice = open.id
      await page.goto(`${demo.base}/invoices/${at.invoice}`)
      const form = page.locator(`main form[action="/invoices/${at.invoice}/gateway"]`)
      await Promise.all([page.waitForURL(`${service.base}/checkout/**`), form.locator('button').click()])
      holds((await main(page)).includes(open.open), 'the service knows what is to be paid')
      at.payment = service.newest()
      same([at.payment.amount, at.payment.words], [open.open, open.number])
    }, { story: true })

    await check('back in the browser before the bank has spoken: nothing is paid, and the page says that we wait', async () => {
      const page = await desk.at('QM', 'applicant')
      await Promise.all([page.waitForURL(`${demo.base}/invoices/${at.invoice}`), page.locator('main button').click()])
      await shot(page, 'online-waiting')
      holds(/We wait for the bank/.test(await main(page)), await main(page))
      same([(await invoice()).status, await status()], ['PENDING_GATEWAY', 'AWAITING_PAYMENT'])
    }, { story: true })

    await check('a forged callback finds nothing, an early one changes nothing, another amount waits for a person', async () => {
      same((await service.call(at.payment, 'a secret that somebody made up, long enough'))[0], 404)
      same(await service.call(at.payment), [200, 'open'])
      const whole = at.payment.amount
      Object.assign(at.payment, { state: 'paid', amount: '4.40' })
      same(await service.call(at.payment), [200, 'unmatched'])
      same([(await invoice()).paid, await status()], ['0.00', 'AWAITING_PAYMENT'])
      const accountant = await desk.at('QM', 'accountant')
      await accountant.goto(`${demo.base}/finance/bank`)
      await shot(accountant, 'online-unmatched')
      holds(/Another amount than asked for/.test(await main(accountant)), await main(accountant))
      const form = accountant.locator('main form[action^="/finance/bank/callbacks/"]').first()
      await form.locator('input[type=text], textarea').first().fill('Called the service: a slip of theirs')
      await press(accountant, form.locator('button').first(), 'looked at it')
      at.payment.amount = whole
    }, { story: true })

    await check('the callback arrives late and twice at once: paid once, with one receipt, and the case goes on', async () => {
      const heard = (await Promise.all([service.call(at.payment), service.call(at.payment)])).map(([, said]) => said).sort()
      same(heard, ['before', 'settled'])
      same(await service.call(at.payment), [200, 'before'])
      const paid = await invoice()
      same([paid.status, paid.open, paid.overpaid, await status()], ['PAID', '0.00', '0.00', 'SUBMITTED'])
      const receipts = await readAll(demo, 'QM', 'accountant', `/api/invoices/${at.invoice}/receipts`)
      same(receipts.map((r) => [r.method, r.amount]), [['GATEWAY', paid.total]])
      const page = await desk.at('QM', 'applicant')
      await page.goto(`${demo.base}/invoices/${at.invoice}`)
      await shot(page, 'online-paid')
      holds(!/We wait for the bank/.test(await main(page)), 'nobody waits any more')
      same(await page.locator('main form[action$="/gateway"]').count(), 0, 'and nothing can be paid twice')
    })
  } finally {
    await service.stop()
  }
}
