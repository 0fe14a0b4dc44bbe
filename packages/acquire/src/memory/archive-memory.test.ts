import { execFileSync } from 'node:child_process';
import { createSecretKey, hash } from 'node:crypto';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Digest, EvidenceRequest, FoundEvidence } from '@assay/model';
import {
  mintTarball,
  startRegistry,
  temporaryFolder,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { createHttpSource } from '../http/http-source.js';
import { openStore } from '../store/content-store.js';
import { openArchiveMemory, type ArchiveMemoryOptions } from './archive-memory.js';
import { questionText } from './question.js';
import { maxRecordBytes, sealRecord } from './record.js';

/** One with something wrong in it, which a forger would like to leave out. */
const odd = mintTarball({ name: 'odd', version: '1.0.0', files: { 'a.txt': 'a', '../b.txt': 'b' } });
const plain = mintTarball({ name: 'plain', version: '1.0.0', files: { 'a.txt': 'a' } });

let folder: TemporaryFolder;
let registry: LoopbackRegistry;

beforeEach(async () => {
  folder = await temporaryFolder();
  registry = await startRegistry({
    faults: [
      { path: '/odd.tgz', fault: { kind: 'body', body: odd } },
      { path: '/plain.tgz', fault: { kind: 'body', body: plain } },
    ],
  });
});

afterEach(async () => {
  await registry.close();
  await folder.remove();
});

const storeDir = () => join(folder.path, 'store');
const stateFolder = () => join(folder.path, 'state', 'assay');
const keyFile = () => join(stateFolder(), 'memory.key');

function pinOf(alg: Digest['alg'], content: Uint8Array): Digest {
  return { alg, value: hash(alg, content, 'hex'), covers: 'artifact' };
}

function ask(bytes: Uint8Array = odd, more: Partial<EvidenceRequest> = {}): EvidenceRequest {
  return {
    kind: 'artifact',
    ecosystem: 'npm',
    url: new URL(bytes === odd ? 'odd.tgz' : 'plain.tgz', registry.url).href,
    registry: registry.url,
    pins: [pinOf('sha512', bytes)],
    algorithms: ['sha512'],
    listing: { format: 'npm-tgz', members: ['package.json'] },
    maxBytes: 2 ** 20,
    ...more,
  };
}

interface RunOptions extends Partial<ArchiveMemoryOptions> {
  readonly request?: EvidenceRequest;
  readonly bufferBytes?: number;
  /** As whoever records a run does. */
  readonly keep?: boolean;
}

/** One run: whether the network was asked, and whether the archive was known without being read again. */
async function run({ request = ask(), bufferBytes = 2 ** 20, keep = false, ...more }: RunOptions = {}) {
  const { url } = registry;
  const store = openStore({ dir: storeDir() });
  const options = { dir: storeDir(), stateFolder: stateFolder(), codeIdentity: 'code 1', folders: [], ...more };
  const memory = openArchiveMemory(options);
  const recalled: boolean[] = [];
  const source = createHttpSource({
    registries: { registries: [{ ecosystem: 'npm', url, from: 'user', names: [], redirects: [], aliases: [] }] },
    credentials: { credentialFor: () => null },
    network: {
      proxyFor: () => null,
      tlsFor: () => ({ ca: [], strictSsl: true }),
      privateOrigins: new Set([new URL(url).origin]),
    },
    userAgent: 'assay-test',
    store,
    memory: {
      recall: async (asked) => {
        const known = await memory.recall(asked);
        recalled.push(known !== null);
        return known;
      },
      remember: (...found) => memory.remember(...found),
      notes: memory.notes,
      close: () => memory.close(),
    },
    limits: { bufferBytes },
  });
  const before = registry.requests.length;
  const evidence = keep ? (await source.acquire(request)).evidence : await source.get(request);
  await source.close();
  await memory.close();
  await store.close();
  const requests = registry.requests.length - before;
  return { evidence, requests, known: recalled.includes(true), notes: source.facts().notes };
}

/** The records of the store, by path. */
async function records(): Promise<readonly string[]> {
  const names = await readdir(storeDir(), { recursive: true });
  return names.filter((name) => /\.[0-9a-f]{32}$/u.test(name)).map((name) => join(storeDir(), name));
}

async function oneRecord(): Promise<string> {
  const all = await records();
  expect(all).toHaveLength(1);
  return all[0]!;
}

/** What is known after the first run, and what a run must give in any case. */
async function first(): Promise<{ readonly record: string; readonly evidence: FoundEvidence }> {
  const { evidence } = await run();
  if (evidence.state !== 'found') throw new Error('nothing was found');
  expect(evidence.listing?.problems.map(({ severity }) => severity)).toContain('refuse');
  return { record: await oneRecord(), evidence };
}

/** The archive is examined again, and nothing is different for it. */
async function expectExamined(evidence: FoundEvidence, options: RunOptions = {}): Promise<void> {
  expect(await run(options)).toEqual({ evidence, requests: 0, known: false, notes: [] });
}

describe.each([
  ['in memory', 2 ** 20],
  ['streamed', 100],
] as const)('an archive that was examined %s', (_how, bufferBytes) => {
  test('is neither downloaded nor examined again, and the evidence is the same', async () => {
    const cold = await run({ bufferBytes });
    const warm = await run({ bufferBytes });
    expect(cold).toMatchObject({
      requests: 1,
      known: false,
      evidence: { state: 'found', listing: { complete: true } },
    });
    expect(warm).toEqual({ ...cold, requests: 0, known: true });
  });

  test('in a store without records is known from the second run on', async () => {
    const cold = await run({ bufferBytes });
    await rm(await oneRecord());
    expect(await run({ bufferBytes })).toEqual({ ...cold, requests: 0, known: false });
    expect(await run({ bufferBytes })).toEqual({ ...cold, requests: 0, known: true });
  });
});

test('evidence with every part that a listing can have comes back as it was', async () => {
  const listing = { format: 'npm-tgz', members: ['package.json'], hashEntries: true, licenseFiles: true } as const;
  const bytes = mintTarball({ name: 'plain', version: '1.0.0', files: { 'a.txt': 'a' } });
  expect(bytes).toEqual(plain);
  const request = ask(plain, { listing, algorithms: ['sha1', 'sha512'] });
  const cold = await run({ request });
  expect(await run({ request })).toEqual({ ...cold, requests: 0, known: true });
});

test('whoever wants the bytes has them read and hashed, whatever is known', async () => {
  const { evidence } = await first();
  const archive = join(storeDir(), 'sha512', pinOf('sha512', odd).value.slice(0, 2), pinOf('sha512', odd).value);
  const swapped = Buffer.from(odd);
  swapped[20] = swapped[20]! ^ 1;
  await writeFile(archive, swapped);
  expect(await run({ keep: true })).toEqual({ evidence, requests: 1, known: false, notes: [] });
});

describe('a record counts as not there', () => {
  test('when any byte of it is another', async () => {
    const { record, evidence } = await first();
    const bytes = await readFile(record);
    const request = ask();
    const memory = openArchiveMemory({
      dir: storeDir(),
      stateFolder: stateFolder(),
      codeIdentity: 'code 1',
      folders: [],
    });
    expect(await memory.recall(request)).toEqual(evidence);
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = flipped[at]! ^ (1 << (at % 8));
      await writeFile(record, flipped);
      expect(await memory.recall(request)).toBeNull();
    }
    await expectExamined(evidence);
    // And it is mended.
    expect((await run()).known).toBe(true);
  });

  test('when any byte of the key is another', async () => {
    const { evidence } = await first();
    const key = await readFile(keyFile());
    for (let at = 0; at < key.length; at++) {
      const flipped = Buffer.from(key);
      flipped[at] = flipped[at]! ^ (1 << (at % 8));
      await writeFile(keyFile(), flipped);
      const memory = openArchiveMemory({
        dir: storeDir(),
        stateFolder: stateFolder(),
        codeIdentity: 'code 1',
        folders: [],
      });
      expect(await memory.recall(ask())).toBeNull();
    }
    await expectExamined(evidence);
  });

  test('when it was made under another key: a store that comes from elsewhere', async () => {
    const { record, evidence } = await first();
    const listing = { ...evidence.listing!, problems: [] };
    const question = questionText(ask(), pinOf('sha512', odd), 'code 1');
    const forged = sealRecord(createSecretKey(new Uint8Array(32)), question!, { ...evidence, listing });
    await writeFile(record, forged!);
    await expectExamined(evidence);
    expect((await run({ stateFolder: join(folder.path, 'other', 'assay') })).known).toBe(false);
  });

  test('when it claims fewer problems than were found', async () => {
    const { record, evidence } = await first();
    const bytes = await readFile(record);
    const text = JSON.parse(bytes.toString('utf8', 32)) as { listing: { problems: unknown[] } };
    expect(text.listing.problems.length).toBeGreaterThan(0);
    text.listing.problems = [];
    await writeFile(record, Buffer.concat([bytes.subarray(0, 32), Buffer.from(JSON.stringify(text))]));
    await expectExamined(evidence);
  });

  test('when it lies under the name of another archive', async () => {
    const { evidence } = await first();
    await run({ request: ask(plain) });
    const [a, b] = [pinOf('sha512', odd).value, pinOf('sha512', plain).value];
    const all = await records();
    await rename(
      all.find((path) => path.includes(b))!,
      all.find((path) => path.includes(a))!,
    );
    await expectExamined(evidence);
  });

  test.each([
    ['empty', (file: string) => writeFile(file, '')],
    ['only a code', (file: string) => truncate(file, 32)],
    ['cut short', (file: string) => truncate(file, 40)],
    ['longer', (file: string) => writeFile(file, ' ', { flag: 'a' })],
    ['huge', (file: string) => truncate(file, 2 ** 33)],
    ['too large by a byte', (file: string) => truncate(file, maxRecordBytes + 1)],
    [
      'a link to itself elsewhere',
      async (file: string) => {
        await rename(file, `${file}.moved`);
        await symlink(`${file}.moved`, file);
      },
    ],
    ['a link to a device', (file: string) => rm(file).then(() => symlink('/dev/zero', file))],
    ['a pipe', (file: string) => rm(file).then(() => void execFileSync('mkfifo', [file]))],
  ])('when it is %s; the next run knows again', async (_what, spoil) => {
    const { record, evidence } = await first();
    await spoil(record);
    await expectExamined(evidence);
    expect(await run()).toMatchObject({ known: true, evidence });
  });

  test('when it is a folder, which stays', async () => {
    const { record, evidence } = await first();
    await rm(record);
    await mkdir(join(record, 'inside'), { recursive: true });
    await expectExamined(evidence);
    await expectExamined(evidence);
  });

  test.each([
    ['the code', { codeIdentity: 'code 2' }],
    ['the members', { listing: { format: 'npm-tgz', members: [] } }],
    ['the digests of entries', { listing: { format: 'npm-tgz', members: ['package.json'], hashEntries: true } }],
    ['the licence files', { listing: { format: 'npm-tgz', members: ['package.json'], licenseFiles: true } }],
    ['the format', { listing: { format: 'gem', members: ['package.json'] } }],
    ['the algorithms', { algorithms: ['sha1'] }],
    ['the ecosystem', { ecosystem: 'rubygems' }],
    ['the limit', { maxBytes: 2 ** 21 }],
    ['the pins', { pins: [pinOf('sha512', odd), pinOf('sha1', odd)] }],
  ] as const)(
    'when %s changed',
    async (_what, { codeIdentity = 'code 1', ...more }: Partial<EvidenceRequest> & { codeIdentity?: string }) => {
      await first();
      expect((await run({ codeIdentity, request: ask(odd, more) })).known).toBe(false);
      expect((await run()).known).toBe(true);
    },
  );

  test('when the archive is gone or of another size', async () => {
    const { record, evidence } = await first();
    const archive = record.slice(0, record.lastIndexOf('.'));
    await rm(archive);
    expect(await run()).toEqual({ evidence, requests: 1, known: false, notes: [] });
    expect((await run()).known).toBe(true);
    await writeFile(archive, 'x', { flag: 'a' });
    expect(await run()).toEqual({ evidence, requests: 1, known: false, notes: [] });
  });
});

