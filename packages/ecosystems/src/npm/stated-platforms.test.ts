import { asMap, parseJson } from '@assay/documents';
import { describe, expect, it } from 'vitest';
import { statedPlatforms } from './stated-platforms.js';

function platformsOf(manifest: unknown): readonly string[] | undefined {
  const read = parseJson(new TextEncoder().encode(JSON.stringify(manifest)), { maxBytes: 100_000 });
  const root = read.ok ? asMap(read.document.value) : undefined;
  if (root === undefined) throw new Error('no object');
  return statedPlatforms(root).platforms;
}

describe('the platforms that a registry states', () => {
  it.each<[string, unknown, readonly string[] | undefined]>([
    ['none', {}, undefined],
    ['one of each', { os: ['darwin'], cpu: ['x64'] }, ['os=darwin & cpu=x64']],
    ['several', { os: ['linux', 'darwin'], cpu: ['x64'] }, ['(os=linux | os=darwin) & cpu=x64']],
    ['all but one', { os: ['!win32'] }, ['!os=win32']],
    ['denied twice', { os: ['!!win32'] }, ['os=win32']],
    ['nothing but a denial', { os: ['!'] }, ['invalid']],
    ['a libc, which older clients left out', { os: ['linux'], libc: ['musl'] }, ['os=linux & libc=musl', 'os=linux']],
    ['a libc alone', { libc: ['musl'] }, ['libc=musl']],
    ['an empty list', { os: [] }, undefined],
    ['a text that is no list', { os: 'linux' }, undefined],
    ['items that are no texts', { os: [1, null, 'linux'] }, ['os=linux']],
    ['more than there are', { os: Array.from({ length: 101 }, (_, at) => `x${String(at)}`) }, undefined],
  ])('%s', (_what, manifest, platforms) => {
    expect(platformsOf(manifest)).toEqual(platforms);
  });
});
