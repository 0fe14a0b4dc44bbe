import { createPublicKey, verify } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { mintGemRelease, mintPackage } from '../minted-package.js';
import { startRegistry, type LoopbackRegistry } from '../registry-server.js';
import { mintRegistryKeys } from './registry-keys.js';
import { signPackage } from './sign-package.js';

const registryKeys = mintRegistryKeys([{ end: '2025-01-29T00:00:00.000Z' }, { start: '2025-01-13T00:00:00.000Z' }]);
const tool = mintPackage({ name: '@acme/tool', version: '2.0.0' });

interface Packument {
  readonly versions: Record<string, { readonly dist: { readonly attestations: { readonly url: string } } }>;
}

const open: LoopbackRegistry[] = [];
afterEach(async () => {
  for (const registry of open.splice(0)) await registry.close();
});

async function get(path: string, options: Parameters<typeof startRegistry>[0]): Promise<Response> {
  const registry = await startRegistry(options);
  open.push(registry);
  return fetch(`${registry.url}${path}`);
}

describe('registry keys', () => {
  test('sign name, version and integrity so that the stated key verifies it', () => {
    const release = { name: 'left-pad', version: '1.3.0', integrity: 'sha512-AAAA' };
    const { keyid, sig } = registryKeys.signRelease(release);
    const stated = registryKeys.registryForm().keys.find((key) => key.keyid === keyid);
    const key = createPublicKey({ key: Buffer.from(stated!.key, 'base64'), format: 'der', type: 'spki' });
    expect(verify('sha256', Buffer.from('left-pad@1.3.0:sha512-AAAA'), key, Buffer.from(sig, 'base64'))).toBe(true);
    expect(keyid).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });

  test('state the same keys in both forms, and where one ends', () => {
    const [ended, current] = registryKeys.registryForm().keys;
    expect(ended?.expires).toBe('2025-01-29T00:00:00.000Z');
    expect(current?.expires).toBeNull();
    const target = registryKeys.tufTarget().keys;
    expect(target.map(({ keyId, keyUsage }) => `${keyUsage} ${keyId}`)).toEqual(
      [ended!, current!].flatMap(({ keyid }) => [`npm:signatures ${keyid}`, `npm:attestations ${keyid}`]),
    );
    expect(target[0]?.publicKey.validFor.end).toBe(ended?.expires);
    expect(target[2]?.publicKey.validFor).not.toHaveProperty('end');
  });
});

describe('a loopback registry that signs', () => {
  test('states signatures, keys, publish times and where the attestations are', async () => {
    const attestations = [{ predicateType: 'https://slsa.dev/provenance/v1', bundle: { any: 'thing' } }];
    const signed = signPackage({ ...tool, attestations, publishedAt: '2024-12-01T00:00:00.000Z' }, registryKeys, {
      with: registryKeys.keys,
    });
    const npmKeys = registryKeys.registryForm();
    const packument = (await (await get('@acme%2ftool', { npm: [signed], npmKeys })).json()) as Packument;
    expect(packument).toMatchObject({
      time: { '2.0.0': '2024-12-01T00:00:00.000Z' },
      versions: { '2.0.0': { dist: { signatures: registryKeys.keys.map(({ keyId }) => ({ keyid: keyId })) } } },
    });
    const url = packument.versions['2.0.0']!.dist.attestations.url;
    expect(await (await fetch(url)).json()).toEqual({ attestations });
    expect(await (await fetch(new URL('/-/npm/v1/keys', url))).json()).toEqual(npmKeys);
  });

  test('has no keys and no attestations unless given', async () => {
    expect((await get('-/npm/v1/keys', { npm: [tool] })).status).toBe(404);
    expect((await get('-/npm/v1/attestations/@acme%2ftool@2.0.0', { npm: [tool] })).status).toBe(404);
  });

  test('serves the attestations of a gem by its full name, an empty list where there are none', async () => {
    const gem = mintGemRelease({ name: 'ox', version: '1.0.0', platform: 'java', attestations: [{ any: 'bundle' }] });
    const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
    const old = mintGemRelease({ name: 'old', version: '1.0.0', attestations: null });
    const gems = [gem, rack, old];
    expect(await (await get('api/v1/attestations/ox-1.0.0-java.json', { gems })).json()).toEqual([{ any: 'bundle' }]);
    expect(await (await get('api/v1/attestations/rack-3.0.8.json', { gems })).json()).toEqual([]);
    expect((await get('api/v1/attestations/old-1.0.0.json', { gems })).status).toBe(404);
  });
});
