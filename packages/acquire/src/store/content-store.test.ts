import { execFileSync, fork } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Digest, EvidenceRequest } from '@assay/model';
import {
  mintTarball,
  startRegistry,
  temporaryFolder,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { createHttpSource, type HttpSource } from '../http/http-source.js';
import { openStore, type ContentStore, type StoreOptions } from './content-store.js';
import { nodeFileSystem, type StoreFileSystem } from './store-file-system.js';

const bytes = mintTarball({ name: 'left-pad', version: '1.3.0', files: { 'x.txt': 'x'.repeat(5000) } });
const sha512 = pinOf('sha512', bytes);
const path = '/left-pad/-/left-pad-1.3.0.tgz';

/** The built package: a process of its own cannot run the source. */
const built = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

let folder: TemporaryFolder;
let registry: LoopbackRegistry;
const open_: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  registry = await startRegistry({ faults: [{ path, fault: { kind: 'body', body: bytes } }] });
});

afterEach(async () => {
  await Promise.all(open_.splice(0).map((one) => one.close()));
  await registry.close();
  await folder.remove();
});

function pinOf(alg: Digest['alg'], content: Uint8Array): Digest {
  return { alg, value: hash(alg, content, 'hex'), covers: 'artifact' };
}

function sourceWith(store: ContentStore, bufferBytes = 2 ** 20): HttpSource {
  const { url } = registry;
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
    limits: { bufferBytes },
  });
  open_.push(source);
  return source;
}

function ask(pins: readonly Digest[], more: Partial<EvidenceRequest> = {}): EvidenceRequest {
  return {
    kind: 'artifact',
    ecosystem: 'npm',
    url: new URL(path.slice(1), registry.url).href,
    registry: registry.url,
    pins,
    algorithms: ['sha512'],
    listing: { format: 'npm-tgz', members: ['package.json'] },
    maxBytes: 2 ** 20,
    ...more,
  };
}

const storeOf = (more: Partial<StoreOptions> = {}) => openStore({ dir: join(folder.path, 'store'), ...more });

/** One run: asks, closes, says whether the network was needed. */
async function run(pins: readonly Digest[], store = storeOf(), bufferBytes?: number) {
  const source = sourceWith(store, bufferBytes);
  const before = registry.requests.length;
  const evidence = await source.get(ask(pins));
  await source.close();
  await store.close();
  return { evidence, requests: registry.requests.length - before, notes: store.notes };
}

async function storedFiles(): Promise<readonly string[]> {
  const names = await readdir(join(folder.path, 'store'), { recursive: true }).catch(() => []);
  return names.filter((name) => /[0-9a-f]{32,}$/u.test(name)).map((name) => join(folder.path, 'store', name));
}

describe.each([
  ['in memory', undefined],
  ['streamed', 100],
] as const)('an archive %s', (_how, bufferBytes) => {
  test('is asked for once; the second run has the same evidence from the store', async () => {
    const first = await run([sha512], undefined, bufferBytes);
    const second = await run([sha512], undefined, bufferBytes);
    expect(first).toMatchObject({ requests: 1, evidence: { state: 'found', listing: { complete: true } }, notes: [] });
    expect(second).toEqual({ ...first, requests: 0 });
    expect(await storedFiles()).toEqual([join(folder.path, 'store', 'sha512', sha512.value.slice(0, 2), sha512.value)]);
  });

  test.each([
    ['no pin', []],
    ['only weak pins', [pinOf('sha1', bytes), pinOf('md5', bytes)]],
    ['a pin that does not match', [pinOf('sha512', new Uint8Array(1))]],
    ['one pin of two that does not match', [sha512, pinOf('sha1', new Uint8Array(1))]],
  ])('with %s is not stored', async (_what, pins) => {
    expect((await run(pins, undefined, bufferBytes)).evidence.state).toBe('found');
    expect(await storedFiles()).toEqual([]);
  });

  test('is stored under the strongest of its pins', async () => {
    await run([pinOf('sha1', bytes), pinOf('sha256', bytes)], undefined, bufferBytes);
    expect((await storedFiles())[0]).toContain(join('store', 'sha256'));
    await run([pinOf('sha256', bytes), sha512], undefined, bufferBytes);
    expect(await storedFiles()).toHaveLength(2);
  });

  test('with any one bit flipped in the store is a miss, and is mended', async () => {
    await run([sha512], undefined, bufferBytes);
    const [file] = await storedFiles();
    for (const at of [0, 9, bytes.length >> 1, bytes.length - 1]) {
      const flipped = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
      await writeFile(file!, flipped);
      const again = await run([sha512], undefined, bufferBytes);
      expect(again).toMatchObject({ requests: 1, notes: [] });
      expect(new Uint8Array(await readFile(file!))).toEqual(new Uint8Array(bytes));
    }
  });

  test.each([
    ['empty', new Uint8Array()],
    ['cut short', bytes.subarray(0, 100)],
    ['longer', Buffer.concat([bytes, new Uint8Array(1)])],
    ['far longer than allowed', new Uint8Array(2 ** 21)],
  ])('that is %s in the store is a miss', async (_what, content) => {
    await run([sha512], undefined, bufferBytes);
    const [file] = await storedFiles();
    await writeFile(file!, content);
    expect(await run([sha512], undefined, bufferBytes)).toMatchObject({
      requests: 1,
      evidence: { size: bytes.length },
    });
  });
});

