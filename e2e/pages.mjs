// Every page a role can reach from its areas: WCAG 2.2 AA by axe-core, nothing wider than the window, no script error,
// nothing that only a script could send; at 375 px and 1280 px, in English and, where it is promised, in Arabic.
// Nobody stops before there is nothing new to see, and each says how many kinds of pages that were. The first two who
// come to a kind of page look at it whole, whoever comes later at 375 px: what differs between them is what they may do.
// Several people walk at once, as many as the machine has processors: a walk only reads. Pictures are taken when
// somebody says with MANIS_SHOTS where they go.
//   node pages.mjs                       everybody
//   node pages.mjs QM-agent QM-auditor   these people alone
import { availableParallelism } from 'node:os'
import { scripted } from './forms.mjs'
import { tongue } from './tongue.mjs'
import { axe, check, finish, holds, overflow, same, shot, signedIn, startBrowser, startDemo, watch } from './lib.mjs'

const demo = await startDemo()
const browser = await startBrowser()
const roles = [
  ['QM', 'applicant'], ['QM', 'ma_clerk'], ['QM', 'ma_officer'], ['QM', 'ma_approver'], ['QM', 'sa_coordinator'], ['QM', 'sa_expert'],
  ['QM', 'customs'], ['QM', 'inspector'], ['QM', 'quota_manager'], ['QM', 'reporter'], ['QM', 'tenant_admin'],
  ['QM', 'ma_supervisor'], ['QM', 'accountant'], ['QM', 'cashier'], ['QN', 'ma_officer'], ['QN', 'customs'],
  ['QM', 'agent'], ['QM', 'org_admin'], ['QM', 'sa_expert'], ['QM', 'enforcement'], ['QM', 'auditor'],
]
const publicPages = ['/', '/sign-in', '/register', '/verify', '/what-do-i-need', '/names', '/service-times', '/quota-use', '/help', '/glossary', '/privacy', '/accessibility', '/nowhere']

/// A page weighs at most this before compression, whatever it shows; its style and scripts are fetched once.
const HEAVIEST = 60 * 1024

/// No role has more kinds of pages than this: above it a kind has a name that the walk does not know, and it would go on
/// from one thing to the next like it.
const MOST = 120

/// Things that a page names and its reader may not open: the trail of the house and its figures name cases and permits.
const NAMED_ONLY = { tenant_admin: ['/applications/:id', '/permits/:id'], auditor: ['/applications/:id'] }

/// How many have looked at a kind of page in a language, and how many have read it in another.
const looks = new Map()
function first(two) {
  const before = looks.get(two) || 0
  looks.set(two, before + 1)
  return before < 2
}

