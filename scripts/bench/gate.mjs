import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assay } from './contenders.mjs';
import { layGateSet } from './gate-set.mjs';
import { inTurns } from './in-turns.mjs';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const fewestPairs = 9;

/** What the decision before a deploy costs on a prepared set of evidence, signed by a key and by a job, against a Node that does nothing. */
export async function compareGate({ pairs }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const { byKey, byJob, env } = await layGateSet(folder);
    const side = (args) => ({ args, cwd: folder, env });
    const bare = side(['-e', '0']);
    for (const [title, args] of [
      ['signed by a key', byKey],
      ['signed by a job', byJob],
    ]) {
      show(title, await inPairs({ gate: side([assay, ...args]), bare }, Math.max(pairs, fewestPairs)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first run fills the compile cache, as the first after an installation does. */
async function inPairs({ gate, bare }, pairs) {
  await measure(gate);
  return inTurns({ gate: () => measure(gate), bare: () => measure(bare) }, pairs);
}

function show(title, rounds) {
  row([`gate: ${title}, ${rounds.length} pairs`, 'ratio', 'assay', 'node -e 0', '≤ 8 ×']);
  for (const [name, field] of [
    ['  CPU', 'cpuMs'],
    ['  wall', 'wallMs'],
  ]) {
    const of = (pick) => median(rounds.map(pick));
    const ratio = of(({ gate, bare }) => gate[field] / bare[field]);
    row([name, times(ratio), ms(of(({ gate }) => gate[field])), ms(of(({ bare }) => bare[field]))]);
  }
}
