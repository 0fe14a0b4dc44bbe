/** One key in two writings: tuf-js reads both, and would count both. */

import { hash } from 'node:crypto';
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

  test('is not met with a key that cannot be read', async () => {
    const key = mintTufKey();
    expect(await outcomeOf(repository([key, writtenAnew(key, 'zz')], 2))).toBe('tuf-malformed');
  });
});
