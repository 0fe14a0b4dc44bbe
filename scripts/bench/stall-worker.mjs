/** Gives one reader one hostile input, run by stalls.mjs in a process of its own. Prints the CPU time of the second call, in ms. */
import { Buffer } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { gzipSync } from 'node:zlib';
import { listArchive } from '../../packages/archive/dist/index.js';
import { parseJson, parseYaml } from '../../packages/documents/dist/index.js';
import { npm, rubygems } from '../../packages/ecosystems/dist/index.js';
import { topLevelMembers } from '../../packages/ecosystems/dist/npm/top-level-members.js';
import { parseGemMetadata } from '../../packages/ecosystems/dist/rubygems/manifest/gem-metadata.js';
import { readCompactIndex } from '../../packages/ecosystems/dist/rubygems/release/compact-index.js';
import { parseIndex } from '../../packages/acquire/dist/evidence-file/parse-index.js';
import { mergeInventory } from '../../packages/model/dist/index.js';
import { parseBom } from '../../packages/sbom/dist/index.js';
import { shapes } from './stall-shapes.mjs';

const maxBytes = 2 ** 21;

const readers = {
  'package-lock.json': (bytes) => lockfile(npm, 'package-lock.json', bytes),
  'pnpm-lock.yaml': (bytes) => lockfile(npm, 'pnpm-lock.yaml', bytes),
  'yarn.lock': (bytes) => lockfile(npm, 'yarn.lock', bytes),
  'bun.lock': (bytes) => lockfile(npm, 'bun.lock', bytes),
  'Gemfile.lock': (bytes) => lockfile(rubygems, 'Gemfile.lock', bytes),
  'gem metadata': (bytes) => parseGemMetadata(bytes),
  'policy YAML': (bytes) =>
    parseYaml(bytes, { maxBytes, maxDepth: 16, anchors: 'refuse', itemLines: true, scalars: 'decimal' }),
  'compact index': (bytes) => readCompactIndex(new TextDecoder().decode(bytes), '1.0.0'),
  packument: (bytes) => [parseJson(bytes, { maxBytes }), topLevelMembers(bytes, new Set(['time']))],
  'bill of materials': (bytes) => parseBom(bytes),
  'evidence index': (bytes) => parseIndex(bytes),
  'npm archive': (bytes) => listArchive(gzipSync(bytes), { format: 'npm-tgz', members: ['package.json'] }),
};

/** Read, and merged as the engine does. */
function lockfile(ecosystem, path, bytes) {
  const content = ecosystem.parseLockfile({ path, bytes });
  const digest = { alg: 'sha256', value: '', covers: 'document' };
  return mergeInventory([{ ref: { path, ecosystem: ecosystem.id, format: content.format, digest }, content }]);
}

const times = [];
for (const [shape, make] of Object.entries(shapes[process.argv[2]])) {
  const bytes = Buffer.from(make()).subarray(0, 1_000_000);
  times.push({ shape, ms: Math.min(once(bytes), once(bytes)) });
}
console.log(JSON.stringify(times));

/** What is refused is refused as fast as the rest is read. */
function once(bytes) {
  const before = process.cpuUsage();
  try {
    readers[process.argv[2]](bytes);
  } catch {
    // A refusal.
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
