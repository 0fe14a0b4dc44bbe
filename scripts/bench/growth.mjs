import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFiles } from '../../packages/testkit/dist/index.js';
import { assayAt } from './contenders.mjs';
import { inFreshFolder } from './fresh-folder.mjs';
import { growthProject } from './growth-tree.mjs';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const sizes = [100, 1000, 10_000, 100_000];

/** How the cost of a package grows with the tree: from the smallest size to each larger one, CPU for each package more. */
export async function showGrowth({ pairs }) {
  const server = fork(fileURLToPath(new URL('growth-server.mjs', import.meta.url)), { execArgv: [] });
  const [registry] = await once(server, 'message');
  await inFreshFolder(async (folder) => {
    for (const packages of sizes) await writeFiles(join(folder, String(packages)), growthProject(registry, packages));
    for (const depth of ['pins', 'registry']) await showDepth(depth, { folder, registry, pairs });
  }).finally(() => server.disconnect());
}

async function showDepth(depth, place) {
  row([`growth, --depth ${depth}`, 'each more', 'to 1,000', 'CPU', 'wall', 'peak']);
  const base = await middleOf(depth, place, sizes[0]);
  let first;
  for (const packages of sizes.slice(1)) {
    const run = await middleOf(depth, place, packages);
    const each = (run.cpuMs - base.cpuMs) / (packages - sizes[0]);
    first ??= each;
    const cells = [ms(each, 3), times(each / first), ms(run.cpuMs), ms(run.wallMs), `${run.peakMb.toFixed(0)} MB`];
    row([`  ${packages.toLocaleString('en')} packages`, ...cells]);
  }
}

async function middleOf(depth, { folder, registry, pairs }, packages) {
  const runs = [];
  for (let n = 0; n < (packages > 10_000 ? 1 : Math.min(pairs, 3)); n++) {
    const run = assayAt(depth, ['--no-store', '--quiet']);
    const project = join(folder, String(packages));
    runs.push(await inFreshFolder((home) => measure(run({ project, home, registry }))));
  }
  const of = (name) => median(runs.map((run) => run[name]));
  return { cpuMs: of('cpuMs'), wallMs: of('wallMs'), peakMb: of('peakMb') };
}
