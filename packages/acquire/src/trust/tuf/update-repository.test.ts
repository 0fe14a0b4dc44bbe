import {
  mintTufKey,
  mintTufRepository,
  startTufMirror,
  targetPath,
  underAnotherId,
  type MintedTufRepository,
  type TufJson,
  type TufMirror,
} from '@assay/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock, type Clock } from '../../http/clock.js';
import type { NetworkConfiguration } from '../../client-config/index.js';
import type { TufMetadata } from './tuf-state.js';
import { updateRepository, type RepositoryResult, type RepositoryUpdate } from './update-repository.js';

/** All of it lies in the past of the machine's clock: only the time that is handed in may count. */
const at = '2020-06-01T00:00:00Z';
const until = '2020-07-01T00:00:00Z';
const past = '2020-05-01T00:00:00Z';

const rootText = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}\n';
const targets = { 'trusted_root.json': rootText };

/** Waits between attempts take no time; deadlines are real. */
const impatient: Clock = { ...systemClock, after: (ms, callback) => systemClock.after(Math.min(ms, 20), callback) };

const open: TufMirror[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((mirror) => mirror.close()));
});

interface World {
  readonly repository: MintedTufRepository;
  readonly mirror: TufMirror;
  /** Updates from what is given, or from the repository's first root. */
  readonly update: (from?: TufMetadata, more?: Partial<RepositoryUpdate>) => Promise<RepositoryResult>;
}

async function world(options: Partial<Parameters<typeof mintTufRepository>[0]> = {}): Promise<World> {
  const repository = mintTufRepository({ until, targets, ...options });
  const mirror = await startTufMirror(repository.files);
  open.push(mirror);
  const first = { root: repository.root() };
  return {
    repository,
    mirror,
    update: (from = first, more = {}) =>
      updateRepository({
        mirror: mirror.url,
        metadata: from,
        targets: ['trusted_root.json'],
        at,
        network: networkTo(mirror.url),
        userAgent: 'assay-test',
        clock: impatient,
        ...more,
      }),
  };
}

function networkTo(url: string): NetworkConfiguration {
  const privateOrigins = new Set([new URL(url).origin]);
  return { proxyFor: () => null, tlsFor: () => ({ ca: [], strictSsl: true }), privateOrigins };
}

const code = ({ failure }: RepositoryResult) => failure?.code ?? null;
const texts = (result: RepositoryResult) => result.targets.map(({ bytes }) => new TextDecoder().decode(bytes));
const versionOf = (text: string | undefined) =>
  (JSON.parse(text ?? '{"signed":{}}') as { signed: { version?: number } }).signed.version;

