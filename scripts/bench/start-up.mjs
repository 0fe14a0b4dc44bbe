import { spawnSync } from 'node:child_process';
import { assay } from './contenders.mjs';
import { median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

/** Prints what starting costs. */
export function showStartUp() {
  const { version, bare, ratio } = compareStartUp();
  row(['start-up, wall time, ≤ 1.5 ×', times(ratio)]);
  console.log(`  assay --version ${ms(version, 1)}, node -e 0 ${ms(bare, 1)}`);
}

/** Wall time in ms of `assay --version` and of a Node that does nothing, alternating; the compile cache is warm. */
function compareStartUp(runs = 15) {
  const times = { version: [], bare: [] };
  wallMs([assay, '--version']);
  for (let run = 0; run < runs; run++) {
    times.version.push(wallMs([assay, '--version']));
    times.bare.push(wallMs(['-e', '0']));
  }
  const ratio = median(times.version.map((time, index) => time / times.bare[index]));
  return { version: median(times.version), bare: median(times.bare), ratio };
}

function wallMs(args) {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}
