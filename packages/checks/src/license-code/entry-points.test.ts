import { describe, expect, it } from 'vitest';
import { entryPoints } from './entry-points.js';

const loadedBy = (manifest: unknown) => entryPoints(new TextEncoder().encode(JSON.stringify(manifest)));

describe('files that package.json has loaded as code', () => {
  it.each<readonly [string, unknown]>([
    ['main', { main: './data.txt' }],
    ['exports, nested', { exports: { '.': { import: [{ node: './data.txt' }] } } }],
    ['exports, by a pattern', { exports: { './*': './*.txt' } }],
    ['exports, in escapes that Node decodes', { exports: './d%61ta.t%78t' }],
    ['imports', { imports: { '#x': './lib/../data.txt' } }],
    ['a command', { bin: { x: 'data.txt' } }],
  ])('are those in %s', (_, manifest) => {
    const isLoaded = loadedBy(manifest);
    expect([isLoaded('data.txt'), isLoaded('other.md')]).toEqual([true, false]);
  });

  it('are all of them where the manifest cannot be read', () => {
    expect(entryPoints(new TextEncoder().encode('{'))('data.txt')).toBe(true);
    expect(entryPoints(undefined)('data.txt')).toBe(false);
  });

  it('are looked up in no time, however many a manifest names', () => {
    const many = (end: string) =>
      Object.fromEntries(
        Array.from({ length: 30_000 }, (_, index) => [`./${String(index)}`, `./x${String(index)}${end}`]),
      );
    const paths = Array.from({ length: 30_000 }, (_, index) => `d${String(index)}.txt`);
    const start = performance.now();
    expect(paths.filter(loadedBy({ exports: many('') }))).toEqual([]);
    expect(paths.filter(loadedBy({ exports: many('/*') }))).toHaveLength(paths.length);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