describe('an honest repository', () => {
  test('gives the target, judged at the time that is handed in', async () => {
    const { update } = await world();
    const result = await update();
    expect(result.failure).toBeNull();
    expect(texts(result)).toEqual([rootText]);
    expect(result.targets[0]?.expires).toBe(until);
    expect(Object.keys(result.metadata).sort()).toEqual(['root', 'snapshot', 'targets', 'timestamp']);
  });

  test('gives it again from what was remembered, without downloading metadata anew', async () => {
    const { update, mirror } = await world();
    const first = await update();
    mirror.requests.length = 0;
    const again = await update(first.metadata);
    expect(texts(again)).toEqual([rootText]);
    expect(mirror.requests.map(({ path }) => path)).toEqual([
      '2.root.json',
      'timestamp.json',
      expect.stringMatching(/^targets\/[0-9a-f]{64}\.trusted_root\.json$/u),
    ]);
  });

  test('may change its keys in a chain of roots that is walked version by version', async () => {
    const { update, repository } = await world();
    repository.rotate({ keys: { root: [mintTufKey(), mintTufKey('ecdsa')] }, thresholds: { root: 2 } });
    repository.rotate({ keys: { timestamp: [mintTufKey('ecdsa')], targets: [mintTufKey()] } });
    repository.publish({ targets });
    const result = await update();
    expect(result.failure).toBeNull();
    expect(versionOf(result.metadata.root)).toBe(3);
  });

  test('may delegate a target; the earliest end of all that vouch for it counts', async () => {
    const key = mintTufKey();
    const expires = '2020-06-15T00:00:00Z';
    const delegation = { name: 'registry.example', keys: [key], paths: ['registry.example/*'], expires };
    const { update } = await world({
      targets,
      delegation: { ...delegation, targets: { 'registry.example/keys.json': '{"keys":[]}' } },
    });
    const result = await update(undefined, { targets: ['trusted_root.json', 'registry.example/keys.json'] });
    expect(result.targets.map((target) => [target.name, target.expires])).toEqual([
      ['trusted_root.json', until],
      ['registry.example/keys.json', expires],
    ]);
  });

  test('need not have every target that is wanted', async () => {
    const { update } = await world();
    const result = await update(undefined, { targets: ['trusted_root.json', 'other.example/keys.json'] });
    expect([code(result), result.targets.length]).toEqual([null, 1]);
  });

  test('may start from a root that has expired, as long as it leads to one that has not', async () => {
    const { update, repository } = await world({ expires: { root: past } });
    expect(code(await update())).toBe('tuf-root-expired');
    repository.rotate();
    expect(code(await update())).toBeNull();
  });

  test('may owe a signature: an empty one counts for nothing', async () => {
    const { update, repository } = await world();
    const file = JSON.parse(repository.root()) as { signatures: unknown[] };
    const root = JSON.stringify({ ...file, signatures: [...file.signatures, { keyid: 'aa'.repeat(32), sig: '' }] });
    expect(code(await update({ root }))).toBeNull();
  });
});

describe('time', () => {
  test.each([
    ['root', 'tuf-root-expired'],
    ['timestamp', 'tuf-timestamp-expired'],
    ['snapshot', 'tuf-snapshot-expired'],
    ['targets', 'tuf-targets-expired'],
  ] as const)('%s metadata that has expired is %s', async (role, expected) => {
    const { update } = await world({ expires: { [role]: past } });
    expect(code(await update())).toBe(expected);
  });

  test('a freeze, an old state served for ever, ends with the timestamp', async () => {
    const { update } = await world();
    const first = await update();
    const later = await update(first.metadata, { at: '2020-08-01T00:00:00Z' });
    expect(code(later)).toBe('tuf-root-expired');
    const { update: other } = await world({ expires: { timestamp: '2020-06-02T00:00:00Z' } });
    const known = await other();
    expect(code(await other(known.metadata, { at: '2020-06-03T00:00:00Z' }))).toBe('tuf-timestamp-expired');
  });

  test('a clock in 2031 finds everything expired', async () => {
    const { update } = await world();
    expect(code(await update(undefined, { at: '2031-01-01T00:00:00Z' }))).toBe('tuf-root-expired');
  });

  test('an end that is no time is malformed, not never', async () => {
    const { update } = await world({ edit: { timestamp: (signed) => void (signed['expires'] = '9999') } });
    expect(code(await update())).toBe('tuf-malformed');
  });
});

