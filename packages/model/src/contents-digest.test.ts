import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentsDigest } from './contents-digest.js';

const a = { path: 'lib/a.rb', sha256: 'a'.repeat(64) };
const b = { path: 'lib/b.rb', sha256: 'b'.repeat(64) };

describe('the digest of a list of files', () => {
  it('is the SHA-256 of the sorted list as canonical JSON', () => {
    const text = `[["lib/a.rb","${a.sha256}"],["lib/b.rb","${b.sha256}"]]`;
    const value = createHash('sha256').update(text).digest('hex');
    expect(contentsDigest([b, a])).toEqual({ alg: 'sha256', value, covers: 'tree' });
  });

  it('differs when files swap their contents, when one is renamed, missing or there twice', () => {
    const lists = [
      [a, b],
      [
        { ...a, sha256: b.sha256 },
        { ...b, sha256: a.sha256 },
      ],
      [a, { ...b, path: 'lib/c.rb' }],
      [a],
      [a, b, b],
      [],
    ];
    expect(new Set(lists.map((files) => contentsDigest(files).value)).size).toBe(lists.length);
  });

  it('cannot be moved between a path and its neighbour by what stands in the path', () => {
    const joined = { path: `lib/a.rb","${a.sha256}"],["lib/b.rb`, sha256: b.sha256 };
    expect(contentsDigest([joined]).value).not.toBe(contentsDigest([a, b]).value);
  });

  it('refuses a path that is no text', () => {
    expect(() => contentsDigest([{ path: '\ud800', sha256: a.sha256 }])).toThrow(TypeError);
  });

  it('does not depend on the order', () => {
    const file = fc.record({ path: fc.string({ unit: 'grapheme' }), sha256: fc.constantFrom(a.sha256, b.sha256) });
    fc.assert(
      fc.property(
        fc
          .array(file)
          .chain((files) => fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length }))),
        ([files, shuffled]) => {
          expect(contentsDigest(shuffled)).toEqual(contentsDigest(files));
        },
      ),
    );
  });
});
