// Starts the product as a stranger would, hands out signed-in browser pages, and collects what went wrong.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, existsSync, rmSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const here = dirname(fileURLToPath(import.meta.url))
export const root = dirname(here)
export const shots = process.env.MANIS_SHOTS || join(root, 'target', 'shots')
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const built = join(process.env.CARGO_TARGET_DIR || join(root, 'target'), 'debug')
export const binary = join(built, 'manis')

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
    server.on('error', reject)
  })
}

const sleep = (ms) => new Promise((r) => setTimeout(r, ms))

/// A scratch PostgreSQL database of one story: its address, and `stop()` which drops it.
export async function scratchPostgres() {
  // The tests of the workspace built it already; asked for alone it would be built anew, with other features.
  const ready = join(built, 'examples', 'database')
  const [program, args] = existsSync(ready) ? [ready, []]
    : ['cargo', ['run', '--quiet', '--locked', '-p', 'testkit', '--example', 'database']]
  const child = spawn(program, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  const url = await new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (d) => { said += d; if (said.includes('\n')) resolve(said.trim()) })
    child.on('exit', (code) => reject(new Error(`no PostgreSQL for the story: ended with ${code}`)))
  })
  return { url, stop: async () => { child.stdin.end(); await ended } }
}

/// Starts `manis demo` on free ports; `stop()` ends it by its own process id.
export async function startDemo(options = {}) {
  // A demonstration that runs already, for looking closer at one story.
  if (process.env.MANIS_KNOWN) return handle(JSON.parse(readFileSync(process.env.MANIS_KNOWN, 'utf8')), null, () => '', async () => {})
  const dir = mkdtempSync(join(tmpdir(), 'manis-e2e-'))
  const [listen, epix] = [await freePort(), await freePort()]
  const known = join(dir, 'known.json')
  const ready = join(dir, 'ready')
  const args = ['demo', '--listen', `127.0.0.1:${listen}`, '--epix-listen', `127.0.0.1:${epix}`,
    '--data-dir', join(dir, 'data'), '--ready-file', ready, '--known-file', known, ...(options.args || [])]
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, RUST_LOG: 'warn' } })
  let log = ''
  child.stdout.on('data', (d) => (log += d))
  child.stderr.on('data', (d) => (log += d))
  const limit = Date.now() + 300_000
  while (!existsSync(ready)) {
    if (child.exitCode !== null) throw new Error(`manis demo ended with ${child.exitCode}\n${log}`)
    if (Date.now() > limit) { child.kill('SIGKILL'); throw new Error(`manis demo did not become ready\n${log}`) }
    await sleep(100)
  }
  const facts = JSON.parse(readFileSync(known, 'utf8'))
  return handle(facts, child, () => log, async () => {
    child.kill('SIGTERM')
    for (let i = 0; i < 100 && child.exitCode === null; i++) await sleep(50)
    if (child.exitCode === null) { child.kill('SIGKILL'); throw new Error('manis did not stop within 5 s') }
    rmSync(dir, { recursive: true, force: true })
  })
}

function handle(facts, child, log, stop) {
  const account = (tenant, role, nth = 0) => {
    const found = facts.accounts.filter((a) => a.tenant === tenant && a.role === role)[nth]
    if (!found) throw new Error(`no account ${tenant} ${role}`)
    return found
  }
  return { facts, child, base: facts.base_url, log, account, stop }
}

/// How many times slower than here the browser shall be: `MANIS_SLOW=6` finds what only holds where machines are quick.
export const slow = Math.max(1, Number(process.env.MANIS_SLOW) || 1)

/// Every page of the browser, with its processor held back.
function heldBack(browser) {
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await newContext(options)
    const newPage = context.newPage.bind(context)
    context.newPage = async () => {
      const page = await newPage()
      const session = await context.newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate: slow })
      return page
    }
    return context
  }
  browser.newPage = async (options) => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    page.on('close', () => context.close().catch(() => {}))
    return page
  }
  return browser
}