describe('what an attacker could put into the store', () => {
  test('a link, a folder or a pipe under the name is no answer and does not block', async () => {
    const file = join(folder.path, 'store', 'sha512', sha512.value.slice(0, 2), sha512.value);
    await mkdir(file, { recursive: true });
    expect(await run([sha512])).toMatchObject({ requests: 1, evidence: { state: 'found' } });
    await rm(file, { recursive: true });
    await symlink('/etc/passwd', file);
    expect(await run([sha512])).toMatchObject({ requests: 1, evidence: { state: 'found' }, notes: [] });
    expect((await stat(file)).isFile()).toBe(true);
    if (process.platform === 'win32') return;
    await rm(file);
    execFileSync('mkfifo', [file]);
    expect(await run([sha512])).toMatchObject({ requests: 1, evidence: { state: 'found' } });
  });

  test('a pin that is no digest never becomes a path', async () => {
    const wild: Digest = { alg: 'sha512', value: '../../../../etc/passwd', covers: 'artifact' };
    expect((await run([wild])).evidence.state).toBe('found');
    expect(await storedFiles()).toEqual([]);
  });

  test('an allow-list is asked before the store', async () => {
    await run([sha512]);
    const source = sourceWith(storeOf());
    const evidence = await source.get(ask([sha512], { url: 'https://evil.example/left-pad-1.3.0.tgz' }));
    expect(evidence).toMatchObject({ state: 'unreachable', reason: 'origin-refused' });
  });
});

test('folders and files are for their owner only', async () => {
  await run([sha512]);
  const [file] = await storedFiles();
  expect((await stat(file!)).mode & 0o777).toBe(0o600);
  for (const part of ['', 'tmp', 'sha512']) {
    expect((await stat(join(folder.path, 'store', part))).mode & 0o777).toBe(0o700);
  }
});

describe('a file system that fails', () => {
  const calls = ['mkdir', 'open', 'rename'] as const;
  const codes = ['ENOSPC', 'EIO', 'EROFS', 'EMFILE', 'EACCES', 'EDQUOT'];

  function failing(call: keyof StoreFileSystem, code: string): StoreFileSystem {
    return { ...nodeFileSystem, [call]: () => Promise.reject(systemError(code)) };
  }

  function systemError(code: string): Error {
    return Object.assign(new Error(code), { code, syscall: 'test' });
  }

  test.each(calls.flatMap((call) => codes.map((code) => [call, code] as const)))(
    '%s with %s: the run goes on without the store and says so once',
    async (call, code) => {
      const store = storeOf({ fs: failing(call, code) });
      const source = sourceWith(store);
      for (let index = 0; index < 3; index++) expect((await source.get(ask([sha512]))).state).toBe('found');
      await store.close();
      expect(store.notes).toEqual([expect.stringContaining(code)]);
      expect(await storedFiles()).toEqual([]);
    },
  );

  test.each(codes)('writing that fails with %s leaves nothing behind', async (code) => {
    for (const bufferBytes of [2 ** 20, 100]) {
      const fs: StoreFileSystem = {
        ...nodeFileSystem,
        open: async (...options: Parameters<typeof open>) => {
          const handle = await open(...options);
          return Object.assign(handle, { write: () => Promise.reject(systemError(code)) });
        },
      };
      const store = storeOf({ fs });
      const { evidence, notes } = await run([sha512], store, bufferBytes);
      expect(evidence.state).toBe('found');
      expect(notes).toHaveLength(1);
      expect(await storedFiles()).toEqual([]);
    }
  });

  test('reading that fails is a miss', async () => {
    await run([sha512]);
    for (const bufferBytes of [2 ** 20, 100]) {
      const fs: StoreFileSystem = {
        ...nodeFileSystem,
        open: async (...options: Parameters<typeof open>) => {
          const handle = await open(...options);
          return Object.assign(handle, { read: () => Promise.reject(systemError('EIO')) });
        },
      };
      const result = await run([sha512], storeOf({ fs }), bufferBytes);
      expect(result).toMatchObject({ requests: 1, evidence: { state: 'found' } });
      expect(result.notes).toEqual([expect.stringContaining('EIO')]);
    }
  });

  test('a store that cannot be written is still read', async () => {
    await run([sha512]);
    const readOnly: StoreFileSystem = {
      ...nodeFileSystem,
      mkdir: (): Promise<never> => Promise.reject(systemError('EROFS')),
      utimes: () => Promise.reject(systemError('EROFS')),
      rename: () => Promise.reject(systemError('EROFS')),
    };
    expect(await run([sha512], storeOf({ fs: readOnly, time: () => Date.now() + 10 ** 9 }))).toMatchObject({
      requests: 0,
      notes: [],
    });
  });

  test.skipIf(process.getuid?.() === 0)('a real folder without permission is no store', async () => {
    await chmod(folder.path, 0o500);
    expect(await run([sha512])).toMatchObject({ requests: 1, evidence: { state: 'found' } });
    await chmod(folder.path, 0o700);
  });
});

