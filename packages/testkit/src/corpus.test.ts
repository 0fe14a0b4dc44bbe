import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { mintNpmTree } from './corpus.js';

describe('a minted npm tree', () => {
  const tree = mintNpmTree({ packages: 120 });

  test('is the same for the same seed, and another for another', () => {
    expect(mintNpmTree({ packages: 20 }).packages).toEqual(tree.packages.slice(0, 20));
    expect(mintNpmTree({ packages: 20, seed: 2 }).packages).not.toEqual(tree.packages.slice(0, 20));
  });

  test('has distinct names, some of them scoped, and depends only on its own packages', () => {
    const names = tree.packages.map(({ name }) => name);
    expect(new Set(names).size).toBe(120);
    expect(names.filter((name) => name.startsWith('@')).length).toBeGreaterThan(5);
    for (const { manifest } of tree.packages) {
      for (const name of Object.keys(manifest['dependencies'] ?? {})) expect(names).toContain(name);
    }
  });

  test('has sizes spread over orders of magnitude, and text that compresses as code does', () => {
    const sizes = tree.packages.map(({ bytes }) => bytes.length).sort((a, b) => a - b);
    expect(sizes[0]).toBeLessThan(1500);
    expect(sizes.at(-1)).toBeGreaterThan(150_000);
    const unpacked = tree.packages.reduce((sum, { bytes }) => sum + gunzipSync(bytes).length, 0);
    const ratio = unpacked / sizes.reduce((sum, size) => sum + size, 0);
    expect(ratio).toBeGreaterThan(2.5);
    expect(ratio).toBeLessThan(6);
  });

  test('locks as many of its packages as asked for', () => {
    const { packages } = JSON.parse(tree.project('https://npm.registry.example/', 7).text) as { packages: object };
    expect(Object.keys(packages)).toHaveLength(8);
  });
});
