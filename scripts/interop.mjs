/**
 * Do real package managers take what the testkit mints? Opt-in, because it needs them:
 *
 *     node scripts/bootstrap.mjs run build && node scripts/bootstrap.mjs exec node scripts/interop.mjs
 *
 * Each client that is installed works on minted projects against the loopback registry, with its own empty home and cache.
 * A client that is not there is named and skipped. Ends with 1 when a client refuses what it should take, or takes a
 * tampered project.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interopCases } from './interop/cases.mjs';
import { hasClient, startRegistry, writeFiles, runClient } from '../packages/testkit/dist/index.js';

/** Runs one case; null when it went as it should, otherwise what happened instead. */
async function problemOf({ client, content, project, command, environment, installed, refused }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-interop-'));
  const registry = await startRegistry(content);
  try {
    await writeFiles(folder, project(registry.url).files);
    const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', ...environment(folder) };
    const result = await runClient(client, command(registry.url, folder), { cwd: folder, env });
    return verdict({ result, refused, missing: installed.filter((path) => !existsSync(join(folder, path))) });
  } finally {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function verdict({ result, refused, missing }) {
  const output = `${result.stdout}\n${result.stderr}`;
  if (refused === undefined) {
    if (result.status === 0 && missing.length === 0) return null;
    return `status ${result.status}, not installed: ${missing.join(', ') || 'nothing'}\n${output}`;
  }
  if (result.status !== 0 && output.includes(refused)) return null;
  return `status ${result.status} where a refusal that says "${refused}" was due\n${output}`;
}

const tally = { good: 0, bad: 0, skipped: 0 };
for (const interop of interopCases) {
  const label = `${interop.client}: ${interop.title}`;
  if (!hasClient(interop.client)) {
    tally.skipped += 1;
    console.log(`skip  ${label} (no ${interop.client} here)`);
    continue;
  }
  const problem = await problemOf(interop);
  tally[problem === null ? 'good' : 'bad'] += 1;
  console.log(`${problem === null ? 'ok   ' : 'BAD  '} ${label}${problem === null ? '' : `\n${problem}`}`);
}
console.log(`${tally.good} as expected, ${tally.bad} not, ${tally.skipped} skipped`);
process.exitCode = tally.bad === 0 && tally.good > 0 ? 0 : 1;
