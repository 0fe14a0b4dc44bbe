import type { LockfileContent } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { npm } from '../npm.js';

const hex = 'ab'.repeat(64);

function lockOf(...entries: readonly (readonly [key: string, ...fields: string[]])[]): string {
  const texts = entries.map(([key, ...fields]) => `\n"${key}":\n${fields.map((field) => `  ${field}\n`).join('')}`);
  return `__metadata:\n  version: 8\n  cacheKey: 10c0\n${texts.join('')}`;
}

const patch = 'patch:resolve@npm%3A1.22.8#optional!builtin<compat/resolve>';
const tail = ['languageName: node', 'linkType: hard'] as const;
const lock = lockOf(
  ['left-pad@npm:1.3.0', 'version: 1.3.0', 'resolution: "left-pad@npm:1.3.0"', `checksum: 10c0/${hex}`, ...tail],
  ['@babel/core@npm:7.24.0', 'version: 7.24.0', 'resolution: "@babel/core@npm:7.24.0"', ...tail],
  ['resolve@npm:1.22.8', 'version: 1.22.8', 'resolution: "resolve@npm:1.22.8"', `checksum: ${hex}`, ...tail],
  [`resolve@${patch}`, 'version: 1.22.8', `resolution: "resolve@${patch}::version=1.22.8&hash=9bd1a5"`, ...tail],
  ['app@workspace:.', 'version: 0.0.0-use.local', 'resolution: "app@workspace:."', 'linkType: soft'],
  ['lib@workspace:lib', 'version: 0.0.0-use.local', 'resolution: "lib@workspace:lib"', 'linkType: soft'],
);

function read(...archives: readonly string[]): LockfileContent {
  return npm.parseLockfile({ path: 'sub/yarn.lock', bytes: new TextEncoder().encode(lock), archives });
}

/** Names of archives, by the package whose archive each is. */
function owners(...archives: readonly string[]) {
  return read(...archives).subjects.flatMap(({ name, vendored = [] }) => vendored.map(({ path }) => [name, path]));
}

describe('an archive of Yarn’s own', () => {
  // The names that Yarn 4.18 gives.
  const real = [
    ['@babel/core', '.yarn/cache/@babel-core-npm-7.24.0-b1f835a8d5-bb37cbf0bd.zip'],
    ['left-pad', '.yarn/cache/left-pad-npm-1.3.0-0382e69409-3fb59c76e2.zip'],
    ['resolve', '.yarn/cache/resolve-patch-49bde8f0be-4bc6de64a7.zip'],
  ];

  it('belongs to the entry that its name tells', () => {
    const { gaps } = read(...real.map(([, path = '']) => path));
    expect(new Map(owners(...real.map(([, path = '']) => path)) as [string, string][])).toEqual(
      new Map(real as [string, string][]),
    );
    expect(gaps.map(({ code }) => code)).not.toContain('vendored-archive-not-locked');
  });

  it('has the pin of that entry, of a patch its own, and the folder that Yarn packs', () => {
    const all = read(...real.map(([, path = '']) => path)).subjects.flatMap(({ vendored = [] }) => vendored);
    const pin = { alg: 'sha512', value: hex, covers: 'client-archive' };
    const common = { lockfile: 'sub/yarn.lock', format: 'zip' };
    expect(all).toEqual([
      { ...common, path: real[1]?.[1], pins: [pin], folder: 'node_modules/left-pad' },
      { ...common, path: real[0]?.[1], pins: [], folder: 'node_modules/@babel/core' },
      {
        ...common,
        path: real[2]?.[1],
        pins: [],
        folder: 'node_modules/resolve',
        patch: 'optional!builtin<compat/resolve>',
      },
    ]);
  });

  it('is found under every ending, other letters, and another version in front of the hash', () => {
    const names = [
      'left-pad-npm-1.3.0-0382e69409-10c0.zip',
      'LEFT-PAD-NPM-1.3.0-0382E69409-8.ZIP',
      '-0382e69409-x.zip',
    ];
    const paths = names.map((name) => `.yarn/cache/${name}`);
    expect(owners(...paths).map(([name]) => name)).toEqual(['left-pad', 'left-pad', 'left-pad']);
  });

  it.each([
    ['no hash', 'left-pad.zip'],
    ['nine digits of it', 'left-pad-npm-1.3.0-0382e6940-10c0.zip'],
    ['another', 'left-pad-npm-1.3.0-0382e69408-10c0.zip'],
    ['the hash at the end', 'left-pad-npm-1.3.0-0382e69409.zip'],
    ['that of the project itself', 'app-workspace-d41d8cd98f-10c0.zip'],
    ['a name of every object', '-constructor-.zip'],
  ])('with %s belongs to none, and is told', (_what, name) => {
    const { gaps } = read(`.yarn/cache/${name}`);
    expect(owners(`.yarn/cache/${name}`)).toEqual([]);
    const told = gaps.filter(({ code }) => code === 'vendored-archive-not-locked');
    expect(told).toMatchObject([{ lockfile: 'sub/yarn.lock' }]);
    expect(told[0]?.detail).toContain(name);
  });

  it('of which there are many of nobody’s is told in one sentence', () => {
    const { gaps } = read(...Array.from({ length: 50 }, (_, n) => `.yarn/cache/x${String(n)}.zip`));
    const told = gaps.filter(({ code }) => code === 'vendored-archive-not-locked');
    expect(told).toHaveLength(1);
    expect(told[0]?.detail).toContain('and 47 more');
  });

  it('is none of Yarn 1', () => {
    const bytes = new TextEncoder().encode('# yarn lockfile v1\n\n\nleft-pad@1.3.0:\n  version "1.3.0"\n');
    const content = npm.parseLockfile({ path: 'yarn.lock', bytes, archives: [real[1]?.[1] ?? ''] });
    expect(content.subjects.every(({ vendored }) => vendored === undefined)).toBe(true);
  });
});