const unremembered: readonly (readonly [string, (request: EvidenceRequest) => EvidenceRequest])[] = [
  ['no listing', ({ listing: _, ...request }) => request],
  ['the bytes', (request) => ({ ...request, bytesUpTo: 10 })],
  ['the registry’s own answer', (request) => ({ ...request, uncached: true })],
  ['a document', (request) => ({ ...request, kind: 'release' })],
  ['what is not known yet', (request) => ({ ...request, listing: Object.assign({ more: true }, request.listing) })],
];

test.each(unremembered)('nothing is remembered for a question that wants %s', (_what, change) => {
  expect(questionText(ask(), pinOf('sha512', odd), 'code')).not.toBeNull();
  expect(questionText(change(ask()), pinOf('sha512', odd), 'code')).toBeNull();
});

test('an archive that contradicts a pin is not remembered', async () => {
  const request = ask(odd, { pins: [pinOf('sha512', odd), pinOf('sha1', plain)] });
  await run({ request });
  await first();
  expect((await run({ request })).known).toBe(false);
  expect(await records()).toHaveLength(1);
});

describe('the key', () => {
  test('is the user’s alone, and so is its folder; it lies nowhere in the store', async () => {
    await first();
    const key = await readFile(keyFile());
    expect(key).toHaveLength(32);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect((await stat(stateFolder())).mode & 0o777).toBe(0o700);
    expect(await readdir(stateFolder())).toEqual(['memory.key']);
    for (const name of await readdir(storeDir(), { recursive: true })) {
      const path = join(storeDir(), name);
      if ((await stat(path)).isFile()) expect((await readFile(path)).includes(key)).toBe(false);
    }
  });

  test.skipIf(process.platform === 'win32').each([
    ['can be read by others', 'open to other users', () => chmod(keyFile(), 0o644)],
    ['lies where others may write', 'open to other users', () => chmod(stateFolder(), 0o777)],
    [
      'is a link',
      'symbolic link',
      async () => {
        await rename(keyFile(), join(folder.path, 'key'));
        await symlink(join(folder.path, 'key'), keyFile());
      },
    ],
    [
      'is a link to nowhere',
      'symbolic link',
      async () => {
        await rm(keyFile());
        await symlink(join(folder.path, 'none'), keyFile());
      },
    ],
    [
      'lies behind a link',
      'is no folder',
      async () => {
        await rename(stateFolder(), join(folder.path, 'elsewhere'));
        await symlink(join(folder.path, 'elsewhere'), stateFolder());
      },
    ],
    [
      'is a pipe',
      'is no file',
      async () => {
        await rm(keyFile());
        execFileSync('mkfifo', [keyFile()]);
      },
    ],
    ['is empty', 'no key', () => writeFile(keyFile(), '')],
    ['is too long', 'no key', () => writeFile(keyFile(), new Uint8Array(33))],
  ])('that %s is not used, and that is said', async (_what, said, spoil) => {
    const { evidence } = await first();
    await spoil();
    const again = await run();
    expect(again).toMatchObject({ evidence, requests: 0, known: false });
    expect(again.notes).toEqual([expect.stringContaining(said)]);
    expect(await run()).toEqual(again);
  });

  test.skipIf(process.getuid?.() !== 0)('of another user is not used', async () => {
    const { evidence } = await first();
    execFileSync('chown', ['12345', keyFile()]);
    expect(await run()).toMatchObject({ evidence, known: false, notes: [expect.stringContaining('another user')] });
  });

  test('that cannot be made is missed by nobody', async () => {
    await writeFile(join(folder.path, 'state'), 'a file where the folder should be');
    const cold = await run();
    expect(cold).toMatchObject({ evidence: { state: 'found' }, requests: 1, known: false, notes: [] });
    expect(await run()).toEqual({ ...cold, requests: 0 });
    expect(await records()).toEqual([]);
  });

  test('in the checkout under test is not used: whoever made the checkout knows it', async () => {
    const { evidence } = await first();
    await mkdir(join(folder.path, '.git'));
    await mkdir(join(folder.path, 'project'));
    await expectExamined(evidence, { folders: [join(folder.path, 'project')] });
    await expectExamined(evidence, { folders: [folder.path] });
  });

  test('is neither made nor used in the store, which is copied', async () => {
    const cold = await run({ stateFolder: join(storeDir(), 'state') });
    expect(await run({ stateFolder: join(storeDir(), 'state') })).toEqual({ ...cold, requests: 0 });
    expect(await readdir(storeDir())).not.toContain('state');
  });

  test('is one, whoever of many comes first', async () => {
    const request = ask();
    await run({ request, stateFolder: join(folder.path, 'unused', 'assay') });
    const runs = await Promise.all(Array.from({ length: 8 }, () => run()));
    for (const { evidence, notes } of runs) expect([evidence.state, notes]).toEqual(['found', []]);
    expect(await readdir(stateFolder())).toEqual(['memory.key']);
    expect(await run()).toMatchObject({ known: true, requests: 0 });
  });
});

