import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  AssayError,
  type Digest,
  type Evidence,
  type EvidenceRequest,
  type LockfileInput,
  type Registry,
} from '@assay/model';
import {
  evidenceSourceContract,
  mintTarball,
  startRegistry,
  temporaryFolder,
  type TemporaryFolder,
} from '@assay/testkit';
import type { Acquired, ContentSource } from '../content/content.js';
import { routeRequests } from '../content/route-requests.js';
import { createFileSource } from '../files/file-source.js';
import { systemClock, type Clock } from '../http/clock.js';
import { createHttpSource } from '../http/http-source.js';
import { openStore } from '../store/content-store.js';
import { openEvidenceFile } from './open-evidence-file.js';
import { createRecorder, type RecorderOptions } from './recorder.js';
import { tarHeader } from './tar-block.js';

const impatient: Clock = { ...systemClock, after: (ms, callback) => systemClock.after(Math.min(ms, 20), callback) };
const tarball = mintTarball({ name: 'left-pad', version: '1.3.0', files: { 'x.txt': 'x'.repeat(3000) } });
const url = 'https://registry.example/left-pad/-/left-pad-1.3.0.tgz';

let folder: TemporaryFolder;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'evidence.tar');
});

afterEach(() => folder.remove());

const registry: Registry = {
  ecosystem: 'npm',
  url: 'https://registry.example/',
  from: 'user',
  names: ['@acme/*'],
  redirects: ['https://cdn.example'],
  aliases: [],
};

const header: RecorderOptions['header'] = {
  tool: { name: 'assay', version: '0.1.0' },
  at: '2026-11-22T12:00:00Z',
  depth: 'artifacts',
  policy: { file: 'assay.yaml', text: 'version: 1\n' },
  registries: { registries: [registry] },
  options: { strictPolicy: true },
};

const lockfiles: readonly LockfileInput[] = [
  { path: 'package-lock.json', bytes: Buffer.from('{"lockfileVersion":3}') },
  { path: '../other/Gemfile.lock', bytes: new Uint8Array() },
];

function ask(more: Partial<EvidenceRequest> = {}): EvidenceRequest {
  return { kind: 'artifact', ecosystem: 'npm', url, registry: registry.url, pins: [], ...asked, ...more };
}

const asked = {
  algorithms: ['sha512'],
  listing: { format: 'npm-tgz', members: ['package.json'] },
  maxBytes: 2 ** 20,
} as const;

/** A source that answers with given bytes or evidence. */
function scripted(answers: (request: EvidenceRequest) => Evidence | Uint8Array): ContentSource {
  const acquire = async (request: EvidenceRequest): Promise<Acquired> => {
    await Promise.resolve();
    const answer = answers(request);
    if (!(answer instanceof Uint8Array)) return { evidence: answer, content: null };
    const digests: Digest[] = [{ alg: 'sha256', value: hash('sha256', answer, 'hex'), covers: 'artifact' }];
    return { evidence: { state: 'found', size: answer.length, digests }, content: { kind: 'bytes', bytes: answer } };
  };
  return { acquire, get: async (request) => (await acquire(request)).evidence };
}

async function record(source: ContentSource, requests: readonly EvidenceRequest[]): Promise<void> {
  const recorder = await createRecorder({ source, file, header, lockfiles });
  await Promise.all(requests.map((request) => recorder.get(request)));
  await recorder.finish();
}

async function replay(requests: readonly EvidenceRequest[]): Promise<readonly Evidence[]> {
  const evidence = await openEvidenceFile(file);
  try {
    return await Promise.all(requests.map((request) => evidence.source.get(request)));
  } finally {
    await evidence.close();
  }
}

function brief(evidence: Evidence): string {
  return evidence.state === 'unreachable' ? evidence.reason : evidence.state;
}

async function refusal(): Promise<unknown> {
  return openEvidenceFile(file).then(
    (evidence) => evidence.close(),
    (error: unknown) => error,
  );
}

describe('the contract of evidence sources, from a recording', () => {
  const cases = evidenceSourceContract(async ({ registry: base, requests }) => {
    const network = createHttpSource({
      registries: { registries: [{ ...registry, url: base }] },
      credentials: { credentialFor: () => null },
      network: {
        proxyFor: () => null,
        tlsFor: () => ({ ca: [], strictSsl: true }),
        privateOrigins: new Set([new URL(base).origin]),
      },
      userAgent: 'assay-test',
      clock: impatient,
    });
    await record(network, requests);
    await network.close();
    return openEvidenceFile(file);
  });
  test.each(cases)('$title', ({ run }) => run());
});

