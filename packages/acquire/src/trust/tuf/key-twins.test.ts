/** One key in two writings: tuf-js reads both, and would count both. */

import { generateKeyPairSync, hash } from 'node:crypto';
import { createRequire } from 'node:module';
import {
  mintTufKey,
  mintTufRepository,
  startTufMirror,
  tufKeyTwins,
  writtenAnew,
  type TufJson,
  type TufKey,
  type TufKeyType,
  type TufMirror,
  type TufRepositoryOptions,
} from '@assay/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { updateRepository } from './update-repository.js';

const at = '2020-06-01T00:00:00Z';
const until = '2020-07-01T00:00:00Z';
const wanted = 'x/keys.json';

const open: TufMirror[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((mirror) => mirror.close()));
});

async function outcomeOf(options: Partial<TufRepositoryOptions>): Promise<string> {
  const repository = mintTufRepository({ until, targets: { [wanted]: '{}' }, ...options });
  const mirror = await startTufMirror(repository.files);
  open.push(mirror);
  const { failure, targets } = await updateRepository({
    mirror: mirror.url,
    metadata: { root: repository.root() },
    targets: [wanted],
    at,
    network: {
      proxyFor: () => null,
      tlsFor: () => ({ ca: [], strictSsl: true }),
      privateOrigins: new Set([new URL(mirror.url).origin]),
    },
    userAgent: 'assay-test',
  }).catch((error: unknown) => ({ failure: error as { code: string }, targets: [] }));
  return failure?.code ?? `${targets.length} target`;
}

const delegated = (keys: readonly TufKey[], threshold: number) => ({
  targets: {},
  delegation: { name: bin, keys, threshold, paths: ['x/*'], targets: { [wanted]: '{}' } },
});

/** The one of two bins that holds what is wanted (TAP 15). */
const bin = `bin-${String(hash('sha256', wanted, 'buffer')[0]! >> 7)}`;

/** The same keys and threshold for bins. */
function succinct(signed: Record<string, TufJson>): void {
  const { keys, roles } = signed['delegations'] as unknown as Delegations;
  const [{ keyids, threshold }] = roles;
  signed['delegations'] = { keys, succinct_roles: { keyids, threshold, bit_length: 1, name_prefix: 'bin' } };
}

interface Delegations {
  readonly keys: Readonly<Record<string, TufJson>>;
  readonly roles: readonly [{ readonly keyids: readonly string[]; readonly threshold: number }];
}

type Place = (keys: readonly TufKey[], threshold: number) => Partial<TufRepositoryOptions>;

/** A threshold of two, in each place that can set one. */
const places: readonly [string, Place][] = [
  ['root', (root, threshold) => ({ keys: { root }, thresholds: { root: threshold } })],
  ['targets', (targets, threshold) => ({ keys: { targets }, thresholds: { targets: threshold } })],
  ['a delegation', delegated],
  ['delegations by hash', (keys, threshold) => ({ ...delegated(keys, threshold), edit: { targets: succinct } })],
];

const types = Object.keys(tufKeyTwins) as TufKeyType[];
const twins = types.flatMap((type) => Object.entries(tufKeyTwins[type]).map(([name, twin]) => ({ type, name, twin })));

describe.each(places)('a threshold of two in %s', (_, repository) => {
  test.each(twins)('is not met by one $type key and its twin: $name', async ({ type, twin }) => {
    const key = mintTufKey(type);
    expect(await outcomeOf(repository([key, twin(key)], 2))).toBe('tuf-duplicate-key');
  });

  test.each(types)('is met by two %s keys', async (type) => {
    expect(await outcomeOf(repository([mintTufKey(type), mintTufKey(type)], 2))).toBe('1 target');
  });

  const unread: [string, (key: TufKey) => TufKey][] = [
    ['of nonsense', (key) => writtenAnew(key, `z${textOf(key)}`)],
    ['of a type that nobody knows yet', (key) => writtenAnew(key, textOf(key), { keytype: 'x', scheme: 'x' })],
    ['of a scheme that nobody knows yet', (key) => writtenAnew(key, textOf(key), { keytype: 'rsa', scheme: 'x' })],
  ];

  test.each(unread)('is not met with a key %s', async (_what, write) => {
    const key = mintTufKey();
    expect(await outcomeOf(repository([key, write(key)], 2))).toBe('tuf-malformed');
    expect(await outcomeOf(repository([key, write(key), write(mintTufKey())], 2))).toBe('tuf-malformed');
  });

  test.each(unread)('is met by two others beside a key %s', async (_what, write) => {
    const [one, two] = [mintTufKey(), mintTufKey('ecdsa')];
    expect(await outcomeOf(repository([one, two, write(mintTufKey())], 2))).toBe('1 target');
    expect(await outcomeOf(repository([write(one), one, two], 2))).toBe('1 target');
  });

  test('is not met by the signature of a key that nobody can read', async () => {
    const [one, two] = [mintTufKey(), mintTufKey()];
    const other = writtenAnew(mintTufKey(), 'zz');
    const signers = [one, other];
    const options = repository([one, two, other], 2);
    expect(await outcomeOf({ ...options, ...signedBy(options, signers) })).toBe('tuf-threshold');
  });

  test('is not met by a key and a writing of it that wraps around in tuf-js alone', async () => {
    const key = mintTufKey();
    const wrapped = writtenAnew(key, `${textOf(key)}${'00'.repeat(256)}`);
    expect(await outcomeOf(repository([key, wrapped], 2))).toBe('tuf-duplicate-key');
    expect(await outcomeOf(repository([key, wrapped, mintTufKey()], 2))).toBe('tuf-duplicate-key');
  });

  test('is not met with a key that could be compared with no other', async () => {
    const pss = writtenAnew(mintTufKey('rsa'), rsaForPssAlone());
    expect(await outcomeOf(repository([mintTufKey(), mintTufKey(), pss], 2))).toBe('tuf-malformed');
  });
});

test('the keys that are compared are read by the code that verifies with them', () => {
  const load = createRequire(import.meta.url);
  const inTufJs = createRequire(load.resolve('tuf-js'));
  expect(inTufJs.resolve('@tufjs/models')).toBe(load.resolve('@tufjs/models'));
});

/** The same modulus could stand under both identifiers of RSA. */
function rsaForPssAlone(): string {
  const { publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

function textOf({ json }: TufKey): string {
  return (json['keyval'] as { readonly public: string }).public;
}

/** Other signers of the role whose threshold it is. */
function signedBy(
  { keys, delegation }: Partial<TufRepositoryOptions>,
  signers: readonly TufKey[],
): Partial<TufRepositoryOptions> {
  if (delegation !== undefined) return { delegation: { ...delegation, signers } };
  return { signers: Object.fromEntries(Object.keys(keys ?? {}).map((role) => [role, signers])) };
}