describe('pruning', () => {
  const day = 24 * 60 * 60 * 1000;

  async function prune(more: { readonly maxBytes?: number; readonly time?: () => number } = {}): Promise<void> {
    const store = openStore({ dir: storeDir(), pruneEveryMs: 0, ...more });
    const other = new Uint8Array(1);
    await store.put(pinOf('sha256', other), other);
    await store.close();
  }

  test('keeps a record as long as it is used, and its archive lies there', async () => {
    const { record } = await first();
    await prune();
    expect(await records()).toEqual([record]);
    await rm(record.slice(0, record.lastIndexOf('.')));
    await prune();
    expect(await records()).toEqual([]);
  });

  test('deletes a record that nobody asked for in a month', async () => {
    const { record } = await first();
    await utimes(record, (Date.now() - 31 * day) / 1000, (Date.now() - 31 * day) / 1000);
    await prune();
    expect(await records()).toEqual([]);
  });

  test('a record that is used is marked, with its archive', async () => {
    const { record } = await first();
    const archive = record.slice(0, record.lastIndexOf('.'));
    for (const path of [record, archive]) await utimes(path, 1, 1);
    expect((await run()).known).toBe(true);
    for (const path of [record, archive]) expect((await stat(path)).mtimeMs).toBeGreaterThan(Date.now() - day);
  });

  test('an archive goes with its records', async () => {
    await first();
    await prune({ maxBytes: 1, time: () => Date.now() + 2 * day });
    expect(await records()).toEqual([]);
    const files = await readdir(join(storeDir(), 'sha512'), { recursive: true });
    expect(files.filter((name) => name.length > 64)).toEqual([]);
  });
});
