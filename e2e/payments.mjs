// A payment service on this machine, awkward on purpose: it confirms late, twice, with another amount, and strangers forge
// its callbacks. It reads docs/payments.md with code of its own and checks the mark on every request.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

export const KEY = 'e2e-1'
export const SECRET = 'a secret of the browser story, 2026, long enough'
/// A payment that it knows, for the administrator's test.
export const KNOWN = 'TEST-1'

const mark = (secret, parts) => createHmac('sha256', secret).update(parts.join('.')).digest('hex')
const money = (p) => `${p.amount} ${p.currency}`

/// Starts it; `stop()` ends it.
export async function startPayments() {
  const payments = new Map([[KNOWN, { reference: KNOWN, state: 'paid', amount: '1.00', currency: 'USD' }]])
  const asked = { begun: 0, read: 0, unsigned: 0 }

  function signed(request, body) {
    const said = Object.fromEntries((request.headers['manis-signature'] || '').split(',').map((p) => p.split('=')))
    const own = mark(SECRET, [said.t, request.method, request.url, body])
    const fresh = Math.abs(Date.now() / 1000 - Number(said.t)) <= 300
    return fresh && said.k === KEY && (said.v1 || '').length === own.length && timingSafeEqual(Buffer.from(own), Buffer.from(said.v1))
  }

  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (d) => (body += d))
    request.on('end', () => {
      const answer = (status, data) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(data))
      }
      const [, checkout, act] = request.url.split('?')[0].match(/^\/checkout\/([\w.-]+)(\/\w+)?$/) || []
      if (checkout) {
        const payment = payments.get(checkout)
        if (!payment) return answer(404, {})
        if (act) {
          // The payer has paid; the bank has not told the service, and the browser goes home at once.
          payment.at = 'the bank'
          response.writeHead(303, { location: payment.back })
          return response.end()
        }
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        return response.end(`<!doctype html><html lang="en"><title>Test Pay</title><main><h1>Test Pay</h1><p>${payment.words}: ${money(payment)}</p><form action="/checkout/${checkout}/pay"><button>Pay</button></form></main></html>`)
      }
      if (!signed(request, body)) { asked.unsigned += 1; return answer(401, {}) }
      if (request.method === 'POST' && request.url === '/v1/payments') {
        const order = JSON.parse(body)
        const again = payments.get(order.reference)
        if (!again) {
          asked.begun += 1
          payments.set(order.reference, {
            reference: order.reference, state: 'open', amount: order.amount, currency: order.currency,
            words: order.description, back: order.return_url, callback: order.callback_url,
          })
        }
        return answer(again ? 200 : 201, { reference: order.reference, checkout_url: `${base}/checkout/${order.reference}` })
      }
      const [, reference] = request.url.match(/^\/v1\/payments\/([\w.-]+)$/) || []
      asked.read += 1
      const payment = payments.get(reference)
      if (!payment) return answer(404, {})
      const { state, amount, currency } = payment
      return answer(200, { reference, state, amount, currency })
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${server.address().port}`

  return {
    address: `${base}/v1`,
    base,
    asked,
    /// The newest payment that a payer began.
    newest: () => [...payments.values()].at(-1),
    /// Calls back about a payment; answers the status and what was heard.
    call: async (payment, secret = SECRET) => {
      const body = JSON.stringify({ reference: payment.reference, state: 'paid', note: 'nothing of this is believed' })
      const t = Math.floor(Date.now() / 1000)
      const answer = await fetch(payment.callback, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'manis-signature': `t=${t},k=${KEY},v1=${mark(secret, [t, body])}` },
        body,
      })
      return [answer.status, (await answer.json().catch(() => ({}))).heard]
    },
    stop: () => new Promise((resolve) => { server.closeAllConnections?.(); server.close(resolve) }),
  }
}
