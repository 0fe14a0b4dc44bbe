import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  largeYarnLock,
  mintBunLock,
  mintGemfileLock,
  mintOldPnpmLock,
  mintPackageLock,
  mintPnpmLock,
} from '../../packages/testkit/dist/index.js';
import { planTree } from '../sbom-peers/tree-plan.mjs';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const worker = fileURLToPath(new URL('lockfile-worker.mjs', import.meta.url));
const registry = 'https://registry.example/';
const sizes = [1000, 10_000, 100_000];

/** Each format that is read, how it is minted from planned packages, and the least work that its bytes ask of anybody. */
const formats = [
  {
    name: 'package-lock 3',
    floor: 'json',
    mint: (entries) => mintPackageLock({ registry, entries: entries.map(installed) }),
  },
  {
    name: 'package-lock 2',
    // The older tree in it is minted in time that grows with the square of the packages.
    most: 10_000,
    floor: 'json',
    mint: (entries) => mintPackageLock({ registry, lockfileVersion: 2, entries: entries.map(installed) }),
  },
  { name: 'pnpm 9', floor: 'split', mint: (entries) => mintPnpmLock({ entries: entries.map(grouped) }) },
  {
    name: 'pnpm 6',
    floor: 'split',
    mint: (entries) => mintOldPnpmLock({ lockfileVersion: '6.0', entries: entries.map(grouped) }),
  },
  {
    name: 'pnpm 5',
    floor: 'split',
    mint: (entries) => mintOldPnpmLock({ lockfileVersion: '5.4', entries: entries.map(grouped) }),
  },
  { name: 'bun.lock 1', floor: 'split', mint: (entries) => mintBunLock({ entries: entries.map(inBun) }) },
  { name: 'Yarn 1', floor: 'split', mint: (entries) => yarnLock('classic', entries) },
  { name: 'Yarn 4', floor: 'split', mint: (entries) => yarnLock('berry', entries) },
  {
    name: 'Gemfile.lock',
    floor: 'split',
    mint: (entries) =>
      mintGemfileLock({
        platforms: ['x86_64-linux'],
        sources: [{ kind: 'registry', remote: 'https://gems.example/', gems: entries.map(gem) }],
      }),
  },
];

/**
 * What a lockfile costs to read and to merge into an inventory: CPU time, peak memory of the process, the ratio to the least work on
 * the same bytes (`JSON.parse`, or a split into lines), and the cost of a package, which must not grow with their number.
 */
export async function compareLockfiles({ pairs }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    row(['lockfiles', 'CPU', 'peak', 'bytes', 'ratio', 'µs/package', 'goal at 100,000']);
    for (const size of sizes) {
      const entries = planPackages(size);
      for (const format of formats.filter(({ most = Infinity }) => size <= most))
        await show(format, entries, { folder, rounds: size > 10_000 ? 1 : pairs });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function show({ name, floor, mint }, entries, { folder, rounds }) {
  const { lockfile, text } = mint(entries);
  const place = join(folder, `${name} ${entries.length}`);
  mkdirSync(place);
  const path = join(place, lockfile);
  writeFileSync(path, text);
  const runs = [];
  for (let round = 0; round < rounds; round++)
    runs.push({ ours: await run(path, 'read'), least: await run(path, floor) });
  const cpu = median(runs.map(({ ours }) => ours.workMs));
  const peak = Math.max(...runs.map(({ ours }) => ours.peakMb));
  row([
    `  ${name}, ${entries.length.toLocaleString('en')} packages`,
    ms(cpu),
    `${peak.toFixed(0)} MB`,
    `${(text.length / 1e6).toFixed(1)} MB`,
    times(cpu / median(runs.map(({ least }) => least.workMs))),
    ((cpu * 1000) / entries.length).toFixed(1),
    entries.length < 100_000 ? '' : cpu < 5000 && peak < 500 ? '5 s, 500 MB' : 'MISSED',
  ]);
}

async function run(path, mode) {
  const { stdout, peakMb } = await measure({ args: [worker, path, mode] });
  return { ...JSON.parse(stdout), peakMb };
}

/** Of as many packages, each of which needs two. */
function yarnLock(format, entries) {
  return { lockfile: 'yarn.lock', text: largeYarnLock(format, entries.length) };
}

/** A planned tree with one more edge for each package, as real ones have: to one that comes before it, so that none is a circle. */
function planPackages(size) {
  const entries = planTree(size);
  const tops = entries.filter(({ path }) => !path.includes('/node_modules/'));
  return entries.map((entry, index) => {
    const needed = new Map(entry.dependencies.map((at) => [entries[at].name, entries[at]]));
    const more = tops[(index * 7) % tops.length];
    if (more.name !== entry.name && !needed.has(more.name) && more.class === entry.class) needed.set(more.name, more);
    return { ...entry, minted: minted(entry, needed) };
  });
}

/** A package without its archive, which no lockfile holds. */
function minted({ name, version, integrity }, needed) {
  const dependencies = Object.fromEntries([...needed].map(([needs, { version: at }]) => [needs, at]));
  const manifest = { name, version, ...(needed.size === 0 ? {} : { dependencies }) };
  const base = name.slice(name.indexOf('/') + 1);
  return {
    name,
    version,
    fileName: `${base}-${version}.tgz`,
    manifest,
    bytes: new Uint8Array(0),
    integrity,
    shasum: '',
  };
}

const groups = { production: 'dependencies', development: 'devDependencies', optional: 'optionalDependencies' };

const installed = ({ minted: one, path, class: kind }) => ({
  kind: 'registry',
  package: one,
  at: path,
  ...(kind === 'production' ? {} : { scope: kind === 'development' ? 'dev' : 'optional' }),
});

const grouped = ({ minted: one, parent, class: kind, path }) => ({
  kind: 'registry',
  package: one,
  group: parent >= 0 || path.includes('/node_modules/') ? null : groups[kind],
});

const inBun = ({ minted: one, parent, class: kind, path }) => ({
  kind: 'registry',
  package: one,
  at: path.slice('node_modules/'.length).replaceAll('/node_modules/', '/'),
  group: parent >= 0 ? null : groups[kind],
});

function gem({ minted: one }, index) {
  const name = `gem-${index.toString(36)}`;
  const dependencies = index === 0 ? [] : [{ name: `gem-${((index * 7) % index).toString(36)}`, requirement: '>= 0' }];
  return {
    name,
    version: one.version,
    fileName: '',
    dependencies,
    bytes: new Uint8Array(0),
    sha256: index.toString(16).padStart(64, '0'),
  };
}