/// Does what leads to another page and waits until that one is there: what is read next is never of the page before.
export async function leads(page, doing) {
  const [answer] = await Promise.all([page.waitForNavigation(), doing()])
  return answer
}

export async function startBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })
  return slow > 1 ? heldBack(browser) : browser
}

/// A page signed in as one role of one Party; `nth`: as the second person of a role, and so on.
export async function signedIn(browser, demo, tenant, role, { nth = 0, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(8000 * slow)
  watch(page)
  const account = demo.account(tenant, role, nth)
  await page.goto(`${demo.base}/sign-in`)
  await page.fill('input[name=email]', account.email)
  await page.fill('input[name=password]', account.password)
  await Promise.all([
    page.waitForURL((url) => url.pathname !== '/sign-in'),
    page.click('form[action="/sign-in"] button'),
  ])
  return page
}

/// Script errors and refused resources are failures of the page, not noise.
export function watch(page) {
  page.problems = []
  page.on('pageerror', (e) => page.problems.push(`script: ${e.message}`))
  page.on('console', (m) => { if (m.type() === 'error' && !/status of (4\d\d)/.test(m.text())) page.problems.push(`console: ${m.text()}`) })
  page.on('response', (r) => { if (r.status() >= 500) page.problems.push(`${r.status()} ${r.url()}`) })
  return page
}

/// WCAG 2.2 AA by axe-core; answers the findings as lines.
export async function axe(page) {
  // Half a megabyte that a page reads once, however often it is asked.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const result = await page.evaluate(async () => {
    // eslint-disable-next-line no-undef
    const r = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
    })
    return r.violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message || '')) }))
  })
  return result.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).join(' | ')}`)
}

/// Waits until the page answers yes. Playwright's own waiting takes the promise of an async question for a yes.
export async function until(page, question, about) {
  const limit = Date.now() + 20_000
  while (!(await page.evaluate(question, about))) {
    if (Date.now() > limit) throw new Error(`the page never came to: ${question}`)
    await sleep(50)
  }
}

/// Nothing may be wider than the window, at any width.
export async function overflow(page) {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
}

export async function shot(page, name) {
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

/// Where chance put a case into the random control sample, a supervisor who has no part in it says why it may go on: a
/// story about something else must not depend on a draw.
export async function outOfSample(demo, tenant, id) {
  const ask = async (role, path, body) => {
    const answer = await fetch(`${demo.base}${path}`, {
      method: body ? 'POST' : 'GET', ...(body ? { body: JSON.stringify(body) } : {}),
      headers: { authorization: `Bearer ${demo.account(tenant, role).api_token}`, 'content-type': 'application/json' },
    })
    holds(answer.ok, `${role} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`)
    return answer.json()
  }
  const risk = await ask('ma_officer', `/api/applications/${id}/risk`)
  if (risk.lane !== 'RED') return
  await ask('ma_supervisor', `/api/applications/${id}/lane`, { lane: 'GREEN', reason: 'Looked into; the lot was seen last week.' })
}

let passed = 0
let stopped = false
let about = ''
const failures = []

/// Another story begins: what went wrong before does not silence it.
export function begin(story) {
  about = `${story}: `
  stopped = false
}

/// With `story: true` a failure ends the story: what follows stands on it.
export async function check(chapter, body, { story = false } = {}) {
  const name = `${about}${chapter}`
  if (stopped) { failures.push(name); console.log(`left ${name}`); return }
  try {
    await body()
    passed += 1
    console.log(`ok   ${name}`)
  } catch (error) {
    failures.push(name)
    stopped = story
    console.log(`FAIL ${name}\n     ${String(error.stack || error).split('\n').join('\n     ')}`)
  }
}

export function same(actual, expected, what = '') {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== e) throw new Error(`${what} expected ${e}, got ${a}`)
}

export function holds(condition, what) {
  if (!condition) throw new Error(what)
}

/// What went wrong so far.
export const failed = () => failures.length

export function finish() {
  console.log(`${passed} passed, ${failures.length} failed`)
  process.exit(failures.length === 0 ? 0 : 1)
}
