/** What fuzzing found, so that it stays mended. */

import { gzip, paxEntry, rawGem, rawTar, rawZip } from '@assay/testkit';
import { expect, test } from 'vitest';
import { listArchive } from './list-archive.js';
import { listArchiveStream } from './list-archive-stream.js';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

test("times in the prefix field of an extension header, which RubyGems fails on, are refused in a gem's data.tar.gz", () => {
  const comment = paxEntry([['comment', 'a commit']], { type: 'g', name: 'pax_global_header', patch: [[476, '7']] });
  const gem = rawGem({ data: [comment, { name: 'lib/a.rb', content: 'a' }] });
  const codes = listArchive(gem, { format: 'gem', members: [] })?.problems.map(({ code }) => code);
  expect(codes).toContain('tar-prefix');
  // npm's readers stop at the NUL before them.
  const tgz = gzip(rawTar([comment, { name: 'package/a', content: 'a' }]));
  const problems = listArchive(tgz, { format: 'npm-tgz', members: [] })?.problems ?? [];
  expect(problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

test.each([
  ['is cut off', Uint8Array.of(0x4b, 0)],
  ['ends before its stated end', Uint8Array.of(0x4b, 2, 0)],
])(
  'data that gives a byte where none is stated, and %s, is told alike from memory and from a stream',
  async (_, packed) => {
    // A deflate stream of one letter, in an entry of 16 MB that the file does not have.
    const whole = rawZip({ entries: [{ name: 'a/b', packed, local: { size: 0, packedSize: 0xff0000 } }] });
    const zip = whole.slice(0, 30 + 'a/b'.length + packed.length);
    const options = { format: 'zip', members: [] } as const;
    const listing = listArchive(zip, options);
    expect(listing?.problems.map(({ code }) => code)).toEqual(['zip-data']);
    expect(await listArchiveStream(once(zip), options)).toEqual(listing);
  },
);
