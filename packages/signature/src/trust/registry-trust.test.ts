import { digestOf, type KeyOwner, type TrustDocument } from '@assay/model';
import { mintRegistryKeys } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { readTrust } from './read-trust.js';

const at = '2026-11-22T00:00:00Z';
const origin = 'https://packages.example';
const local = `${origin}/api/npm/npm-local/`;
const remote = `${origin}/api/npm/npm-remote/`;
const elsewhere = 'https://mirror.example/';
const publicOrigin = 'https://public.example';

interface Given {
  readonly from?: TrustDocument['origin'];
  readonly registry: KeyOwner;
  readonly broken?: true;
}

/** A document whose name says where it stands in the list. */
function documents(...list: readonly Given[]): readonly TrustDocument[] {
  return list.map(({ from = 'policy', registry, broken }, index) => {
    const keys = mintRegistryKeys([{ name: `keys ${String(index)}` }]).tufTarget();
    const text = broken === true ? '{"keys":[{}]}' : JSON.stringify(keys);
    const digest = { ...digestOf('sha256', text), covers: 'document' as const };
    return { kind: 'registry-keys', name: String(index), origin: from, text, digest, registry };
  });
}

function keysFor(registry: string, ...list: readonly Given[]): string | null {
  const found = readTrust(documents(...list), at).trust.keysFor(registry);
  return found === null ? null : `${found.own ? 'own' : 'default'} ${found.name}`;
}

const under = (base: string): KeyOwner => ({ origin: new URL(base).origin, base });
const byHash = (text: string): KeyOwner => ({ originSha256: digestOf('sha256', text).value });
const shipped: Given = { from: 'shipped', registry: byHash(publicOrigin) };

describe('keys that a policy states for one of several registries of a server', () => {
  const stated: Given = { registry: under(local) };

  it('are that one’s, and not its neighbour’s', () => {
    expect(keysFor(local, stated, shipped)).toBe('own 0');
    expect(keysFor(remote, stated, shipped)).toBe('default 1');
    expect(keysFor(remote, stated)).toBeNull();
    expect(keysFor(`${origin}/`, stated)).toBeNull();
  });

  it.each([
    `${origin}/api/npm/npm-local-2/`,
    `${origin}:8443/api/npm/npm-local/`,
    `${local}../npm-remote/`,
    'nonsense',
  ])('are not those of %s', (registry) => {
    expect(keysFor(registry, stated)).toBeNull();
  });

  it('are those of the longest base, in whatever order', () => {
    const whole: Given = { registry: under(`${origin}/`) };
    expect(keysFor(local, whole, stated)).toBe('own 1');
    expect(keysFor(local, stated, whole)).toBe('own 0');
    expect(keysFor(remote, stated, whole)).toBe('own 1');
  });
});

describe('keys of a whole origin', () => {
  it('are every registry’s there', () => {
    expect(keysFor(remote, { from: 'imported', registry: { origin } })).toBe('own 0');
    expect(keysFor(remote, { from: 'tuf', registry: byHash(origin) })).toBe('own 0');
  });

  it('give way to what the policy states for a registry, and to no other policy’s', () => {
    const imported: Given = { from: 'imported', registry: { origin } };
    expect(keysFor(local, imported, { registry: under(local) })).toBe('own 1');
    expect(keysFor(remote, imported, { registry: under(local) })).toBe('own 0');
  });
});

describe('a document that cannot be used', () => {
  it.each(['policy', 'imported', 'tuf'] as const)('is replaced by no weaker one: %s', (from) => {
    const broken: Given = { from, registry: byHash(publicOrigin), broken: true };
    expect(keysFor(`${publicOrigin}/`, shipped, broken)).toBeNull();
    expect(keysFor(elsewhere, shipped, broken)).toBeNull();
  });

  it('is replaced by no other registry’s', () => {
    const broken: Given = { registry: under(local), broken: true };
    expect(keysFor(local, broken, shipped)).toBeNull();
    expect(keysFor(remote, broken, shipped)).toBe('default 1');
  });

  it('is told', () => {
    const { problems } = readTrust(documents({ registry: under(local), broken: true }), at);
    expect(problems).toMatchObject([{ name: '0', code: 'keys-malformed' }]);
  });

  it('counts for nothing where a stronger one does', () => {
    const broken: Given = { from: 'shipped', registry: byHash(publicOrigin), broken: true };
    expect(keysFor(`${publicOrigin}/`, broken, { registry: under(`${publicOrigin}/`) })).toBe('own 1');
  });
});

describe('the default registry’s keys, for a registry without any', () => {
  it('are the strongest that anybody states for it: a policy may have revoked one', () => {
    expect(keysFor(elsewhere, shipped, { registry: under(`${publicOrigin}/`) })).toBe('default 1');
    expect(keysFor(elsewhere, shipped, { from: 'tuf', registry: byHash(publicOrigin) })).toBe('default 1');
    expect(keysFor(elsewhere, shipped, { registry: under(local) })).toBe('default 0');
  });

  it('are none where the tool brings none', () => {
    expect(keysFor(elsewhere, { registry: under(`${publicOrigin}/`) })).toBeNull();
  });
});