describe('a recording', () => {
  test('gives back header and lockfiles as they were', async () => {
    await record(
      scripted(() => tarball),
      [ask()],
    );
    const evidence = await openEvidenceFile(file);
    const { format, lockfiles: named, ...rest } = evidence.header;
    expect(format).toBe('assay-evidence/1');
    expect(rest).toEqual(header);
    expect(named.map(({ path }) => path)).toEqual(['package-lock.json', '../other/Gemfile.lock']);
    expect(evidence.lockfiles.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['package-lock.json', '{"lockfileVersion":3}'],
      ['../other/Gemfile.lock', ''],
    ]);
    await evidence.close();
  });

  test('opens with plain tar, and plain sha256sum finds it whole', async () => {
    await record(
      scripted(() => tarball),
      [ask()],
    );
    const out = join(folder.path, 'out');
    await mkdir(out);
    execFileSync('tar', ['-xf', file, '-C', out]);
    const body = `bodies/${hash('sha256', tarball, 'hex')}`;
    const names = execFileSync('tar', ['-tf', file], { encoding: 'utf8' }).trim().split('\n');
    expect(names).toEqual(['assay-evidence.json', 'lockfiles/0', 'lockfiles/1', body, 'index.json', 'SHA256SUMS']);
    expect(new Uint8Array(await readFile(join(out, body)))).toEqual(new Uint8Array(tarball));
    if (process.platform === 'linux') execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: out });
  });

  test('keeps equal bytes once', async () => {
    await record(
      scripted(() => tarball),
      [ask(), ask({ url: `${url}?again` }), ask({ kind: 'release' })],
    );
    expect((await stat(file)).size).toBeLessThan(2 * tarball.length + 10_000);
    expect((await replay([ask({ url: `${url}?again` })])).map(brief)).toEqual(['found']);
  });

  test('answers under other pins, limits, algorithms and members, from the bytes', async () => {
    await record(
      scripted(() => tarball),
      [ask()],
    );
    const pin: Digest = { alg: 'sha512', value: '0'.repeat(128), covers: 'artifact' };
    const [repinned, small, relisted, other] = await replay([
      ask({ pins: [pin], algorithms: ['sha1'] }),
      ask({ maxBytes: 10 }),
      ask({ listing: { format: 'npm-tgz', members: ['x.txt'] } }),
      ask({ registry: 'https://other.example/' }),
    ]);
    expect(repinned).toMatchObject({ state: 'found' });
    expect(repinned?.state === 'found' && repinned.digests.map(({ alg }) => alg)).toEqual(['sha1', 'sha256', 'sha512']);
    expect(brief(small!)).toBe('too-large');
    expect(relisted?.state === 'found' && [...(relisted.listing?.members.keys() ?? [])]).toEqual(['x.txt']);
    expect(brief(other!)).toBe('not-recorded');
  });

  test('keeps what the servers said, word for word, and nothing of a stopped run', async () => {
    const said: Record<string, Evidence> = {
      a: { state: 'absent', status: 410 },
      b: { state: 'denied', status: 403 },
      c: { state: 'unreachable', reason: 'timeout', detail: 'registry.example sent no response in time.' },
      d: { state: 'unreachable', reason: 'aborted', detail: 'The run was stopped.' },
    };
    const requests = Object.keys(said).map((name) => ask({ url: `https://registry.example/${name}` }));
    await record(
      scripted((request) => said[request.url.slice(-1)]!),
      requests,
    );
    const [a, b, c, d] = await replay(requests);
    expect([a, b, c]).toEqual([said['a'], said['b'], said['c']]);
    expect(brief(d!)).toBe('not-recorded');
  });

  test('prefers an answer to "could not be reached"', async () => {
    let first = true;
    const source = scripted(() => {
      const answer = first ? ({ state: 'unreachable', reason: 'too-large', detail: 'x' } as const) : tarball;
      first = false;
      return answer;
    });
    await record(source, [ask({ maxBytes: 1 }), ask()]);
    expect((await replay([ask()])).map(brief)).toEqual(['found']);
  });

  test('keeps different answers to one question apart by the pins they were asked with', async () => {
    const other = mintTarball({ name: 'left-pad', version: '6.6.6' });
    const pins = [tarball, other].map((bytes): Digest[] => [
      { alg: 'sha512', value: hash('sha512', bytes, 'hex'), covers: 'artifact' },
    ]);
    const source = scripted(({ pins: [pin] }) => (pin?.value === pins[0]?.[0]?.value ? tarball : other));
    await record(source, [ask({ pins: pins[0]! }), ask({ pins: pins[1]! })]);
    const [one, two, three] = await replay([ask({ pins: pins[0]! }), ask({ pins: pins[1]! }), ask()]);
    expect(one).toMatchObject({ size: tarball.length });
    expect(two).toMatchObject({ size: other.length });
    expect(brief(three!)).toBe('not-recorded');
  });

  test('is the same index whatever the order of answers', async () => {
    const indexOf = async (requests: readonly EvidenceRequest[]) => {
      await record(
        scripted(({ url: from }) => Buffer.from(from)),
        requests,
      );
      return execFileSync('tar', ['-xOf', file, 'index.json'], { encoding: 'utf8' });
    };
    const requests = ['a', 'b', 'c'].map((name) => ask({ url: `https://registry.example/${name}` }));
    expect(await indexOf(requests)).toBe(await indexOf(requests.toReversed()));
  });

  test('holds archives of the project and streamed ones', async () => {
    await using server = await startRegistry({
      faults: [{ suffix: '.tgz', fault: { kind: 'body', body: tarball } }],
    });
    await writeFile(join(folder.path, 'local.tgz'), tarball);
    const store = openStore({ dir: join(folder.path, 'store') });
    for (const used of [null, store, store]) {
      const network = createHttpSource({
        registries: { registries: [{ ...registry, url: server.url }] },
        credentials: { credentialFor: () => null },
        network: {
          proxyFor: () => null,
          tlsFor: () => ({ ca: [], strictSsl: true }),
          privateOrigins: new Set([new URL(server.url).origin]),
        },
        userAgent: 'assay-test',
        limits: { bufferBytes: 10 },
        store: used,
      });
      const files = createFileSource({ projectRoot: folder.path, cwd: folder.path, bufferBytes: 10 });
      const pin: Digest = { alg: 'sha512', value: hash('sha512', tarball, 'hex'), covers: 'artifact' };
      const { registry: _registry, ...plain } = ask();
      const requests = [
        ask({ url: `${server.url}x.tgz`, registry: server.url, pins: [pin] }),
        ask({ url: `${server.url}y.tgz`, registry: server.url }),
        { ...plain, kind: 'file', url: 'local.tgz', lockfile: 'package-lock.json' } as const,
      ];
      const source = routeRequests({ files, network });
      const live = await Promise.all(requests.map((request) => source.get(request)));
      await record(source, requests);
      await network.close();
      expect(live.map(brief)).toEqual(['found', 'found', 'found']);
      expect(await replay(requests)).toEqual(live);
    }
    await store.close();
  });
});

