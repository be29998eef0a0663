// The API under an outside tester: schemathesis reads /api/openapi.json and asks every route what its description
// allows and what it does not, as each of several people. Bounded and the same each time; the server must never fail.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, dirname } from 'node:path'
import { check, finish, holds, root, same, startDemo } from './lib.mjs'

const python = process.env.MANIS_PYTHON || join(root, 'target', 'python', 'bin', 'python')
const roles = ['applicant', 'ma_officer', 'ma_approver', 'customs', 'tenant_admin']

/// Waits without stopping this program: it must go on reading what the server logs.
function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (d) => (said += d))
    child.stderr.on('data', (d) => (said += d))
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code, said }))
  })
}

/// What stands behind the paths' parameters, as this account sees it: refusals of a thing that does not exist would
/// otherwise hide the acts behind them.
async function things(token) {
  const list = async (path) => {
    const answer = await fetch(`${demo.base}${path}`, { headers: { authorization: `Bearer ${token}` } })
    const body = await answer.json()
    return answer.ok ? body.rows || body.items || body : []
  }
  const [applications, permits, quotas] = [await list('/api/applications'), await list('/api/permits'), await list('/api/quotas')]
  const found = { application: applications[0]?.id, permit: permits[0]?.id, quota: quotas[0]?.id, name: 'Crocodylus niloticus' }
  return Object.entries(found).filter(([, id]) => id !== undefined)
}

const demo = await startDemo({ args: ['--traffic', 'small'] })
const dir = mkdtempSync(join(tmpdir(), 'manis-api-'))
try {
  for (const role of roles) {
    await check(`schemathesis asks as ${role}`, async () => {
      const token = demo.account('QM', role).api_token
      const known = await things(token)
      writeFileSync(join(dir, 'schemathesis.toml'),
        `[parameters]\n${known.map(([name, id]) => `"path.${name}" = ${JSON.stringify(String(id))}\n`).join('')}`)
      const { code, said } = await run(join(dirname(python), 'st'), ['run', `${demo.base}/api/openapi.json`,
        '-H', `Authorization: Bearer ${token}`,
        '--checks', 'not_a_server_error,content_type_conformance,response_schema_conformance',
        '--phases', 'examples,coverage,fuzzing', '-n', '4', '--seed', '7', '--generation-deterministic',
        // Asks a foreign Party: what the partner answers is the exchange day's story.
        '--exclude-path-regex', '^/api/exchange/fetch', '--no-color'], dir)
      same(code, 0, said)
      const asked = Number((said.match(/(\d+) generated/) || [])[1] || 0)
      console.log(`     ${asked} requests, with ${known.map(([name]) => name).join(', ')} that exist`)
      holds(asked > 100, `only ${asked} requests: ${said}`)
    })
  }
} finally {
  rmSync(dir, { recursive: true, force: true })
  await demo.stop()
}
finish()
