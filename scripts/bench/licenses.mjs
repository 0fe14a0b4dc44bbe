import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assay } from './contenders.mjs';
import { inTurns } from './in-turns.mjs';
import { layLicenseProject } from './license-project.mjs';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const fewestPairs = 9;

/** What an offline look at ten installed licence packages costs, against a Node that does nothing. */
export async function compareLicenses({ pairs }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const { project, env } = await layLicenseProject(folder);
    const look = ['license', 'verify', '--policy', 'assay.yaml', '--phase', 'after,installed'];
    const licenses = { args: [assay, ...look], cwd: project, env };
    const rounds = await inPairs(
      { licenses, bare: { args: ['-e', '0'], cwd: project, env } },
      Math.max(pairs, fewestPairs),
    );
    show(rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first run fills the compile cache, as the first after an installation does. */
async function inPairs({ licenses, bare }, pairs) {
  await measure(licenses);
  return inTurns({ licenses: () => measure(licenses), bare: () => measure(bare) }, pairs);
}

function show(rounds) {
  row([`license: ten installed packages, ${rounds.length} pairs`, 'ratio', 'assay', 'node -e 0', '≤ 5 ×']);
  for (const [title, field] of [
    ['  CPU', 'cpuMs'],
    ['  wall', 'wallMs'],
  ]) {
    const of = (pick) => median(rounds.map(pick));
    const ratio = of(({ licenses, bare }) => licenses[field] / bare[field]);
    row([title, times(ratio), ms(of(({ licenses }) => licenses[field])), ms(of(({ bare }) => bare[field]))]);
  }
}
