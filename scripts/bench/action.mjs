import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const bundle = fileURLToPath(new URL('../../packages/action/dist/index.cjs', import.meta.url));
const fewestPairs = 15;

/** How large the Action is, and how long GitHub waits for its first line; a runner has nothing compiled beforehand. */
export async function compareAction({ pairs }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const rounds = [];
    for (let pair = 0; pair < Math.max(pairs, fewestPairs); pair++) {
      const action = await firstOutput([bundle], folder);
      const bare = await firstOutput(['-e', '0'], folder);
      rounds.push({ action, bare });
    }
    show(rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds until the first byte on standard output, or until the end where there is none. */
function firstOutput(args, cwd) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const env = { PATH: process.env.PATH, HOME: cwd, GITHUB_EVENT_NAME: 'push' };
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
    let first;
    child.stdout.on('data', () => (first ??= performance.now() - started));
    child.once('error', reject);
    child.once('close', () => resolve(first ?? performance.now() - started));
  });
}

function show(rounds) {
  const of = (pick) => median(rounds.map(pick));
  row([`action: start to the first line, ${rounds.length} pairs`, 'ratio', 'action', 'node -e 0', '≤ 5 ×']);
  const ratio = of(({ action, bare }) => action / bare);
  row(['  wall', times(ratio), ms(of(({ action }) => action)), ms(of(({ bare }) => bare))]);
  row(['  bundle', `${(statSync(bundle).size / 1e6).toFixed(2)} MB`, '', '', '≤ 2.5 MB']);
}
