// Without script: an application goes through every hand by forms alone, from the first question to the permit; bad input
// comes back with everything typed; another Party's user and a stranger get the answer of a thing that does not exist.
import { check, finish, holds, leads, same, shot, signedIn, startBrowser, startDemo } from './lib.mjs'
import { actOnPermit, apply, decide, desks, endorse, fill, main, payCash, press, read, sign } from './hands.mjs'

/// An id of a thing.
const ID = /\b[0-9a-f]{32}\b/

/// Every page that one person reaches by links, up to a few of each kind: the addresses with an id, and the ids.
async function crawl(page, found) {
  const kinds = new Map()
  const todo = [new URL(page.url()).pathname]
  const seen = new Set(todo)
  while (todo.length) {
    const answer = await page.request.get(demo.base + todo.shift())
    if (!(answer.headers()['content-type'] || '').includes('text/html')) continue
    const text = await answer.text()
    for (const [, href] of text.matchAll(/href="(\/[^"#]*)"/g)) {
      const address = href.replace(/&amp;/g, '&')
      if (seen.has(address) || /^\/(assets|language|sign-out|demo|v\/|V\/)/.test(address)) continue
      seen.add(address)
      const kind = address.replace(/[0-9a-f]{32}/g, ':id').replace(/\?.*/, '').replace(/\d+/g, 'n')
      // An id behind the question mark is where a page of a list begins: everybody has lists of their own.
      if (ID.test(address.split('?')[0])) {
        found.addresses.add(address)
        found.ids.add(address.match(ID)[0])
      }
      const nth = (kinds.get(kind) || 0) + 1
      kinds.set(kind, nth)
      if (nth <= 3) todo.push(address)
    }
  }
  await page.context().close()
}

const demo = await startDemo()
const browser = await startBrowser()
try {
  await check('a form without its token, or from elsewhere, changes nothing', async () => {
    const page = await signedIn(browser, demo, 'QM', 'applicant')
    const answer = await page.context().request.post(`${demo.base}/applications/new`, { form: { document_type: 'EXPORT' } })
    holds([400, 403, 422].includes(answer.status()), `status ${answer.status()}`)
    await page.context().close()
  })
  await check('an application is begun and a wrong quantity comes back as typed, with script off', async () => {
    const page = await signedIn(browser, demo, 'QM', 'applicant', { javaScriptEnabled: false })
    await page.goto(`${demo.base}/applications/new`)
    await page.check('input[name=document_type][value=EXPORT]')
    await leads(page, () => page.locator('main form button').first().click())
    const id = page.url().match(/[0-9a-f]{32}/)[0]
    // A line begins with its species; before that it has no quantity to ask for.
    await page.goto(`${demo.base}/applications/${id}/lines/0/species`)
    await page.fill('input[name="lines.0.taxon"]', 'Crocodylus niloticus')
    await leads(page, () => page.click('button[name=go][value=continue]'))
    await page.goto(`${demo.base}/applications/${id}/lines/0/quantity`)
    await page.fill('input[name="lines.0.quantity"]', '12,5 kg?')
    await leads(page, () => page.locator('main form button').first().click())
    same(await page.inputValue('input[name="lines.0.quantity"]'), '12,5 kg?', 'what was typed stays')
    holds((await page.title()).startsWith('Error'), `title ${await page.title()}`)
    await shot(page, 'plain-error')
    await page.context().close()
  })
  await check('with scripts off an application goes from sign-in through every hand to a permit that leaves the country', async () => {
    const desk = desks(browser, demo, { javaScriptEnabled: false })
    const page = await desk.at('QM', 'applicant')
    const home = page.url()
    await page.setContent('<title>off</title><script>document.title = "on"</script>')
    same(await page.title(), 'off', 'scripts are off')
    await page.goto(home)
    const id = await apply(page, {
      document_type: 'EXPORT', purpose: 'T', partner_country: 'QN',
      exporter: { name: 'River Bend Farm Ltd', street: '1 River Road', city: 'Bend', country: 'QM' },
      importer: { name: 'Tannery of the North', street: '14 Harbour Street', city: 'Northport', country: 'QN' },
      lines: [{
        taxon: 'Crocodylus niloticus', term: 'SKI', quantity: '12', unit: 'NAR', source: 'R',
        marks: 'QM-RA-2026-000801 to 000812', description: 'Skins, raw, salted',
      }],
      transport_mode: 'air',
    })
    const status = async () => (await read(demo, 'QM', 'ma_officer', `/api/applications/${id}`)).status
    if ((await status()) === 'AWAITING_PAYMENT') {
      const cashier = await desk.at('QM', 'cashier')
      await cashier.goto(`${demo.base}/finance/drawer`)
      const open = cashier.locator('main form[action="/finance/drawer/open"]')
      if (await open.count()) {
        await fill(open, { float: '100.00' })
        await press(cashier, open.locator('button'), 'open the drawer')
      }
      await payCash(desk, 'QM', id, { payer: 'River Bend Farm Ltd' })
    }
    same(await status(), 'SUBMITTED')
    same(await decide(desk, 'QM', id), true, 'the Scientific Authority was asked')
    const permit = await sign(desk, 'QM', id)
    await actOnPermit(await desk.at('QM', 'ma_clerk'), permit.id, 'deliver')
    same([await status(), (await read(demo, 'QM', 'ma_officer', `/api/permits/${permit.id}`)).status], ['ISSUED', 'DELIVERED'])
    await page.goto(`${demo.base}/permits/${permit.id}`)
    await shot(page, 'plain-permit')
    holds((await main(page)).includes(permit.number), 'its holder sees it')
    const paper = await page.context().request.get(`${demo.base}/permits/${permit.id}/permit.pdf`)
    same((await paper.body()).subarray(0, 5).toString(), '%PDF-')
    await endorse(desk, 'QM', permit, { A: '12' })
    same((await read(demo, 'QM', 'ma_officer', `/api/permits/${permit.id}`)).status, 'ENDORSED')
    await desk.close()
  })
  await check('a case of Querimba does not exist for Quenland, nor for somebody who is not signed in', async () => {
    const officer = await signedIn(browser, demo, 'QM', 'ma_officer')
    await officer.goto(`${demo.base}/work`)
    const href = await officer.locator('a[href^="/applications/"]').first().getAttribute('href')
    const foreign = await signedIn(browser, demo, 'QN', 'ma_officer')
    const theirs = await foreign.goto(demo.base + href)
    const nothing = await foreign.goto(`${demo.base}/applications/${'0'.repeat(32)}`)
    same([theirs.status(), nothing.status()], [404, 404])
    const stranger = await browser.newPage()
    await stranger.goto(demo.base + href)
    holds(stranger.url().includes('/sign-in'), stranger.url())
    await officer.context().close()
    await foreign.context().close()
    await stranger.close()
  })
  await check('whatever Querimba\'s people can open, nobody in Quenland can, and no page there knows its ids', async () => {
    const roles = ['ma_officer', 'ma_supervisor', 'accountant', 'customs', 'tenant_admin', 'applicant', 'sa_coordinator']
    const known = { addresses: new Set(), ids: new Set() }
    for (const role of roles) await crawl(await signedIn(browser, demo, 'QM', role), known)
    holds(known.addresses.size > 300, `only ${known.addresses.size} addresses with an id: the crawl saw too little`)
    const theirs = { addresses: new Set(), ids: new Set() }
    for (const role of roles) {
      const page = await signedIn(browser, demo, 'QN', role)
      const ask = (path) => page.request.get(demo.base + path, { maxRedirects: 0 })
      for (const address of known.addresses) {
        // An id that nobody has: the two answers may not differ, or one could ask which of ours exist.
        const [real, none] = [await ask(address), await ask(address.replace(ID, '0'.repeat(32)))]
        same([address, real.status()], [address, none.status()], `${role}: not the answer of a thing that does not exist:`)
        holds([403, 404].includes(real.status()), `${role} ${address}: ${real.status()}`)
      }
      await crawl(page, theirs)
    }
    holds(theirs.ids.size > 20, `only ${theirs.ids.size} ids in Quenland`)
    same([...theirs.ids].filter((id) => known.ids.has(id)), [], 'ids of Querimba on pages of Quenland')
  })
  await check('the API of Quenland answers about every thing of Querimba as about nothing', async () => {
    const routes = Object.entries((await (await fetch(`${demo.base}/api/openapi.json`)).json()).paths)
      .filter(([path, acts]) => acts.get && (path.match(/{/g) || []).length === 1).map(([path]) => path)
    holds(routes.length > 30, `only ${routes.length} routes`)
    const ids = new Map()
    for (const role of ['ma_officer', 'accountant', 'customs']) {
      const headers = { authorization: `Bearer ${demo.account('QM', role).api_token}` }
      for (const path of ['/api/applications', '/api/permits', '/api/quotas', '/api/invoices', '/api/foreign-permits', '/api/registers', '/api/stock']) {
        const answer = await fetch(demo.base + path, { headers })
        for (const id of (answer.ok ? await answer.text() : '').match(new RegExp(ID, 'g')) || []) ids.set(id, path)
      }
    }
    const some = [...new Set([...ids.keys()])].slice(0, 60)
    holds(some.length > 20, `only ${some.length} ids`)
    for (const role of ['ma_supervisor', 'ma_officer', 'accountant', 'customs', 'applicant']) {
      const headers = { authorization: `Bearer ${demo.account('QN', role).api_token}` }
      for (const path of routes) {
        const ask = async (id) => (await fetch(demo.base + path.replace(/{[^}]+}/, id), { headers })).status
        const none = await ask('0'.repeat(32))
        for (const id of some) same([path, id, await ask(id)], [path, id, none], role)
      }
    }
  })
  await check('every answer carries the headers, errors included', async () => {
    for (const path of ['/', '/sign-in', '/nowhere', '/api/nothing', '/verify?number=1']) {
      const answer = await fetch(demo.base + path, { redirect: 'manual' })
      for (const header of ['content-security-policy', 'x-content-type-options', 'referrer-policy']) {
        holds(answer.headers.get(header), `${path} lacks ${header}`)
      }
      const policy = answer.headers.get('content-security-policy')
      holds(!policy.includes('unsafe'), policy)
    }
  })
} finally {
  await browser.close()
  await demo.stop()
}
finish()
