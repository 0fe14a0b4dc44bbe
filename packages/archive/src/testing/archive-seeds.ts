/** Honest archives of all shapes, to be changed. */

import {
  bytesOf,
  gnuLong,
  gzip,
  mintGem,
  mintTarball,
  mintZip,
  paxEntry,
  rawGem,
  rawTar,
  rawZip,
  type RawTarEntry,
} from '@assay/testkit';

const entries: readonly (readonly RawTarEntry[])[] = [
  [
    { name: 'package/package.json', content: '{"name":"a"}' },
    { name: 'package/lib/index.js', content: 'x'.repeat(700) },
  ],
  [
    { name: 'package/', type: '5', mode: 0o755 },
    { name: 'package/package.json', content: '{}' },
    { name: 'package/lib/', type: '5' },
    { name: 'a.js', prefix: 'package/lib', content: 'a' },
  ],
  [
    paxEntry([
      ['mtime', '1.5'],
      ['path', `package/${'long/'.repeat(30)}a.js`],
    ]),
    { name: 'package/a.js', content: 'a' },
    { name: 'package/b.js', content: 'b'.repeat(512) },
  ],
  [
    gnuLong('L', `package/${'long/'.repeat(30)}b.js`),
    { name: 'package/b.js', magic: 'gnu', content: 'b' },
    { name: 'package/c.js', magic: 'gnu' },
  ],
  [
    paxEntry([['comment', 'a commit']], { type: 'g', name: 'pax_global_header' }),
    { name: 'package/a', content: 'a' },
    { name: 'package/link', type: '2', linkName: 'a' },
  ],
];

/** Tars that every reader lists alike. */
export const honestTars: readonly Uint8Array[] = entries.map((each) => rawTar(each));

/** The same, and what is refused though its mutants may not be: no magic, a hard link. */
export const tarSeeds: readonly Uint8Array[] = [
  ...honestTars,
  rawTar([
    { name: 'package/a', content: 'x', magic: 'none' },
    { name: 'package/b', type: '\0', magic: 'none' },
  ]),
  rawTar([
    { name: 'package/a', content: 'a' },
    { name: 'package/hard', type: '1', linkName: 'package/a' },
  ]),
];

/** npm tarballs. */
export const tarballSeeds: readonly Uint8Array[] = [
  ...tarSeeds.map((tar) => gzip(tar)),
  mintTarball({ name: 'a', version: '1.0.0', files: { LICENSE: 'MIT' } }),
];

/** Gems. */
export const gemSeeds: readonly Uint8Array[] = [
  mintGem({ name: 'a', version: '1.0.0', files: { 'lib/a.rb': 'a', 'ext/extconf.rb': 'b', LICENSE: 'MIT' } }),
  mintGem({ name: 'b', version: '2.0.0', extraMembers: [{ path: 'metadata.gz.sig', content: 'signature' }] }),
  rawGem({}),
  rawGem({
    data: [
      { name: 'lib/', type: '5' },
      { name: 'lib/a.rb', content: 'a' },
    ],
  }),
];

/** Scripts with files in them, as gems were before 2007. */
export const oldGemSeeds: readonly Uint8Array[] = [
  bytesOf('MD5SUM = "0123456789abcdef"\nif $0 == __FILE__\n  require "optparse"\nend\n__END__\n--- !ruby/object\n'),
  bytesOf('#!ruby\nMD5SUM = "x"\n'),
];

/** ZIP archives, of entries with and without compression, descriptor, folder, link and ZIP64 records. */
export const zipSeeds: readonly Uint8Array[] = [
  mintZip({
    files: [
      { path: 'a/composer.json', content: '{}' },
      { path: 'a/b', content: 'x'.repeat(300) },
    ],
  }),
  rawZip({
    entries: [
      { name: 'a/', mode: 0o040755 },
      { name: 'a/b', content: 'b', flags: 8, descriptor: 'signed' },
      { name: 'a/link', content: 'b', mode: 0o120777 },
      { name: 'a/\u00e9', content: 'x', flags: 0x800, method: 0 },
    ],
    comment: 'a commit',
  }),
  rawZip({ entries: [{ name: 'a/b', content: 'b' }], zip64: {} }),
];