describe('several at once', () => {
  test('hundreds of puts keep few files open', async () => {
    const store = storeOf();
    const contents = Array.from({ length: 500 }, (_, index) => Buffer.from(`content ${String(index)}`));
    await Promise.all(contents.map((content) => store.put(pinOf('sha512', content), content)));
    await store.close();
    expect(await storedFiles()).toHaveLength(500);
    expect(store.notes).toEqual([]);
  });

  test.skipIf(!existsSync(built))(
    'two processes on one store, killed again and again, leave only whole files under their names',
    async () => {
      const dir = join(folder.path, 'store');
      const program = join(folder.path, 'writer.mjs');
      await writeFile(program, writerProgram);
      for (let round = 0; round < 6; round++) {
        const writers = [0, 1].map(() => fork(program, [built, dir], { execArgv: [], stdio: 'ignore' }));
        await Promise.all(writers.map((child) => new Promise((resolve) => child.once('message', resolve))));
        const gone = writers.map((child) => new Promise((resolve) => child.once('exit', resolve)));
        for (const child of writers) child.kill('SIGKILL');
        await Promise.all(gone);
      }
      const whole = (await storedFiles()).filter((file) => !file.startsWith(join(dir, 'tmp')));
      expect(whole.length).toBeGreaterThan(100);
      for (const file of whole) expect(hash('sha512', await readFile(file), 'hex')).toBe(file.slice(-128));
    },
  );
});

/** Writes the same small contents and ever new streamed ones, until it is killed. */
const writerProgram = `
import { hash, randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
const { openStore } = await import(pathToFileURL(process.argv[2]));
const store = openStore({ dir: process.argv[3] });
const keyOf = (content) => ({ alg: 'sha512', value: hash('sha512', content, 'hex'), covers: 'artifact' });
for (let round = 0; ; round++) {
  for (let index = 0; index < 8; index++) {
    const content = Buffer.alloc(50_000, index);
    void store.put(keyOf(content), content);
  }
  const content = randomBytes(50_000);
  const temp = await store.createTemp();
  await temp.write(content.subarray(0, 25_000));
  await temp.write(content.subarray(25_000));
  await store.commit(temp, keyOf(content));
  if (round === 40) process.send('working');
}
`;

describe('pruning', () => {
  const day = 24 * 60 * 60 * 1000;
  const contents = Array.from({ length: 10 }, (_, index) => Buffer.alloc(1000, index));

  async function fill(more: Partial<StoreOptions>): Promise<void> {
    const store = storeOf(more);
    for (const content of contents) await store.put(pinOf('sha256', content), content);
    await store.close();
  }

  test('deletes what was not used for longest, and nothing while the store fits', async () => {
    await fill({ pruneEveryMs: 0, maxBytes: 10_000 });
    const files = await storedFiles();
    expect(files).toHaveLength(10);
    for (const [index, content] of contents.entries()) {
      const { value } = pinOf('sha256', content);
      const file = join(folder.path, 'store', 'sha256', value.slice(0, 2), value);
      await utimes(file, index, index);
    }
    const store = storeOf({ pruneEveryMs: 0, maxBytes: 5000 });
    const kept = await store.open([pinOf('sha256', contents[0]!)]);
    await kept?.close();
    await store.put(pinOf('sha256', Buffer.alloc(1000, 99)), Buffer.alloc(1000, 99));
    await store.close();
    const left = await storedFiles();
    expect(left).toHaveLength(4);
    const names = left.map((file) => file.slice(-64));
    for (const content of [contents[0]!, contents[9]!, contents[8]!, Buffer.alloc(1000, 99)]) {
      expect(names).toContain(pinOf('sha256', content).value);
    }
  });

  test('removes leftovers of crashed runs when they are old, and nothing that is not its own', async () => {
    await fill({});
    const tmp = join(folder.path, 'store', 'tmp');
    const old = join(tmp, 'a'.repeat(32));
    const fresh = join(tmp, 'b'.repeat(32));
    const foreign = join(folder.path, 'store', 'sha256', 'README');
    for (const file of [old, fresh, foreign]) await writeFile(file, 'x');
    await utimes(old, (Date.now() - 2 * day) / 1000, (Date.now() - 2 * day) / 1000);
    await fill({ pruneEveryMs: 0, maxBytes: 1 });
    expect(await readdir(tmp)).toEqual(['b'.repeat(32)]);
    expect(await readFile(foreign, 'utf8')).toBe('x');
  });

  test('is left to the next day when it was done today, whoever did it', async () => {
    const now = Date.now();
    await fill({ maxBytes: 1, time: () => now });
    expect(await storedFiles()).toHaveLength(10);
    await fill({ maxBytes: 1, time: () => now + day / 2 });
    expect(await storedFiles()).toHaveLength(10);
    await fill({ maxBytes: 1, time: () => now + 2 * day });
    expect(await storedFiles()).toHaveLength(0);
  });
});