describe('an older state than one already seen', () => {
  test('timestamp with a lower version is a rollback', async () => {
    const { update, repository } = await world();
    const old = new Map(repository.files);
    repository.publish({ targets });
    const { metadata } = await update();
    for (const [path, bytes] of old) repository.files.set(path, bytes);
    expect(code(await update(metadata))).toBe('tuf-rollback');
  });

  test('a newer timestamp that names an older snapshot is a rollback', async () => {
    const { update, repository } = await world();
    repository.publish({ targets });
    const { metadata } = await update();
    repository.publish({ targets, versions: { snapshot: 1 } });
    expect(code(await update(metadata))).toBe('tuf-rollback');
  });

  test('GHSA-66x3-6cw3-v5gj: a newer snapshot that names older targets is a rollback', async () => {
    const { update, repository } = await world();
    repository.publish({ targets });
    const { metadata } = await update();
    repository.publish({ targets, versions: { targets: 1 } });
    expect(code(await update(metadata))).toBe('tuf-rollback');
  });

  test('a snapshot that leaves out what an earlier one named is a rollback', async () => {
    const { update, repository } = await world();
    const { metadata } = await update();
    repository.publish({ targets, edit: { snapshot: (signed) => void (signed['meta'] = {}) } });
    expect(code(await update(metadata))).toBe('tuf-rollback');
  });

  test('after a fast-forward attack the honest state is refused until new keys are announced, and then taken', async () => {
    const { update, repository } = await world({ versions: { timestamp: 1_000_000, snapshot: 1_000_000 } });
    const { metadata } = await update();
    repository.publish({ targets, versions: { timestamp: 2, snapshot: 2 } });
    expect(code(await update(metadata))).toBe('tuf-rollback');
    repository.rotate({ keys: { timestamp: [mintTufKey()], snapshot: [mintTufKey()] } });
    repository.publish({ targets, versions: { timestamp: 3, snapshot: 3 } });
    const recovered = await update(metadata);
    expect([code(recovered), versionOf(recovered.metadata.timestamp)]).toEqual([null, 3]);
  });
});

describe('parts that do not belong together', () => {
  test('a snapshot that is not the one the timestamp names', async () => {
    const { update, repository } = await world();
    const other = mintTufRepository({ until, targets, keys: repository.keys, versions: { targets: 7 } });
    repository.files.set('1.snapshot.json', other.files.get('1.snapshot.json')!);
    expect(code(await update())).toBe('tuf-mix-and-match');
  });

  test('targets that are not the ones the snapshot names', async () => {
    const { update, repository } = await world();
    const other = mintTufRepository({ until, targets: { 'trusted_root.json': '{}' }, keys: repository.keys });
    for (const [path, bytes] of other.files) if (path.includes('targets')) repository.files.set(path, bytes);
    expect(code(await update())).toBe('tuf-mix-and-match');
  });

  test('a snapshot of another version than announced, where no hash is named', async () => {
    const { update, repository } = await world();
    const meta = { 'snapshot.json': { version: 5 } };
    repository.publish({ targets, edit: { timestamp: (signed) => void (signed['meta'] = meta) } });
    repository.files.set('5.snapshot.json', repository.files.get('2.snapshot.json')!);
    expect(code(await update())).toBe('tuf-mix-and-match');
  });

  test('a target that is not the one the metadata names', async () => {
    const { update, repository } = await world();
    repository.files.set(pathOf(rootText), new TextEncoder().encode(rootText.replace('0.1', '0.2')));
    const result = await update();
    expect([code(result), result.targets]).toEqual(['tuf-target-mismatch', []]);
  });

  test('a target that is cut short', async () => {
    const { update, repository } = await world();
    repository.files.set(pathOf(rootText), new TextEncoder().encode(rootText.slice(0, -1)));
    expect(code(await update())).toBe('tuf-target-mismatch');
  });

  test.each([
    ['none', {}],
    ['MD5 alone', { md5: '00'.repeat(16) }],
    ['a cut one', { sha256: 'ab' }],
    ['one that is a path', { sha256: '../../x' }],
  ])('a target whose metadata names no usable hash: %s', async (_, hashes) => {
    const { update } = await world({
      edit: { targets: (signed) => void (signed['targets'] = { 'trusted_root.json': { length: 3, hashes } }) },
    });
    expect(code(await update())).toBe('tuf-target-unpinned');
  });
});

const pathOf = (text: string) => targetPath('trusted_root.json', new TextEncoder().encode(text));

