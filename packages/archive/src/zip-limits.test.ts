import { hash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ArchiveListing } from '@assay/model';
import { bytesOf, joinBytes, mintZip, rawZip, type RawZip, type RawZipEntry } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';
import { listArchiveStream } from './list-archive-stream.js';
import type { ListOptions } from './list-options.js';

const plainOptions: ListOptions = { format: 'zip', members: [] };

async function* chunks(bytes: Uint8Array, size = 777): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

function stream(bytes: Uint8Array, options = plainOptions, size = 777): Promise<ArchiveListing> {
  return listArchiveStream(chunks(bytes, size), options);
}

const refusalsOf = (listing: ArchiveListing | null) =>
  listing?.problems.filter(({ severity }) => severity !== 'note').map(({ code }) => code);

const tool = { root: 'tool', files: [{ path: 'composer.json', content: '{"name":"acme/tool"}' }] };

describe('large archives', () => {
  const mib = 1024 ** 2;

  test('entries larger than what is unpacked at once are listed as a stream, of every packing', async () => {
    const noise = new Uint8Array(3 * mib).map((_, i) => (i * i) >> 7);
    const entries: RawZipEntry[] = [
      { name: 'stored', content: noise, method: 0 },
      { name: 'deflated', content: noise },
      { name: 'described', content: noise, descriptor: 'signed' },
      { name: 'plain', content: noise, descriptor: 'plain' },
      { name: 'last', content: 'x' },
    ];
    const zip = rawZip({ entries });
    const options: ListOptions = { format: 'zip', members: ['described', 'last'], hashEntries: true };
    expect(listArchive(zip, options)).toBeNull();
    const listing = await stream(zip, options, 100_000);
    expect(listing.problems).toEqual([]);
    const sha256 = hash('sha256', noise);
    expect(listing.entries.map((entry) => entry.sha256)).toEqual([sha256, sha256, sha256, sha256, hash('sha256', 'x')]);
    expect(listing.members.get('described')).toEqual(noise);
  });

  test.each<readonly [string, RawZipEntry, string]>([
    ['sizes that are too small', { local: { size: 1 }, central: { size: 1 } }, 'zip-data'],
    ['sizes that are too large', { local: { size: 9 * mib }, central: { size: 9 * mib } }, 'zip-data'],
    ['a wrong sum', { local: { crc: 1 }, central: { crc: 1 } }, 'zip-checksum'],
    ['a wrong descriptor', { descriptor: { form: 'signed', size: 1 } }, 'zip-descriptor'],
    ['data cut off', { packed: deflateRawSync(new Uint8Array(9 * mib - 1)).subarray(0, -3) }, 'zip-data'],
    [
      'data that goes on',
      { packed: joinBytes([deflateRawSync(new Uint8Array(9 * mib - 1)), bytesOf('x')]) },
      'zip-data-gap',
    ],
    ['malformed data', { packed: joinBytes([new Uint8Array(5).fill(0xff), new Uint8Array(100_000)]) }, 'zip-data'],
  ])('%s of a large entry are found as those of a small one', async (_, wrong, code) => {
    const zip = rawZip({ entries: [{ name: 'a', content: new Uint8Array(9 * mib - 1), ...wrong }] });
    expect(refusalsOf(await stream(zip, plainOptions, 50_000))).toEqual([code]);
  });

  test('every cut of a large entry is refused', async () => {
    const zip = rawZip({ entries: [{ name: 'a', content: new Uint8Array(9 * mib).map((_, i) => (i * i) >> 9) }] });
    for (const end of [100, 65_536, 65_566, zip.length >> 1, zip.length - 80, zip.length - 1]) {
      expect(refusalsOf(await stream(zip.subarray(0, end), plainOptions, 65_536))).toEqual(['zip-truncated']);
    }
  });
});

