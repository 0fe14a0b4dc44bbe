import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintNpmTree, startRegistryProcess, writeFiles } from '../../packages/testkit/dist/index.js';
import { comparisons } from './contenders.mjs';
import { comparePerPackage } from './per-package.mjs';
import { ms, row, times } from './table.mjs';

const goal = '≤ 1.5 ×';
const few = 100;

/** What a package costs at each depth, against the least it can cost. */
export async function compareDepths({ pairs, packages, only }) {
  const tree = mintNpmTree({ packages });
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const registry = await startRegistryProcess({ npm: tree.packages, log: false });
  try {
    const projects = await prepareProjects(tree, { registry: registry.url, folder, sizes: { many: packages, few } });
    const world = { registry: registry.url, projects };
    row([`CPU per additional package, ${goal}`, 'ratio', 'each', `${few}, CPU`, `${packages}, CPU`, 'wall', 'peak']);
    const wanted = comparisons.filter(({ title }) => title.includes(only));
    for (const comparison of wanted.length === 0 ? comparisons : wanted) {
      showComparison(comparison.title, await comparePerPackage(comparison, { world, pairs }));
    }
  } finally {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepareProjects(tree, { registry, folder, sizes }) {
  const projects = {};
  for (const [name, packages] of Object.entries(sizes)) {
    projects[name] = { packages, folder: join(folder, name) };
    await writeFiles(projects[name].folder, tree.project(registry, packages).files);
  }
  return projects;
}

function showComparison(title, { a, b, ratio }) {
  row([title, times(ratio)]);
  for (const [name, side] of [
    ['  assay', a],
    ['  reference', b],
  ]) {
    const peak = `${side.peakMb.toFixed(0)} MB`;
    row([name, '', ms(side.slopeMs, 3), ms(side.fewCpuMs), ms(side.cpuMs), ms(side.wallMs), peak]);
  }
}