describe('writing', () => {
  test('leaves no file under the final name before it is finished, and none when it is not', async () => {
    const recorder = await createRecorder({ source: scripted(() => tarball), file, header, lockfiles });
    await recorder.get(ask());
    await expect(stat(file)).rejects.toThrow('ENOENT');
    await recorder.abort();
    await recorder.abort();
    expect(await readdir(folder.path)).toEqual([]);
    await recorder.finish();
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('is for its owner only', async () => {
    await record(
      scripted(() => tarball),
      [ask()],
    );
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('to a folder that is not there is a usage error', async () => {
    const missing = join(folder.path, 'missing', 'evidence.tar');
    const creating = createRecorder({ source: scripted(() => tarball), file: missing, header, lockfiles });
    await expect(creating).rejects.toMatchObject({ name: 'AssayError', code: 'ERR_EVIDENCE_FILE', file: missing });
  });

  test('that fails on the way does not touch the answers, and is told at the end', async () => {
    const source = scripted(() => tarball);
    const lossy: ContentSource = {
      ...source,
      acquire: async (request) => ({ ...(await source.acquire(request)), content: null }),
    };
    const recorder = await createRecorder({ source: lossy, file, header, lockfiles });
    expect(brief(await recorder.get(ask()))).toBe('found');
    await expect(recorder.finish()).rejects.toMatchObject({ code: 'ERR_EVIDENCE_FILE' });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('a file whose content changed after it was looked at is not recorded as what it was', async () => {
    const path = join(folder.path, 'changed.tgz');
    await writeFile(path, tarball);
    const source: ContentSource = {
      ...scripted(() => tarball),
      acquire: async (request) => {
        const { evidence } = await scripted(() => tarball).acquire(request);
        await writeFile(path, Buffer.alloc(tarball.length));
        return { evidence, content: { kind: 'file', path, size: tarball.length, release: () => Promise.resolve() } };
      },
    };
    const recorder = await createRecorder({ source, file, header, lockfiles });
    await recorder.get(ask());
    await expect(recorder.finish()).rejects.toMatchObject({ code: 'ERR_EVIDENCE_FILE' });
  });
});

describe('a damaged file', () => {
  async function recorded(): Promise<Buffer> {
    await record(
      scripted(({ kind }) => (kind === 'release' ? Buffer.from('{"name":"x"}') : tarball)),
      [ask(), ask({ kind: 'release', url: 'https://registry.example/x' })],
    );
    return readFile(file);
  }

  test('with any byte changed is refused, or its bytes are not taken for what they were', async () => {
    const good = await recorded();
    const requests = [ask(), ask({ kind: 'release', url: 'https://registry.example/x' })];
    const right = (await replay(requests)).map((evidence) => JSON.stringify(evidence));
    const inBody = bodyRanges(good);
    // Every eleventh byte is enough to meet each field of each member, and each kind of padding.
    for (let at = 0; at < good.length; at += 11) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(file, bad);
      const error = await refusal();
      // Bodies are looked at when they are read; everything else when the file is opened.
      expect(error instanceof AssayError, `byte ${String(at)}`).toBe(!inBody(at));
      if (error !== undefined) continue;
      const answers = await replay(requests);
      const wrong = answers.filter((answer, index) => JSON.stringify(answer) !== right[index]);
      expect(wrong.map(brief), `byte ${String(at)}`).toEqual(['store-failure']);
    }
  });

  test('cut anywhere, or with anything behind its end, is refused', async () => {
    const good = await recorded();
    for (let length = 0; length < good.length; length += 37) {
      await writeFile(file, good.subarray(0, length));
      expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE' });
    }
    for (const tail of [1, 512, 1024, 4096]) {
      await writeFile(file, Buffer.concat([good, Buffer.alloc(tail)]));
      expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE' });
    }
  });

  test('with members twice, unknown, moved or missing is refused', async () => {
    const good = await recorded();
    const members = membersOf(good);
    const build = (list: readonly Buffer[]) => Buffer.concat([...list, Buffer.alloc(1024)]);
    const stray = Buffer.concat([tarHeader('stray', 0)]);
    const variants = [
      ...members.map((member, index) => build(members.toSpliced(index, 0, member))),
      ...members.map((_, index) => build(members.toSpliced(index, 1))),
      ...members.map((_, index) => build(members.toSpliced(index, 0, stray))),
      ...members.slice(1).map((member, index) => build(members.toSpliced(index, 2, member, members[index]!))),
      build([]),
    ];
    for (const variant of variants) {
      await writeFile(file, variant);
      expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE' });
    }
    await writeFile(file, build(members));
    expect(await refusal()).toBeUndefined();
  });

  test.each([
    ['duplicate keys', (text: string) => text.replace('{"entries"', '{"entries":[],"entries"')],
    ['spaces', (text: string) => `${text} `],
    ['an unknown member', (text: string) => text.replace('{"entries"', '{"after":1,"entries"')],
    ['an answer that is not the servers’ word', (text: string) => text.replace('"status":404', '"status":500')],
    ['a reason of its own', (text: string) => text.replace('"reason":"timeout"', '"reason":"whatever"')],
    ['a body of its own', (text: string) => text.replace('"state":"found"', '"body2":"","state":"found"')],
    ['a bomb', () => '['.repeat(200_000)],
  ])('whose index has %s is refused, checksums or not', async (_what, change) => {
    const said: Evidence[] = [
      { state: 'absent', status: 404 },
      { state: 'unreachable', reason: 'timeout', detail: 'x' },
    ];
    await record(
      scripted(({ url: from }) => said[Number(from.slice(-1))] ?? tarball),
      [0, 1, 2].map((index) => ask({ url: `https://registry.example/${String(index)}` })),
    );
    const good = await readFile(file);
    const members = membersOf(good);
    const index = members.findIndex((member) => member.toString('latin1').startsWith('index.json'));
    const text = contentOf(members[index]!).toString();
    const changed = Buffer.from(change(text));
    expect(changed.toString()).not.toBe(text);
    const sums = contentOf(members.at(-1)!)
      .toString()
      .replace(hash('sha256', text, 'hex'), hash('sha256', changed, 'hex'));
    const rebuilt = [
      ...members.slice(0, index),
      memberOf('index.json', changed),
      memberOf('SHA256SUMS', Buffer.from(sums)),
    ];
    await writeFile(file, Buffer.concat([...rebuilt, Buffer.alloc(1024)]));
    expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE' });
  });

  test('of another format, a folder, a pipe or nothing is refused with what to do', async () => {
    expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE', file });
    await mkdir(file);
    expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE', file });
    file = join(folder.path, 'pipe');
    if (process.platform !== 'win32') execFileSync('mkfifo', [file]);
    expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE', file });
    file = join(folder.path, 'text');
    await writeFile(file, 'not a tar at all'.repeat(100));
    expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE', file });
    const other = memberOf('assay-evidence.json', Buffer.from('{"format":"assay-evidence/2"}'));
    await writeFile(
      file,
      Buffer.concat([other, memberOf('index.json', Buffer.from('{"entries":[]}')), Buffer.alloc(1024)]),
    );
    expect(await refusal()).toMatchObject({ code: 'ERR_EVIDENCE_FILE' });
  });
});

describe('secrets', () => {
  test('no credential, proxy password or answer header reaches the file', async () => {
    await using server = await startRegistry({
      auth: { token: 'canary-token' } as never,
      faults: [
        { path: '/x', fault: { kind: 'headers', headers: { 'set-cookie': 'canary-cookie' } } },
        { path: '/y', fault: { kind: 'redirect', to: 'https://cdn.example/y?sig=canary-signature' } },
      ],
    });
    const network = createHttpSource({
      registries: { registries: [{ ...registry, url: server.url }] },
      credentials: { credentialFor: () => ({ header: 'authorization', value: 'Bearer canary-token' }) },
      network: {
        proxyFor: () => null,
        tlsFor: () => ({ ca: ['canary-ca'].slice(1), strictSsl: true }),
        privateOrigins: new Set([new URL(server.url).origin]),
      },
      userAgent: 'assay-test',
      clock: impatient,
    });
    const requests = ['x', 'y', 'z'].map((name) => ask({ url: `${server.url}${name}`, registry: server.url }));
    await record(network, requests);
    await network.close();
    expect((await replay(requests)).map(brief)).not.toContain('denied');
    expect((await readFile(file)).toString('latin1')).not.toContain('canary');
  });
});

/** A tar's members with header and padding. */
function membersOf(tar: Buffer): Buffer[] {
  const members: Buffer[] = [];
  for (let at = 0; tar[at] !== 0;) {
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    const end = at + 512 + Math.ceil(size / 512) * 512;
    members.push(tar.subarray(at, end));
    at = end;
  }
  return members;
}

/** Tells whether a byte belongs to the content of a body. */
function bodyRanges(tar: Buffer): (at: number) => boolean {
  const ranges: (readonly [number, number])[] = [];
  let start = 0;
  for (const member of membersOf(tar)) {
    const isBody = member.toString('latin1', 0, 7) === 'bodies/';
    if (isBody) ranges.push([start + 512, start + 512 + contentOf(member).length]);
    start += member.length;
  }
  return (at) => ranges.some(([from, to]) => at >= from && at < to);
}

function contentOf(member: Buffer): Buffer {
  return member.subarray(512, 512 + Number.parseInt(member.toString('latin1', 124, 135), 8));
}

function memberOf(name: string, content: Buffer): Buffer {
  return Buffer.concat([tarHeader(name, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

test.each([
  ['a policy', 'version: 1\n'],
  ['an empty file', ''],
  ['another tar', 'package/package.json\0'.padEnd(2048, '\0')],
  ['a file whose first name only begins alike', 'assay-evidence.json.txt\0'.padEnd(2048, '\0')],
])('%s is told to be no evidence file, not a damaged one', async (_, content) => {
  const folder = await temporaryFolder();
  const file = join(folder.path, 'p.yaml');
  await writeFile(file, content);
  await expect(openEvidenceFile(file)).rejects.toMatchObject({
    code: 'ERR_EVIDENCE_FILE',
    message: 'it is no evidence file',
    hint: 'Name a file that `assay verify --record FILE` wrote.',
  });
  await folder.remove();
});
