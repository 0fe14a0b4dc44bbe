import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { digestAlgorithms, type Evidence, type EvidenceRequest, type EvidenceSource } from '@assay/model';
import { mintPackage } from './minted-package.js';
import { startRegistry } from './registry-server.js';

/** One case of a contract: give `title` and `run` to any test runner. */
export interface ContractCase {
  readonly title: string;
  /** Rejects with an AssertionError when the contract is broken. */
  readonly run: () => Promise<void>;
}

/** The world in which a source is to answer. */
export interface ContractWorld {
  /** Base URL of a running loopback registry; the source must treat it as one that the user configured. */
  readonly registry: string;
  /** Every request of the contract, for sources that have to be filled before they can answer (a recorded evidence file). */
  readonly requests: readonly EvidenceRequest[];
}

/** The source under test, and what frees it. */
export interface SourceUnderTest {
  readonly source: EvidenceSource;
  readonly close?: () => Promise<void>;
}

/** Makes a fresh source for a world. */
export type MakeSource = (world: ContractWorld) => SourceUnderTest | Promise<SourceUnderTest>;

type Requests = ReturnType<typeof contractRequests>;

/**
 * What every {@link EvidenceSource} owes its callers: `found` only with digests computed over the bytes, the server's own words for
 * `absent` and `denied`, a reason for everything else, the same answer twice, and no exception for a bad world.
 * Retries of the source under test should wait for nothing: the broken answers stay broken.
 */
export function evidenceSourceContract(make: MakeSource): readonly ContractCase[] {
  return Object.entries(clauses).map(([title, clause]) => ({ title, run: () => inWorld(make, clause) }));
}

const pad = mintPackage({ name: 'left-pad', version: '1.3.0', files: { 'lib/pad.js': 'export {};\n' } });

const paths = {
  release: '/left-pad/1.3.0',
  artifact: `/left-pad/-/${pad.fileName}`,
  empty: '/empty/-/empty-1.0.0.tgz',
  noArchive: '/text/-/text-1.0.0.tgz',
  missing: '/missing/1.0.0',
  gone: '/gone/1.0.0',
  unauthorised: '/unauthorised/1.0.0',
  forbidden: '/forbidden/1.0.0',
  truncated: '/truncated/1.0.0',
  failing: '/failing/1.0.0',
} as const;

const registryOptions = {
  npm: [pad],
  faults: [
    { path: paths.empty, fault: { kind: 'body', body: '' } },
    { path: paths.noArchive, fault: { kind: 'body', body: 'no archive at all' } },
    { path: paths.gone, fault: { kind: 'status', status: 410 } },
    { path: paths.unauthorised, fault: { kind: 'status', status: 401 } },
    { path: paths.forbidden, fault: { kind: 'status', status: 403 } },
    { path: paths.truncated, fault: { kind: 'content-length', values: ['1000'] } },
    { path: paths.failing, fault: { kind: 'status', status: 500 } },
  ],
} as const;

async function inWorld(make: MakeSource, clause: Clause): Promise<void> {
  await using registry = await startRegistry(registryOptions);
  const requests = contractRequests(registry.url);
  const { source, close } = await make({ registry: registry.url, requests: Object.values(requests) });
  try {
    await clause(source, requests);
  } finally {
    await close?.();
  }
}

function contractRequests(registry: string) {
  const release = (path: string) => request(registry, path, { kind: 'release' });
  const artifact = (path: string) => request(registry, path, { kind: 'artifact', listing });
  return {
    release: release(paths.release),
    releaseAtLimit: request(registry, paths.artifact, { kind: 'release', maxBytes: pad.bytes.length }),
    releaseOverLimit: request(registry, paths.artifact, { kind: 'release', maxBytes: pad.bytes.length - 1 }),
    artifact: artifact(paths.artifact),
    artifactOverLimit: request(registry, paths.artifact, { kind: 'artifact', listing, maxBytes: pad.bytes.length - 1 }),
    unasked: request(registry, paths.artifact, { kind: 'artifact', listing, algorithms: [] }),
    wrongPin: request(registry, paths.artifact, { kind: 'artifact', listing, pins: [wrongPin] }),
    empty: artifact(paths.empty),
    noArchive: artifact(paths.noArchive),
    missing: release(paths.missing),
    gone: release(paths.gone),
    unauthorised: release(paths.unauthorised),
    forbidden: release(paths.forbidden),
    truncated: release(paths.truncated),
    failing: release(paths.failing),
    noUrl: { ...release('/'), url: 'no url at all' },
    elsewhere: { ...release('/'), url: 'http://127.0.0.1:1/left-pad/1.3.0' },
  } as const;
}

const listing = { format: 'npm-tgz', members: ['package.json', 'absent.json'] } as const;
const wrongPin = { alg: 'sha512', value: '0'.repeat(128), covers: 'artifact' } as const;

function request(registry: string, path: string, fields: Partial<EvidenceRequest>): EvidenceRequest {
  const url = new URL(path.slice(1), registry).href;
  const usual = {
    kind: 'release',
    ecosystem: 'npm',
    url,
    registry,
    pins: [],
    algorithms: digestAlgorithms,
    maxBytes: 2 ** 20,
  } as const;
  return Object.freeze({ ...usual, ...fields });
}

type Clause = (source: EvidenceSource, requests: Requests) => Promise<void>;

