// Stories that a desk officer could tell, each from the first question to the line of the annual report, the ledger and
// the money: one demonstration and one browser, one story after another.
//   node stories.mjs                     every story, on SQLite
//   node stories.mjs postgres            every story, on PostgreSQL
//   node stories.mjs sqlite leopard      one of them
import { existsSync, readdirSync } from 'node:fs'
import { begin, failed, finish, scratchPostgres, startBrowser, startDemo } from './lib.mjs'
import { desks } from './hands.mjs'
import { tariff } from './tariff.mjs'

const [engine = 'sqlite', ...only] = process.argv.slice(2)
const folder = new URL('./stories/', import.meta.url)
const order = ['leather', 'leopard', 'ivory', 'instrument', 'parrot', 'timber', 'caviar', 'sea', 'orchids']
const all = readdirSync(folder).filter((f) => f.endsWith('.mjs')).map((f) => f.slice(0, -4))
const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length)
const names = only.length ? only : all.sort((a, b) => place(a) - place(b) || a.localeCompare(b))
for (const name of names) if (!existsSync(new URL(`${name}.mjs`, folder))) throw new Error(`no story ${name}`)

const postgres = engine === 'postgres' ? await scratchPostgres() : null
const demo = await startDemo({ args: ['--traffic', 'small', ...(postgres ? ['--database', postgres.url] : [])] })
const browser = await startBrowser()
const desk = desks(browser, demo)
try {
  begin('money')
  await tariff({ demo, browser, desk })
  for (const name of names) {
    const began = Date.now()
    begin(name)
    const { story } = await import(new URL(`${name}.mjs`, folder))
    await story({ demo, browser, desk })
    console.log(`     ${name}: ${Math.round((Date.now() - began) / 1000)} s`)
  }
} finally {
  if (failed()) console.log(demo.log().split('\n').slice(-20).join('\n'))
  await desk.close()
  await browser.close()
  await demo.stop()
  await postgres?.stop()
}
finish()
