import { describe, expect, it } from 'vitest';
import { npm } from './npm.js';

const sha512 = `sha512-${'A'.repeat(86)}==`;
const count = 30_000;

/** Anything that grows with the square of the size takes minutes; the rest is a second or two, however busy the machine. */
const deadline = 60_000;

function parse(path: string, text: string) {
  return npm.parseLockfile({ path, bytes: new TextEncoder().encode(text) });
}

describe('size', () => {
  it('reads a package lock of 30,000 packages', { timeout: deadline }, () => {
    const packages: Record<string, unknown> = { '': { dependencies: { p0: '^1.0.0' } } };
    for (let i = 0; i < count; i++) {
      packages[`node_modules/p${i}`] = {
        version: '1.0.0',
        resolved: `https://registry.example/p${i}/-/p${i}-1.0.0.tgz`,
        integrity: sha512,
        dependencies: { [`p${(i + 1) % count}`]: '^1.0.0', [`p${(i * 7) % count}`]: '^1.0.0' },
      };
    }
    const content = parse('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }));
    expect(content.subjects).toHaveLength(count);
    expect(content.gaps).toEqual([]);
  });

  it('reads a pnpm lockfile of 30,000 packages', { timeout: deadline }, () => {
    const packages: string[] = [];
    const snapshots: string[] = [];
    for (let i = 0; i < count; i++) {
      packages.push(`  p${i}@1.0.0:\n    resolution: {integrity: ${sha512}}\n`);
      snapshots.push(`  p${i}@1.0.0:\n    dependencies:\n      p${(i + 1) % count}: 1.0.0\n`);
    }
    const importers =
      'importers:\n  .:\n    dependencies:\n      p0:\n        specifier: 1.0.0\n        version: 1.0.0\n';
    const text = `lockfileVersion: '9.0'\n${importers}packages:\n${packages.join('')}snapshots:\n${snapshots.join('')}`;
    const content = parse('pnpm-lock.yaml', text);
    expect(content.subjects).toHaveLength(count);
    expect(content.gaps).toEqual([]);
  });
});

describe('size, of older and other clients', () => {
  const indexes = Array.from({ length: count }, (_, i) => i);
  const needs = (i: number) => ({ [`p${(i + 1) % count}`]: '^1.0.0', [`p${(i * 7) % count}`]: '^1.0.0' });

  it('reads a lockfile by npm 6 of 30,000 packages', { timeout: deadline }, () => {
    const dependencies = Object.fromEntries(
      indexes.map((i) => {
        const resolved = `https://registry.example/p${i}/-/p${i}-1.0.0.tgz`;
        return [`p${i}`, { version: '1.0.0', resolved, integrity: sha512, requires: needs(i) }];
      }),
    );
    const content = parse('package-lock.json', JSON.stringify({ lockfileVersion: 1, dependencies }));
    expect(content.subjects).toHaveLength(count);
    expect(content.gaps).toEqual([]);
  });

  it('reads a bun lockfile of 30,000 packages', { timeout: deadline }, () => {
    const packages = Object.fromEntries(
      indexes.map((i) => [`p${i}`, [`p${i}@1.0.0`, '', { dependencies: needs(i) }, sha512]]),
    );
    const content = parse('bun.lock', JSON.stringify({ lockfileVersion: 1, workspaces: { '': {} }, packages }));
    expect(content.subjects).toHaveLength(count);
    expect(content.gaps).toEqual([]);
  });
});

describe('a megabyte made to be slow', () => {
  const nested = (depth: number) => 'node_modules/a/'.repeat(depth).slice(0, -1);
  const many = (length: number) => Object.fromEntries(Array.from({ length }, (_, i) => [`d${i}`, '1']));
  const bundles = (length: number) => Array.from({ length }, (_, i) => `b${i}`);
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, i) => [nested(i + 1), { version: '1.0.0', bundleDependencies: ['a'] }]),
    );

  it.each<[string, Record<string, unknown>]>([
    [
      'many dependencies of a deep entry',
      { ...chain(60), [`${nested(60)}/node_modules/z`]: { dependencies: many(40_000) } },
    ],
    ['one entry that bundles everything', { 'node_modules/a': { bundleDependencies: bundles(90_000) } }],
    ['bundles in bundles', chain(66)],
    [
      'long keys',
      Object.fromEntries(
        Array.from({ length: 900 }, (_, i) => [`${'x/'.repeat(500)}${i}`, { dependencies: { a: '1' } }]),
      ),
    ],
    ['a long version', { 'node_modules/a': { version: '1'.repeat(900_000) } }],
    ['a version of signs', { 'node_modules/a': { version: 'v='.repeat(450_000) } }],
    [
      'one package in many ways',
      Object.fromEntries(
        Array.from({ length: 8_000 }, (_, i) => [
          `node_modules/p${i}/node_modules/a`,
          { version: '1.0.0', integrity: `x${i}` },
        ]),
      ),
    ],
    ['a long integrity', { 'node_modules/a': { version: '1.0.0', integrity: 'a-b '.repeat(240_000) } }],
    ['a long URL', { 'node_modules/a': { version: '1.0.0', resolved: `https://h.example/${'@:/'.repeat(300_000)}` } }],
    ['a long repository', { 'node_modules/a': { version: '1.0.0', resolved: `git+ssh://${'@:'.repeat(450_000)}` } }],
  ])('%s', { timeout: 20_000 }, (_what, packages) => {
    expect(parse('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages })).format).toBe(
      'package-lock.json v3',
    );
  });

  it('aliases and overrides, of which none is about another', { timeout: 20_000 }, () => {
    const indexes = Array.from({ length: 20_000 }, (_, i) => i);
    const packages = Object.fromEntries(indexes.map((i) => [`node_modules/a${i}`, { name: 'x', version: '1.0.0' }]));
    const overrides = Object.fromEntries(indexes.map((i) => [`o${i}`, 'npm:y']));
    const content = npm.parseLockfile({
      path: 'package-lock.json',
      bytes: new TextEncoder().encode(JSON.stringify({ lockfileVersion: 3, packages })),
      manifest: new TextEncoder().encode(JSON.stringify({ overrides })),
    });
    expect(content.gaps).toHaveLength(20_000);
  });

  it('pnpm aliases and overrides, of which none is about another', { timeout: 20_000 }, () => {
    const indexes = Array.from({ length: 9_000 }, (_, i) => i);
    const overrides = Array.from({ length: 30_000 }, (_, i) => `  o${i}: npm:b\n`).join('');
    const wanted = indexes.map((i) => `      a${i}: {specifier: 'npm:y', version: x@1.0.0}\n`).join('');
    const rest = `packages:\n  x@1.0.0: {resolution: {integrity: ${sha512}}}\nsnapshots:\n  x@1.0.0: {}\n`;
    const text = `lockfileVersion: '9.0'\noverrides:\n${overrides}importers:\n  .:\n    dependencies:\n${wanted}${rest}`;
    expect(parse('pnpm-lock.yaml', text).gaps).toHaveLength(9_000);
  });

  it('one package that bundles much, locked in many places', { timeout: 20_000 }, () => {
    const packages: Record<string, unknown> = {
      'node_modules/b': { version: '1.0.0', integrity: sha512, bundleDependencies: bundles(7_000) },
    };
    for (const name of bundles(7_000)) {
      packages[`node_modules/b/node_modules/${name}`] = { version: '1.0.0' };
      packages[`node_modules/${name}/node_modules/b`] = { version: '1.0.0' };
    }
    const content = parse('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }));
    expect(content.subjects).toHaveLength(7_002);
  });

  it('entries that are no mappings', { timeout: 20_000 }, () => {
    const packages = Object.fromEntries(Array.from({ length: 90_000 }, (_, i) => [String(i), 0]));
    expect(() => parse('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }))).toThrow('not mappings');
  });

  it.each([
    ['open brackets', `${'('.repeat(900_000)}@1.0.0`],
    ['closed brackets', `a@1.0.0${')'.repeat(900_000)}`],
    ['signs', '@'.repeat(900_000)],
  ])('a pnpm key of %s', { timeout: 20_000 }, (_what, key) => {
    const text = JSON.stringify({ lockfileVersion: '9.0', packages: { [key]: {} }, snapshots: { [key]: {} } });
    expect(parse('pnpm-lock.yaml', text).subjects.length).toBeGreaterThan(0);
  });
});
