import type { ArchiveFormat, ArchiveListing } from '@assay/model';
import {
  bytesOf,
  gnuLong,
  gzip,
  joinBytes,
  paxEntry,
  rawGem,
  rawTar,
  rawTarEntry,
  rawTgz,
  type RawTarEntry,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';

function list(bytes: Uint8Array, format: ArchiveFormat = 'npm-tgz', members: readonly string[] = []): ArchiveListing {
  const listing = listArchive(bytes, { format, members });
  if (listing === null) throw new Error('too large for this test');
  return listing;
}

/** Codes of the problems for which an archive is refused. */
function refusals(listing: ArchiveListing): readonly string[] {
  return listing.problems.filter(({ severity }) => severity !== 'note').map(({ code }) => code);
}

const tgz = (...parts: (RawTarEntry | Uint8Array)[]) => list(rawTgz(parts));
const inner = rawTar([{ name: 'package/evil.js', content: 'evil' }]);

describe('tar readers that disagree on where the next header is', () => {
  test('CVE-2025-62518: a PAX size that differs from the header is refused, and nothing behind it is listed', () => {
    const listing = tgz(paxEntry([['size', String(inner.length)]]), { name: 'package/a', content: '' }, inner);
    expect(refusals(listing)).toEqual(['extension-size']);
    expect(listing.entries).toEqual([]);
  });

  test('CVE-2026-33055: the inverse, a header size that a PAX size of zero takes back, is refused', () => {
    const listing = tgz(paxEntry([['size', '0']]), { name: 'package/a', content: inner });
    expect(refusals(listing)).toEqual(['extension-size']);
  });

  test('CVE-2026-53655: a PAX size before a GNU long name does not change how much of the name is read', () => {
    const long = gnuLong('L', `package/${'a'.repeat(120)}`);
    const listing = tgz(paxEntry([['size', '512']]), long, { name: 'package/a', content: 'a' });
    expect(refusals(listing)).toEqual(['extension-size']);
  });

  test('GHSA-fp55-jw48-c537: two PAX headers for one entry are refused', () => {
    const listing = tgz(paxEntry([['path', 'package/b']]), paxEntry([['path', 'package/c']]), { name: 'package/a' });
    expect(refusals(listing)).toEqual(['extension-conflict']);
  });

  test('GHSA-3cv2-h65g-fgmm: a PAX block that readers parse differently is refused', () => {
    const hidden = '30 comment=a\n15 path=evil\n';
    for (const block of [hidden, '0 path=a\n', '-9 path=a\n', '09 path=a\n', '8 path=\n', ' 9 path=a\n', '9 path=a']) {
      expect(refusals(tgz(paxEntry(block), { name: 'package/a' }))).toEqual(['extension-malformed']);
    }
  });

  test('CVE-2018-1000075: a negative size is refused', () => {
    for (const size of [Uint8Array.from({ length: 12 }, () => 0xff), '-0000000001', '\x80\0\0\0\0\0\0\0\0\0\0\x01']) {
      expect(refusals(tgz({ name: 'package/a', size }))).toEqual(['tar-number']);
    }
  });

  test.each(['S', 'M', 'V', 'D', 'N', 'A', 'X', 'Z', '7', '9', ' '])('type %j is refused', (type) => {
    expect(refusals(tgz({ name: 'package/a', type, content: inner }))).toEqual(['entry-type']);
  });

  test.each([
    ['5', 'entry-size'],
    ['2', 'entry-size'],
    ['1', 'entry-size'],
  ])('type %s with a size is refused before what it may hide', (type, code) => {
    const linkName = type === '5' ? '' : 'package/b';
    const listing = tgz({ name: 'package/a', type, linkName, size: 512, content: inner });
    expect(refusals(listing)).toEqual([code]);
    expect(listing.entries).toEqual([]);
  });

  test('a header that only the signed checksum fits is refused: node-tar knows the unsigned one alone', () => {
    expect(refusals(tgz({ name: 'package/\u00e9', checksum: 'signed' }))).toEqual(['tar-checksum']);
  });

  test('a number that node-tar cannot hold makes it take the header for content, and is refused', () => {
    const uid = Uint8Array.of(0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    expect(refusals(tgz({ name: 'package/a', uid }))).toEqual(['tar-number']);
    const large = Uint8Array.of(0x80, 0, 0, 0, 0, 0x7f, 0xff, 0xff);
    expect(refusals(tgz({ name: 'package/a', uid: large }))).toEqual([]);
  });
});

describe('npm tarballs', () => {
  test('CVE-2026-59873: a bomb is cut off at the ratio', async () => {
    const { listArchiveStream } = await import('./list-archive-stream.js');
    const size = 70 * 1024 ** 2;
    const bytes = gzip(joinBytes([rawTarEntry({ name: 'package/a', size }), new Uint8Array(size)]));
    async function* chunks() {
      await Promise.resolve();
      yield bytes;
    }
    expect(listArchive(bytes, { format: 'npm-tgz', members: [] })).toBeNull();
    const listing = await listArchiveStream(chunks(), { format: 'npm-tgz', members: [] });
    expect(refusals(listing)).toEqual(['limit-ratio']);
    expect(listing.complete).toBe(false);
  });

  test('a gzip in a gzip is content, and is not opened', () => {
    const listing = tgz({ name: 'package/a.gz', content: gzip(gzip(new Uint8Array(100_000))) });
    expect(listing.problems).toEqual([]);
    expect(listing.entries.map(({ path }) => path)).toEqual(['package/a.gz']);
  });

  test('CVE-2026-23950: names that meet on a file system that knows ligatures and the sharp s are found', () => {
    const meets = (a: string, b: string) => tgz({ name: `package/${a}` }, { name: `package/${b}` }).problems;
    const pairs = [
      ['stra\u00dfe', 'strasse'],
      ['\ufb01le', 'file'],
      ['caf\u00e9', 'cafe\u0301'],
      ['\uff41', 'a'],
      ['README', 'readme'],
    ] as const;
    for (const [a, b] of pairs) {
      expect(meets(a, b).map(({ code }) => code)).toEqual(['path-collision']);
      expect(meets(b, a).map(({ code }) => code)).toEqual(['path-collision']);
    }
    expect(meets('caf\u00e9', 'cafe')).toEqual([]);
  });

  test.each([
    ['link', 'link/a'],
    ['LINK', 'link/a'],
    ['li\ufb01', 'LIFI/a'],
    ['a/link', 'a/Link/b/c'],
  ])('CVE-2021-37701: nothing lies beneath a link, in whatever case (%s, %s), whichever comes first', (link, file) => {
    const entries: RawTarEntry[] = [
      { name: `package/${link}`, type: '2', linkName: 'lib' },
      { name: `package/${file}`, content: 'a' },
    ];
    expect(refusals(tgz(...entries))).toContain('through-link');
    expect(refusals(tgz(...entries.reverse()))).toContain('through-link');
  });

  test.each(['../a', '..', 'a/../../..', '../package/../../a', 'b/..', '..\\a', 'C:\\a', '\\\\host\\a', '/a', 'c:a'])(
    'CVE-2025-59343, CVE-2025-48387: a link to %j is refused',
    (linkName) => {
      const [code] = refusals(tgz({ name: 'package/link', type: '2', linkName }));
      expect(code).toMatch(/^link-(?:outside|absolute)$/);
    },
  );

  test.each(['package/x/a', 'package/x/A', 'package/other'])(
    'a link that goes up again from a name is refused beside another link (%s), which may be that name in some spelling',
    (name) => {
      const entries = [
        { name: 'package/x/link', type: '2', linkName: 'a/../b' },
        { name, type: '2', linkName: 'c' },
      ];
      expect(refusals(tgz(...entries))).toEqual(['link-outside']);
      expect(refusals(tgz(...entries.reverse()))).toEqual(['link-outside']);
    },
  );

  test.each([
    'a/../..',
    'a/../../../x/b',
    '../a/..',
    'a\\..\\b',
    'c:/../b',
    'b/c:/../d',
    'a./../b',
    'a /../b',
    '.../../b',
  ])(
    'a link that goes up again from a name, to %j, is refused where it leaves the package, ends at its folder, or may be read in another way',
    (linkName) => {
      expect(refusals(tgz({ name: 'package/x/link', type: '2', linkName }))[0]).toMatch(/^link-(?:outside|absolute)$/);
    },
  );

  test.each(['../../a', './a', 'a/b', '../c'])('a link to %j from two folders down stays inside', (linkName) => {
    expect(refusals(tgz({ name: 'package/x/y/link', type: '2', linkName }))).toEqual([]);
  });

  test.each(['a/../b', 'a/b/../../c', 'spec/support/../../.mod/a'])(
    'a link to %j goes up again from a name and stays inside, as no name on the way is a link',
    (linkName) => {
      const name = 'spec/support/link';
      const problems = [{ code: 'link', severity: 'note', path: `package/${name}` }];
      expect(tgz({ name: `package/${name}`, type: '2', linkName }).problems).toMatchObject(problems);
      expect(refusals(list(rawGem({ data: [{ name, type: '2', linkName }] }), 'gem'))).toEqual([]);
    },
  );

  test('CVE-2021-37712: a path of two entries with different roots is one file to clients', () => {
    const listing = tgz({ name: 'package/a', content: '1' }, { name: 'other/a', content: '2' });
    expect(refusals(listing)).toEqual(['duplicate-different']);
  });

  test.each([
    'package.json',
    'PACKAGE.JSON',
    'package.json.',
    'package.json ',
    'package.json::$DATA',
    './package.json',
  ])('a second manifest called %j does not slip in beside the first', (name) => {
    const entries = [
      { name: 'package/package.json', content: '{"a":1}' },
      { name: `package/${name}`, content: '{"a":2}' },
    ];
    for (const order of [entries, entries.toReversed()]) {
      const listing = list(rawTgz(order), 'npm-tgz', ['package.json']);
      expect(refusals(listing)[0]).toMatch(/^(?:manifest-collision|duplicate-different)$/);
      expect(listing.members.size).toBe(0);
    }
  });

  test.each([
    'package/..\\..\\a',
    'package\\a',
    'C:\\a',
    '\\a',
    'package/../a',
    '../a',
    '..',
    'package/a/..',
    'c:/a/b',
  ])('the path %j is refused', (name) => {
    expect(refusals(tgz({ name }))).not.toEqual([]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'a file called %s is a file like others',
    (name) => {
      const listing = list(rawTgz([{ name: `package/${name}`, content: name }]), 'npm-tgz', [name]);
      expect(listing.problems).toEqual([]);
      expect(listing.members.get(name)).toEqual(bytesOf(name));
    },
  );
});

describe('gems', () => {
  test('CVE-2018-1000076: a second metadata.gz or signature is refused and neither is returned', () => {
    const again = { name: 'metadata.gz', content: gzip(bytesOf('--- {}\n')) };
    const listing = list(rawGem({ extra: [again] }), 'gem', ['metadata.gz']);
    expect(refusals(listing)).toEqual(['gem-duplicate-member']);
    expect(listing.members.size).toBe(0);
    const signed = rawGem({
      extra: [
        { name: 'metadata.gz.sig', content: 'a' },
        { name: 'metadata.gz.sig', content: 'a' },
      ],
    });
    expect(refusals(list(signed, 'gem'))).toEqual(['gem-duplicate-member']);
  });

  test.each(['metadata.gz ', './metadata.gz', 'METADATA.GZ', 'metadata.gz/', 'x.sig\nmetadata.gz', '//data.tar.gz'])(
    'a member called %j, which some reader takes for another, is refused',
    (name) => {
      expect(refusals(list(rawGem({ extra: [{ name }] }), 'gem'))).not.toEqual([]);
    },
  );

  test('a member whose name comes from an extension header is refused: RubyGems reads the header as a member', () => {
    const entry = paxEntry([['path', 'credits']], { name: 'metadata.gz' });
    expect(refusals(list(rawGem({ extra: [entry, { name: 'x' }] }), 'gem'))).toContain('gem-member-type');
  });

  test('CVE-2018-1000073, CVE-2018-1000079, CVE-2019-8320: traversal and links out of data.tar.gz are refused', () => {
    const data = (entry: RawTarEntry) => refusals(list(rawGem({ data: [entry] }), 'gem'));
    expect(data({ name: '../evil.rb' })).toEqual(['name-parent']);
    expect(data({ name: '/evil.rb' })).toEqual(['name-absolute']);
    expect(data({ name: 'lib/a', type: '2', linkName: '../../evil' })).toEqual(['link-outside']);
    const through = [{ name: 'a', type: '2', linkName: 'b' }, { name: 'a/c' }];
    expect(refusals(list(rawGem({ data: through }), 'gem'))).toEqual(['through-link']);
  });

  test('the old format is told by the first twenty bytes, as RubyGems tells it, even where they are a tar', () => {
    const tar = rawTar([{ name: 'MD5SUM = ' }, { name: 'metadata.gz' }]);
    expect(refusals(list(tar, 'gem'))).toEqual(['gem-old-format']);
    expect(refusals(list(bytesOf(`# a comment\nMD5SUM = 1`), 'gem'))).toEqual(['gem-old-format']);
    expect(refusals(list(bytesOf(`# a longer comment\nMD5SUM = 1`), 'gem'))).not.toContain('gem-old-format');
  });

  const zeros = (count: number) => new Uint8Array(count);
  const entry = rawTarEntry({ name: 'metadata.gz', content: 'evil' });

  test.each([
    ['an entry', entry],
    ['a header', entry.subarray(0, 512)],
    ['an entry after more zeros', joinBytes([zeros(1024), entry])],
    ['a byte and the zeros of a block', bytesOf(`x${'\0'.repeat(511)}`)],
    ['two halves of a block', joinBytes([zeros(300), bytesOf('x'.repeat(300))])],
    ['zeros that end inside a block', zeros(100)],
  ])(
    'what follows the end of a gem is refused where a reader that goes on could take it for more: %s',
    (_what, tail) => {
      expect(refusals(list(joinBytes([rawGem(), tail]), 'gem'))).toHaveLength(1);
    },
  );

  test('a few bytes after one block of zeros are refused', () => {
    const short = rawGem().subarray(0, -512);
    expect(refusals(list(joinBytes([short, bytesOf('\r\n')]), 'gem'))).toEqual(['tar-data-after-end']);
  });

  test('a few bytes after the end of a tar that other clients than RubyGems read are refused', () => {
    const tail = bytesOf('\r\n');
    const data = { name: 'data.tar.gz', content: gzip(joinBytes([rawTar([{ name: 'lib/a.rb' }]), tail])) };
    expect(refusals(list(rawGem({ data: null, extra: [data] }), 'gem'))).toEqual(['tar-data-after-end']);
    const npm = gzip(joinBytes([rawTar([{ name: 'package/package.json' }]), tail]));
    expect(refusals(list(npm))).toEqual(['tar-data-after-end']);
  });

  test.each([1, 2, 511])('%i bytes after the end of a gem are too few for a header, and change nothing', (count) => {
    const gem = rawGem();
    const listing = list(joinBytes([gem, bytesOf('x'.repeat(count))]), 'gem');
    expect(listing.problems.map(({ code }) => code)).toEqual(['tar-trailing-bytes']);
    expect(listing).toMatchObject({ entries: list(gem, 'gem').entries, complete: true });
  });

  test('a broken gzip member has no listing, and says which member it is', () => {
    const data = gzip(rawTar([{ name: 'lib/a.rb' }]));
    const broken = data.with(-9, (data.at(-9) ?? 0) ^ 0xff);
    const gem = rawGem({ data: null, extra: [{ name: 'data.tar.gz', content: broken }] });
    const listing = list(gem, 'gem');
    expect(listing.problems).toMatchObject([{ severity: 'refuse', path: 'data.tar.gz' }]);
    expect(listing.entries.map(({ path }) => path)).toEqual(['metadata.gz', 'data.tar.gz']);
    expect(listing.complete).toBe(false);
  });
});