describe('signatures', () => {
  test.each(['root', 'timestamp', 'snapshot', 'targets'] as const)('%s signed by somebody else', async (role) => {
    const { update, repository } = await world({ signers: role === 'root' ? {} : { [role]: [mintTufKey()] } });
    if (role === 'root') repository.rotate({ signers: { root: [mintTufKey()] } });
    expect(code(await update())).toBe('tuf-threshold');
  });

  test('a new root needs the old keys, not only its own', async () => {
    const { update, repository } = await world();
    const stolen = mintTufKey();
    repository.rotate({ keys: { root: [stolen] }, signers: { root: [stolen] } });
    expect(code(await update())).toBe('tuf-threshold');
  });

  test('a new root needs its own keys, not only the old ones', async () => {
    const { update, repository } = await world();
    const before = repository.keys.root;
    repository.rotate({ keys: { root: [mintTufKey()] }, signers: { root: before } });
    expect(code(await update())).toBe('tuf-threshold');
  });

  test('CVE-2020-15163: a root that failed its check is not kept', async () => {
    const { update, repository } = await world();
    repository.rotate({ signers: { root: [mintTufKey()] } });
    const result = await update();
    expect(versionOf(result.metadata.root)).toBe(1);
  });

  test('a root that was verified is kept though the rest failed: it may revoke a stolen key', async () => {
    const { update, repository, mirror } = await world();
    repository.rotate({ keys: { timestamp: [mintTufKey()] } });
    mirror.faults.set('timestamp.json', { status: 500 });
    const result = await update();
    expect([code(result), versionOf(result.metadata.root)]).toEqual(['tuf-unreachable', 2]);
  });

  test('CVE-2020-6174, CVE-2026-23992: one key under two ids does not meet a threshold of two', async () => {
    const one = mintTufKey('ecdsa');
    const keys = [one, underAnotherId(one)];
    const { update, repository } = await world();
    repository.rotate({ keys: { targets: keys }, thresholds: { targets: 2 } });
    repository.publish({ targets });
    expect(code(await update())).toBe('tuf-duplicate-key');
  });

  test('… nor written as hex in capitals', async () => {
    const one = mintTufKey();
    const { update, repository } = await world();
    const capitals = {
      ...one,
      json: { ...one.json, keyval: { public: (one.json['keyval'] as { public: string }).public.toUpperCase() } },
    };
    repository.rotate({ keys: { targets: [one, underAnotherId(capitals)] }, thresholds: { targets: 2 } });
    expect(code(await update())).toBe('tuf-duplicate-key');
  });

  test('one key id listed twice, or signing twice, is refused', async () => {
    const one = mintTufKey();
    const { update, repository } = await world();
    repository.rotate({ keys: { targets: [one, one] }, thresholds: { targets: 2 } });
    expect(code(await update())).toBe('tuf-duplicate-key');
    const { update: other } = await world({ keys: { timestamp: [one] }, signers: { timestamp: [one, one] } });
    expect(code(await other())).toBe('tuf-duplicate-key');
  });

  test('a key under an id that is not its digest is refused, in roots and in delegations', async () => {
    const wrong = { ...mintTufKey(), id: 'ab'.repeat(32) };
    const { update, repository } = await world();
    repository.rotate({ keys: { targets: [wrong] } });
    expect(code(await update())).toBe('tuf-key-id-mismatch');
    const { update: other } = await world({ delegation: { name: 'x', keys: [wrong], paths: ['x/*'], targets: {} } });
    expect(code(await other())).toBe('tuf-key-id-mismatch');
  });

  test('CVE-2024-47534: a delegated role is checked with the keys that were delegated to it, not with those of the top', async () => {
    const top = mintTufKey();
    const delegation = { name: 'x', keys: [mintTufKey()], paths: ['x/*'], targets: { 'x/keys.json': '{}' } };
    const keys = { targets: [top] };
    const wanted = { targets: ['x/keys.json'] };
    const { update } = await world({ targets, keys, delegation });
    expect(code(await update(undefined, wanted))).toBeNull();
    const { update: other } = await world({ targets, keys, delegation: { ...delegation, signers: [top] } });
    expect(code(await other(undefined, wanted))).toBe('tuf-threshold');
  });
});

