// Without script: an applicant writes and sends an application by forms alone; bad input comes back with everything
// typed; another Party's user and a stranger get the answer of a thing that does not exist.
import { check, finish, holds, leads, same, shot, signedIn, startBrowser, startDemo } from './lib.mjs'

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