describe('bombs', () => {
  const mib = 1024 ** 2;
  const zeros = deflateRawSync(new Uint8Array(80 * mib));

  test.each<readonly [string, RawZipEntry]>([
    ['of an honest size', {}],
    ['of no stated size', { descriptor: 'signed' }],
  ])('an entry %s is cut off at the ratio', async (_, fields) => {
    const sizes = { size: 80 * mib, packedSize: zeros.length };
    const entry: RawZipEntry = { name: 'a', method: 8, packed: zeros, ...fields };
    const zip = rawZip({
      entries: [{ ...entry, central: sizes, ...(fields.descriptor === undefined ? { local: sizes } : {}) }],
    });
    expect(listArchive(zip, plainOptions)).toBeNull();
    expect(refusalsOf(await stream(zip))).toEqual(['limit-ratio']);
  });

  test('a stated size of zero does not take the guard off', async () => {
    const zip = rawZip({
      entries: [{ name: 'a', method: 8, packed: zeros, local: { size: 0 }, central: { size: 0 } }],
    });
    expect(refusalsOf(listArchive(zip, plainOptions))).toEqual(['zip-data']);
    expect(refusalsOf(await stream(zip))).toEqual(['zip-data']);
  });

  test('many entries are cut off at the cap, and no more chunks are asked for', async () => {
    const zip = rawZip({ entries: Array.from({ length: 3000 }, (_, i) => ({ name: String(i) })) });
    let asked = 0;
    async function* counted() {
      for await (const chunk of chunks(zip, 1000)) {
        asked += chunk.length;
        yield chunk;
      }
    }
    const options: ListOptions = { ...plainOptions, limits: { maxEntries: 100 } };
    const listing = await listArchiveStream(counted(), options);
    expect(refusalsOf(listing)).toEqual(['limit-entries']);
    expect(listing.complete).toBe(false);
    expect(asked).toBeLessThan(zip.length / 2);
  });

  test.each<readonly [string, ListOptions['limits'], string]>([
    ['unpacked bytes', { maxUnpackedBytes: 100 }, 'limit-unpacked'],
    ['one path', { maxPathBytes: 3 }, 'limit-path'],
    ['all paths', { maxListedPathBytes: 30 }, 'limit-path'],
    ['folders', { maxEntries: 8 }, 'limit-entries'],
  ])('the cap on %s ends the walk', async (_, limits, code) => {
    const deep = rawZip({
      entries: [{ name: 'a/b/c/d/e/f/g/h/i/j', content: 'x'.repeat(200) }, { name: 'k'.repeat(20) }],
    });
    const listing = await stream(deep, { ...plainOptions, limits: { ...limits } });
    expect(refusalsOf(listing)).toEqual([code]);
    expect(listing.complete).toBe(false);
  });

  test('a requested member larger than its cap is told, and not returned', () => {
    const zip = mintZip(tool);
    const listing = listArchive(zip, { format: 'zip', members: ['*/composer.json'], limits: { maxMemberBytes: 5 } });
    expect(refusalsOf(listing)).toEqual(['limit-member']);
    expect(listing?.members.size).toBe(0);
  });

  test('candidates for one member are not all kept', async () => {
    const content = new Uint8Array(mib);
    const large = { content, packed: deflateRawSync(content) };
    const entries = Array.from({ length: 400 }, (_, i) => ({ name: `${i}/composer.json`, ...large }));
    const zip = rawZip({ entries });
    const before = process.memoryUsage().arrayBuffers;
    const listing = await stream(
      zip,
      { format: 'zip', members: ['*/composer.json'], limits: { maxRatio: 5000 } },
      65_536,
    );
    expect(listing.complete).toBe(true);
    expect(listing.members.size).toBe(0);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * mib);
  });
});

describe('the event loop', () => {
  /** Milliseconds that this process has computed: what else runs on the machine does not count. */
  function computed(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }

  /** The most that is computed between two turns while `work` runs. */
  async function longestStall(work: () => Promise<unknown>): Promise<number> {
    let last = computed();
    let longest = 0;
    let over = false;
    const tick = (): void => {
      longest = Math.max(longest, computed() - last);
      last = computed();
      if (!over) setImmediate(tick);
    };
    setImmediate(tick);
    await work();
    over = true;
    await new Promise((resolve) => setImmediate(resolve));
    return longest;
  }

  const worst: readonly (readonly [string, RawZip])[] = [
    ['empty entries', { entries: Array.from({ length: 11_000 }, (_, i) => ({ name: i.toString(36) })) }],
    ['deep paths', { entries: Array.from({ length: 1500 }, (_, i) => ({ name: `${'a/'.repeat(120)}${i}/b` })) }],
    [
      'described entries',
      {
        entries: Array.from({ length: 8000 }, (_, i) => ({
          name: `${i}`,
          content: 'a',
          descriptor: 'signed' as const,
        })),
      },
    ],
    [
      'strongly packed entries',
      { entries: Array.from({ length: 500 }, (_, i) => ({ name: `${i}`, content: '\0'.repeat(250_000) })) },
    ],
    [
      'links',
      {
        entries: Array.from({ length: 5000 }, (_, i) => ({
          name: `${i}/é`,
          flags: 0x800,
          content: 'b'.repeat(60),
          mode: 0o120777,
          method: 0,
        })),
      },
    ],
  ];

  test.each(worst)('no archive of 1 MB with many %s stalls it', async (_, parts) => {
    const zip = rawZip(parts);
    expect(zip.length).toBeLessThan(1.2e6);
    const options: ListOptions = { format: 'zip', members: [], hashEntries: true, limits: { maxRatio: 5000 } };
    const stalls: number[] = [];
    for (let run = 0; run < 2; run++) {
      stalls.push(await longestStall(async () => listArchive(zip, options) ?? (await stream(zip, options, 65_536))));
    }
    // The better of two: the first runs cold.
    expect(Math.min(...stalls)).toBeLessThan(100);
  });
});