describe('the chain of roots', () => {
  test('breaks where a version is left out', async () => {
    const { update, repository } = await world();
    repository.rotate();
    repository.rotate();
    repository.files.set('2.root.json', repository.files.get('3.root.json')!);
    repository.files.delete('3.root.json');
    expect(code(await update())).toBe('tuf-root-chain');
  });

  test('that the mirror cuts off leads to keys that nobody announced', async () => {
    const { update, repository } = await world();
    repository.rotate();
    repository.rotate({ keys: { timestamp: [mintTufKey()] } });
    repository.publish({ targets });
    repository.files.delete('2.root.json');
    expect(code(await update())).toBe('tuf-threshold');
  });

  test('does not start from a root that does not sign itself', async () => {
    const { update, repository } = await world();
    const file = JSON.parse(repository.root()) as { signed: { version: number } };
    const root = JSON.stringify({ ...file, signed: { ...file.signed, version: 9 } });
    expect(code(await update({ root }))).toBe('tuf-threshold');
  });
});

describe('names', () => {
  test.each(['../../etc/x.json', '/etc/x.json', 'a/../b.json', 'a\\b.json', 'a//b', './x', 'x\u0000'])(
    'CVE-2021-41131: a target called %j is refused',
    async (name) => {
      const entry = { length: 1, hashes: { sha256: '00'.repeat(32) } };
      const { update } = await world({
        edit: {
          targets: (signed) => void (signed['targets'] = { ...(signed['targets'] as object), [name]: entry }),
        },
      });
      expect(code(await update())).toBe('tuf-unsafe-name');
    },
  );

  test.each(['../../x', '..', '/x'])('CVE-2026-24686: a delegated role called %j is refused', async (name) => {
    const delegation = { name, keys: [mintTufKey()], paths: ['x/*'], targets: {} };
    const { update } = await world({ delegation });
    expect(code(await update(undefined, { targets: ['x/keys.json'] }))).toBe('tuf-unsafe-name');
  });

  test('a delegated role cannot take the name of a top role', async () => {
    const { update } = await world({
      delegation: { name: 'timestamp', keys: [mintTufKey()], paths: ['x/*'], targets: {} },
    });
    expect(code(await update(undefined, { targets: ['x/keys.json'] }))).toBe('tuf-malformed');
  });

  test('a path pattern that is more than names and wildcards is refused', async () => {
    const paths = ['{a,b,c}{a,b,c}{a,b,c}/+(x|y)*'];
    const { update } = await world({ delegation: { name: 'x', keys: [mintTufKey()], paths, targets: {} } });
    expect(code(await update())).toBe('tuf-malformed');
  });
});

