/** Reads one lockfile, or does the least that any reader must: run by lockfiles.mjs, one process each. Prints its CPU time in ms. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { mergeInventory } from '../../packages/model/dist/index.js';
import { npm, rubygems } from '../../packages/ecosystems/dist/index.js';

const [path, mode] = process.argv.slice(2);
const bytes = readFileSync(path);
const work = {
  read: () => read(),
  json: () => JSON.parse(bytes.toString()),
  split: () => bytes.toString().split('\n'),
}[mode];
const before = process.cpuUsage();
const kept = work();
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ workMs: (user + system) / 1000, found: kept.subjects?.length ?? 0 }));

function read() {
  const ecosystem = basename(path) === 'Gemfile.lock' ? rubygems : npm;
  const content = ecosystem.parseLockfile({ path: basename(path), bytes });
  const digest = { alg: 'sha256', value: '', covers: 'document' };
  const inventory = mergeInventory([
    { ref: { path, ecosystem: ecosystem.id, format: content.format, digest }, content },
  ]);
  // What every lockfile of that client leaves open; anything else is a fault of what was minted.
  const odd = inventory.gaps.filter(({ code }) => code !== 'client-archive-pins' && code !== 'manifest-not-read');
  if (odd.length > 0) throw new Error(`the minted lockfile has gaps: ${JSON.stringify(odd.slice(0, 3))}`);
  return inventory;
}