/// Links of the page that lead on inside the product, one of each kind.
async function links(page) {
  const all = await page.$$eval('a[href]', (list) => list.map((a) => a.getAttribute('href')))
  const kinds = new Map()
  for (const href of all) {
    if (!href || !href.startsWith('/') || /\.(pdf|xml|csv|xlsx|svg|json)(\?|$)|^\/(assets|language|v\/|V\/)|\/files\//.test(href)) continue
    const kind = href.replace(/[0-9a-f]{8,}(?:-[0-9a-f]+)*/g, ':id').replace(/[?#].*/, '').replace(/\/texts\/[a-z].*/, '/texts/:event')
      .replace(/\d+[A-Z]{2}\d+/, ':number').replace(/\d+/g, 'n')
    if (!kinds.has(kind)) kinds.set(kind, href)
  }
  return kinds
}

/// From wide to narrow: a tablet and the screen of an old computer stand between, where lists that fit a phone and a
/// wide window once did not fit.
async function inspect(page, name, lang, widths = [1280, 1024, 768, 660, 375]) {
  const problems = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const wide = await overflow(page)
    if (wide > 0) problems.push(`${width}px: ${wide}px wider than the window`)
    if (width !== 1280 && width !== 375) continue
    problems.push(...(await axe(page)).map((line) => `${width}px: ${line}`))
    if (process.env.MANIS_SHOTS) await shot(page, `page-${name}-${lang}-${width}`)
  }
  problems.push(...page.problems.splice(0))
  return problems
}

async function walk(label, page, starts, lang) {
  const todo = new Map()
  for (const start of starts) todo.set(start, start)
  const seen = new Set()
  const pages = []
  while (todo.size && seen.size < MOST) {
    const [kind, href] = todo.entries().next().value
    todo.delete(kind)
    seen.add(kind)
    const answer = await page.goto(demo.base + href)
    if (!(answer.headers()['content-type'] || '').includes('text/html')) continue
    const name = `${label}${kind.replace(/[^a-z0-9]+/gi, '-')}`
    await check(`${label} ${lang} ${kind}`, async () => {
      const named = (NAMED_ONLY[label.split('-')[1]] || []).includes(kind) || kind === '/nowhere'
      holds(answer.status() < 400 || (answer.status() === 404 && named), `${href}: status ${answer.status()}`)
      const html = await answer.body()
      const weight = html.length
      holds(weight <= HEAVIEST, `${href}: ${weight} B before compression`)
      same(await inspect(page, name, lang, first(`${lang} ${kind}`) ? undefined : [375]), [], href)
      same(await scripted(page, html.toString()), [], href)
    })
    pages.push([kind, href])
    for (const [k, h] of await links(page)) if (!seen.has(k) && !todo.has(k)) todo.set(k, h)
  }
  await check(`${label} ${lang}: ${pages.length} kinds of pages, and nothing left to see`, async () => same([...todo.keys()], []))
  return pages
}

/// The same pages in other languages, only read: no whole sentence of another language, no code where words belong.
/// What people wrote to each other stands on some pages without a frame of its own; those are left out.
async function read(label, page, pages, languages) {
  for (const lang of languages) {
    const addresses = pages.filter(([kind]) => first(`read ${lang} ${kind}`)).map(([, href]) => href)
    await page.request.get(`${demo.base}/language?lang=${lang}&next=/`)
    await check(`${label} ${lang}: ${addresses.length} pages speak it`, async () => {
      const found = []
      for (const href of addresses) {
        if (/^\/(notices|demo|admin\/languages)/.test(href)) continue
        for (const line of await tongue(page, demo.base + href)) found.push(`${href}: ${line}`)
      }
      same(found, [])
    })
  }
}

async function anybody(lang) {
  const context = await browser.newContext({ locale: lang })
  const page = watch(await context.newPage())
  await page.goto(`${demo.base}/language?lang=${lang}&next=/`)
  const seen = await walk('public', page, publicPages, lang)
  if (lang === 'en') {
    await read('public', page, seen, ['fr', 'es', 'ar'])
    await page.goto(`${demo.base}/language?lang=en&next=/`)
  }
  for (const permit of demo.facts.permits.slice(0, 8)) {
    await page.goto(permit.verify_url)
    await check(`public ${lang} verify ${permit.state}`, async () => same(await inspect(page, `verify-${permit.state}`, lang), []))
  }
  await context.close()
}

async function somebody(tenant, role) {
  const page = await signedIn(browser, demo, tenant, role)
  const seen = await walk(`${tenant}-${role}`, page, [new URL(page.url()).pathname], 'en')
  const arabic = role === 'applicant' || role === 'customs' ? ['ar'] : []
  await read(`${tenant}-${role}`, page, seen, ['fr', 'es', ...arabic])
  await page.context().close()
}

async function inArabic(role) {
  const page = await signedIn(browser, demo, 'QM', role, { locale: 'ar' })
  await page.goto(`${demo.base}/language?lang=ar&next=/`)
  await walk(`QM-${role}`, page, [{ customs: '/customs', inspector: '/inspections' }[role] || '/applications'], 'ar')
  await page.context().close()
}

// Long walks first, so that nobody walks alone at the end.
const only = process.argv.slice(2)
const walks = [
  ...roles.filter((who) => !only.length || only.includes(who.join('-'))).map(([tenant, role]) => () => somebody(tenant, role)),
  ...(only.length ? [] : ['applicant', 'customs', 'inspector']).map((role) => () => inArabic(role)),
  ...(only.length ? [] : ['en', 'ar']).map((lang) => () => anybody(lang)),
]

async function hand() {
  for (let next = walks.shift(); next; next = walks.shift()) await next()
}

try {
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, hand))
} finally {
  await browser.close()
  await demo.stop()
}
finish()
