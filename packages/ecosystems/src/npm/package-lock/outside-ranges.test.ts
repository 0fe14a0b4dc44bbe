import { describe, expect, it } from 'vitest';
import { parsePackageLock } from './package-lock.js';

type Json = Readonly<Record<string, unknown>>;

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const entry = (name: string, version: string, more: Json = {}): Json => ({
  version,
  resolved: `https://registry.example/${name}/-/${name}-${version}.tgz`,
  integrity: `sha512-${'A'.repeat(86)}==`,
  ...more,
});

/** `a` needs `b` by these sections; `b` is locked in a version. */
function gaps(needs: Json, b: Json, { manifest = {}, more = {} }: { manifest?: Json | null; more?: Json } = {}) {
  const packages = {
    '': { dependencies: { a: '^1.0.0' } },
    'node_modules/a': entry('a', '1.0.0', needs),
    'node_modules/b': b,
    ...more,
  };
  const read = manifest === null ? {} : { manifest: bytesOf({ dependencies: { a: '^1.0.0' }, ...manifest }) };
  const bytes = bytesOf({ lockfileVersion: 3, packages });
  return parsePackageLock({ path: 'package-lock.json', bytes, ...read }).gaps.filter(
    ({ code }) => code === 'version-outside-range',
  );
}

describe('a dependency of a package that is locked outside of the range it asks for', () => {
  it('is told with who asks for what, and what is locked', () => {
    const [gap, ...others] = gaps({ dependencies: { b: '^1.2.6' } }, entry('b', '0.0.8'));
    expect(others).toEqual([]);
    expect(gap?.detail).toBe('"node_modules/a" needs "b@^1.2.6" and gets version "0.0.8", which that does not allow.');
  });

  it.each<[string, Json, string]>([
    ['a newer one', { dependencies: { b: '~1.2.0' } }, '1.3.0'],
    ['an optional one', { optionalDependencies: { b: '1.x' } }, '2.0.0'],
    ['an alias', { dependencies: { b: 'npm:c@^1.0.0' } }, '2.0.0'],
    ['an exact version', { dependencies: { b: '1.0.0' } }, '1.0.1'],
  ])('whatever the range: %s', (_name, needs, version) => {
    expect(gaps(needs, entry('b', version))).toHaveLength(1);
  });

  it.each<[string, Json, string]>([
    ['the version itself', { dependencies: { b: '1.2.6' } }, '1.2.6'],
    ['one that the range allows', { dependencies: { b: '^1.2.6 || ^2' } }, '2.4.0'],
    ['a prerelease of the range', { dependencies: { b: '>=1.0.0' } }, '2.0.0-rc.1'],
    ['a tag', { dependencies: { b: 'latest' } }, '2.0.0'],
    ['anything', { dependencies: { b: '' } }, '2.0.0'],
    ['a repository', { dependencies: { b: 'github:acme/b' } }, '2.0.0'],
    ['a peer, of which people have others', { peerDependencies: { b: '^1.0.0' } }, '2.0.0'],
    ['a version that is none, which is told elsewhere', { dependencies: { b: '^1.0.0' } }, 'https://x.example/b.tgz'],
  ])('is not: %s', (_name, needs, version) => {
    expect(gaps(needs, entry('b', version))).toEqual([]);
  });

  it('is not where `overrides` are about that name, or package.json is not known', () => {
    const needs = { dependencies: { b: '^1.2.6' } };
    const old = entry('b', '0.0.8');
    for (const overrides of [
      { b: '0.0.8' },
      { 'b@1': '0.0.8' },
      { a: { b: '0.0.8' } },
      { b: { '.': '0.0.8', c: '1' } },
    ])
      expect(gaps(needs, old, { manifest: { overrides } })).toEqual([]);
    expect(gaps(needs, old, { manifest: { overrides: { c: '1.0.0' } } })).toHaveLength(1);
    expect(gaps(needs, old, { manifest: null })).toEqual([]);
  });

  it('is not for a member of the workspace, nor for what a bundler packed', () => {
    const link = { resolved: 'packages/b', link: true };
    const member = { 'packages/b': { name: 'b', version: '0.1.0' } };
    expect(gaps({ dependencies: { b: '^1.0.0' } }, link, { more: member })).toEqual([]);
    const bundler = { bundleDependencies: ['c'], dependencies: { c: '^1.0.0' } };
    const bundled = { 'node_modules/a/node_modules/c': { version: '0.1.0', inBundle: true } };
    expect(gaps(bundler, entry('b', '1.0.0'), { more: bundled })).toEqual([]);
  });
});
