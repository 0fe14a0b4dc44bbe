/**
 * How much more than the least possible does Assay cost? `npm run bench -- [--pairs N] [--packages N] [--only WORD]`
 *
 * A loopback registry in a process of its own serves a realistic tree of 1,300 packages. Assay and a minimal reference
 * (scripts/bench/reference-*.mjs) verify the same lockfile in turns, each time in a fresh process with an empty home;
 * compare ratios, not milliseconds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mintNpmTree, startRegistryProcess, writeFiles } from '../packages/testkit/dist/index.js';
import { comparisons, requireBuild } from './bench/contenders.mjs';
import { comparePerPackage } from './bench/per-package.mjs';
import { compareStartUp } from './bench/start-up.mjs';

const goal = 1.5;
const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    packages: { type: 'string', default: '1300' },
    only: { type: 'string', default: '' },
  },
});
const pairs = Number(values.pairs);
const sizes = { many: Number(values.packages), few: 100 };

const ms = (value, digits = 0) => `${value.toFixed(digits)} ms`;
const ratio = (value) => `${value.toFixed(2)} ×`;
const columns = [34, 9, 12, 12, 12, 10, 10];
const row = (cells) =>
  console.log(
    cells.map((cell, index) => (index === 0 ? cell.padEnd(columns[0]) : cell.padStart(columns[index]))).join(''),
  );

function showComparison(title, { a, b, ratio: slopes }) {
  row([title, ratio(slopes)]);
  for (const [name, side] of [
    ['  assay', a],
    ['  reference', b],
  ]) {
    row([
      name,
      '',
      ms(side.slopeMs, 3),
      ms(side.fewCpuMs),
      ms(side.cpuMs),
      ms(side.wallMs),
      `${side.peakMb.toFixed(0)} MB`,
    ]);
  }
}

async function prepareProjects(tree, registry, folder) {
  const projects = {};
  for (const [name, packages] of Object.entries(sizes)) {
    projects[name] = { packages, folder: join(folder, name) };
    await writeFiles(projects[name].folder, tree.project(registry, packages).files);
  }
  return projects;
}

async function main() {
  requireBuild();
  const startUp = compareStartUp();
  console.log(`Node ${process.version}, medians of ${pairs} alternating pairs, goal ${goal} × or less\n`);
  row(['start-up, wall time', ratio(startUp.ratio)]);
  console.log(`  assay --version ${ms(startUp.version, 1)}, node -e 0 ${ms(startUp.bare, 1)}\n`);

  const tree = mintNpmTree({ packages: sizes.many });
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const registry = await startRegistryProcess({ npm: tree.packages, log: false });
  try {
    const world = { registry: registry.url, projects: await prepareProjects(tree, registry.url, folder) };
    row(['CPU per additional package', 'ratio', 'each', `${sizes.few}, CPU`, `${sizes.many}, CPU`, 'wall', 'peak']);
    for (const comparison of comparisons.filter(({ title }) => title.includes(values.only))) {
      showComparison(comparison.title, await comparePerPackage(comparison, { world, pairs }));
    }
  } finally {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