describe('the mirror', () => {
  const quick = { headersMs: 100, idleMs: 100, attemptMs: 200, connectMs: 1000 };

  test.each(['2.root.json', 'timestamp.json', '1.snapshot.json', '1.targets.json', pathOf(rootText)])(
    'sends %s without end, plainly or compressed',
    async (path) => {
      const { update, mirror } = await world();
      mirror.faults.set(path, 'endless');
      expect(code(await update())).toBe('tuf-endless-data');
      mirror.faults.set(path, 'bomb');
      expect(code(await update())).toBe('tuf-endless-data');
    },
  );

  test.each(['timestamp.json', '1.snapshot.json', pathOf(rootText)])('stalls in the middle of %s', async (path) => {
    const { update, mirror } = await world();
    mirror.faults.set(path, 'stalls');
    expect(code(await update(undefined, { limits: quick }))).toBe('tuf-slow');
  });

  test('takes longer for all files together than one update may take', async () => {
    const { update } = await world();
    let now = 0;
    // Every look at the clock finds a second gone: no single answer is slow.
    const clock: Clock = { ...impatient, now: () => (now += 1000) };
    const limits = { headersMs: 1e9, idleMs: 1e9, attemptMs: 1e9, connectMs: 1e9, requestMs: 5000 };
    expect(code(await update(undefined, { limits, clock }))).toBe('tuf-slow');
  });

  test.each([
    ['breaks', 'tuf-unreachable'],
    [{ status: 500 }, 'tuf-unreachable'],
    [{ status: 401 }, 'tuf-unreachable'],
    [{ status: 404 }, 'tuf-missing-file'],
  ] as const)('answers %j', async (fault, expected) => {
    const { update, mirror } = await world();
    mirror.faults.set('timestamp.json', fault);
    expect(code(await update())).toBe(expected);
  });

  test('says 403 for a root that is not there, as buckets do', async () => {
    const { update, mirror } = await world();
    mirror.faults.set('2.root.json', { status: 403 });
    expect(code(await update())).toBeNull();
  });

  test('may redirect within itself, never to another host', async () => {
    const { update, mirror, repository } = await world();
    const elsewhere = await startTufMirror(repository.files);
    open.push(elsewhere);
    repository.files.set('moved.json', repository.files.get('timestamp.json')!);
    mirror.faults.set('timestamp.json', { redirect: '/moved.json' });
    expect(code(await update())).toBeNull();
    mirror.faults.set('timestamp.json', { redirect: `${elsewhere.url}timestamp.json` });
    expect(code(await update())).toBe('tuf-redirect-refused');
    expect(elsewhere.requests).toEqual([]);
  });

  test('may lie in a private network only where the user named it', async () => {
    const { update, mirror } = await world();
    const network = { ...networkTo(mirror.url), privateOrigins: new Set<string>() };
    expect(code(await update(undefined, { network }))).toBe('tuf-address-refused');
    expect(mirror.requests).toEqual([]);
  });
});

describe('metadata that is not what it says', () => {
  const broken: [string, (text: string) => string][] = [
    ['no JSON', () => '<html>'],
    ['a key twice', (text) => text.replace('"signed":', '"signed":{},"signed":')],
    ['a member called __proto__', (text) => text.replace('"signed":', '"__proto__":{},"signed":')],
    ['text after its end', (text) => `${text}x`],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['another role', (text) => text.replace('"_type": "timestamp"', '"_type": "snapshot"')],
    ['a version below one', (text) => text.replace(/"version": 1,/u, '"version": 0,')],
    ['a version that is no integer', (text) => text.replace(/"version": 1,/u, '"version": 1.5,')],
    ['another major version of TUF', (text) => text.replace('1.0.31', '2.0.0')],
    ['no signatures', (text) => text.replace('"signatures"', '"sigs"')],
    ['a signature that is no hex', (text) => text.replace(/"sig": "../u, '"sig": "zz')],
  ];
  test.each(broken)('%s', async (_, change) => {
    const { update, repository } = await world();
    const text = new TextDecoder().decode(repository.files.get('timestamp.json'));
    expect(change(text)).not.toBe(text);
    repository.files.set('timestamp.json', new TextEncoder().encode(change(text)));
    expect(code(await update())).toBe('tuf-malformed');
  });

  test('a single byte that is changed anywhere in signed metadata is never believed', async () => {
    const { update, repository } = await world();
    const names = ['timestamp.json', '1.snapshot.json', '1.targets.json'];
    for (const name of names) {
      const bytes = repository.files.get(name)!;
      const start = new TextDecoder().decode(bytes).indexOf('"signed"');
      for (let position = start; position < bytes.length; position += 37) {
        const changed = Uint8Array.from(bytes);
        changed[position]! ^= 0x01;
        repository.files.set(name, changed);
        const result = await update();
        // White space between members is not signed; whatever else changed must be refused.
        const sameJson = canonical(changed) === canonical(bytes);
        expect([name, position, code(result) === null]).toEqual([
          name,
          position,
          sameJson && name === 'timestamp.json',
        ]);
      }
      repository.files.set(name, bytes);
    }
  });

  function canonical(bytes: Uint8Array): string {
    try {
      return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)) as TufJson);
    } catch {
      return 'none';
    }
  }
});