const clauses: Readonly<Record<string, Clause>> = {
  'a release that is there is found, with its bytes and their digests': async (source, { release, releaseAtLimit }) => {
    const metadata = found(await source.get(release));
    assert.match(text(metadata.body), /"version":"1\.3\.0"/);
    assert.equal(metadata.size, metadata.body?.length);
    assertDigests(metadata, metadata.body ?? new Uint8Array(), release.algorithms);
    const exact = found(await source.get(releaseAtLimit));
    assert.deepEqual(Buffer.from(exact.body ?? []), Buffer.from(pad.bytes));
  },
  'an artifact that is there is found, with every digest asked for computed over its bytes': async (
    source,
    { artifact },
  ) => {
    const answer = found(await source.get(artifact));
    assert.equal(answer.size, pad.bytes.length);
    assertDigests(answer, pad.bytes, artifact.algorithms);
  },
  'SHA-256 is among the digests even when nobody asks for it': async (source, { unasked }) => {
    assertDigests(found(await source.get(unasked)), pad.bytes, ['sha256']);
  },
  'an artifact comes with a complete listing and the members that were asked for and exist': async (
    source,
    { artifact },
  ) => {
    const { listing: listed } = found(await source.get(artifact));
    assert.equal(listed?.complete, true);
    assert.deepEqual(
      listed.entries.map(({ path }) => path),
      ['package/package.json', 'package/index.js', 'package/lib/pad.js'],
    );
    assert.deepEqual([...listed.members.keys()], ['package.json']);
    assert.deepEqual(JSON.parse(text(listed.members.get('package.json'))), pad.manifest);
  },
  'a pin that the bytes do not match changes nothing about what they hash to': async (source, { wrongPin: pinned }) => {
    assertDigests(found(await source.get(pinned)), pad.bytes, pinned.algorithms);
  },
  'an empty answer is found and is no archive': async (source, { empty }) => {
    const answer = found(await source.get(empty));
    assert.equal(answer.size, 0);
    assertDigests(answer, new Uint8Array(), empty.algorithms);
    assertNoArchive(answer);
  },
  'bytes that are no archive are found, with a listing that says so': async (source, { noArchive }) => {
    const answer = found(await source.get(noArchive));
    assertDigests(answer, Buffer.from('no archive at all'), noArchive.algorithms);
    assertNoArchive(answer);
  },
  'what the server says is not there is absent, with its status': async (source, { missing, gone }) => {
    assert.deepEqual(await source.get(missing), { state: 'absent', status: 404 });
    assert.deepEqual(await source.get(gone), { state: 'absent', status: 410 });
  },
  'what the server refuses is denied, with its status': async (source, { unauthorised, forbidden }) => {
    assert.deepEqual(await source.get(unauthorised), { state: 'denied', status: 401 });
    assert.deepEqual(await source.get(forbidden), { state: 'denied', status: 403 });
  },
  'a truncated answer and a failing server are unreachable, never absent': async (source, { truncated, failing }) => {
    assertUnreachable(await source.get(truncated));
    assertUnreachable(await source.get(failing));
  },
  'more bytes than allowed are too large, and none of them come back': async (source, requests) => {
    for (const asked of [requests.releaseOverLimit, requests.artifactOverLimit]) {
      const answer = await source.get(asked);
      assertUnreachable(answer);
      assert.equal(answer.reason, 'too-large');
    }
  },
  'a text that is no URL and a place where nobody listens are answered, not thrown': async (
    source,
    { noUrl, elsewhere },
  ) => {
    assertUnreachable(await source.get(noUrl));
    assertUnreachable(await source.get(elsewhere));
  },
  'the same question gets the same answer, one after the other and at once': async (source, requests) => {
    for (const asked of [requests.release, requests.artifact, requests.missing, requests.forbidden]) {
      const first = await source.get(asked);
      const others = await Promise.all([source.get(asked), source.get(asked), source.get(asked)]);
      for (const other of others) assert.deepEqual(other, first);
    }
  },
};

function found(evidence: Evidence): Extract<Evidence, { readonly state: 'found' }> {
  assert.equal(evidence.state, 'found', `expected found, got ${JSON.stringify(evidence)}`);
  return evidence;
}

function assertUnreachable(
  evidence: Evidence,
): asserts evidence is Extract<Evidence, { readonly state: 'unreachable' }> {
  assert.equal(evidence.state, 'unreachable');
  assert.notEqual(evidence.detail, '', 'unreachable needs a detail');
}

/** Every wanted algorithm and SHA-256, each exactly once, each the hash of the bytes. */
function assertDigests(
  answer: Extract<Evidence, { readonly state: 'found' }>,
  bytes: Uint8Array,
  wanted: readonly string[],
): void {
  const algorithms = answer.digests.map(({ alg }) => alg);
  assert.equal(new Set(algorithms).size, algorithms.length, 'one digest for each algorithm');
  for (const alg of new Set([...wanted, 'sha256']))
    assert.ok(
      algorithms.some((had) => had === alg),
      `no ${alg} digest`,
    );
  for (const { alg, value } of answer.digests) assert.equal(value, hash(alg, bytes, 'hex'));
}

function assertNoArchive({ listing: listed }: Extract<Evidence, { readonly state: 'found' }>): void {
  assert.ok(listed !== undefined, 'no listing');
  assert.deepEqual(listed.entries, []);
  assert.ok(
    listed.problems.some(({ severity }) => severity !== 'note'),
    'no problem that refuses the archive',
  );
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}
