/** The examples of this package's README, on minted input. */

import { parseSri } from '@assay/model';
import { githubIdentity, mintPackage, mintRegistryKeys, mintSigstore, signPackage } from '@assay/testkit';
import { expect, test } from 'vitest';
import {
  matchPublisher,
  parseBundle,
  readRegistryKeys,
  readTrustedRoot,
  registrySignatureCodes,
  suggestPublisher,
  verifyBundle,
  verifyRegistrySignature,
} from './index.js';

const at = '2026-01-01T00:00:00Z';

test("a registry's signatures are verified from its keys document and its manifest, as both are served", () => {
  const registry = mintRegistryKeys();
  const minted = signPackage(mintPackage({ name: 'tool', version: '1.0.0' }), registry);
  const manifest = { dist: { integrity: minted.integrity, ...minted.dist } };
  const { signatures: served } = minted.dist as unknown as {
    signatures: { readonly keyid: string; readonly sig: string }[];
  };
  const keys = readRegistryKeys(JSON.stringify(registry.registryForm()));
  if (!keys.ok) throw new Error(keys.detail);
  const verify = (lockedIntegrity: string) => {
    const pins = parseSri(lockedIntegrity).flatMap((part) => ('digest' in part ? [part.digest] : []));
    const signatures = served.map(({ keyid, sig }) => ({
      keyId: keyid,
      signature: sig,
      signedIntegrity: manifest.dist.integrity,
    }));
    return verifyRegistrySignature({ name: 'tool', version: '1.0.0', signatures, pins, keys: keys.value, at });
  };
  expect(verify(minted.integrity)).toMatchObject({ ok: true, value: { code: 'registry-signature-valid' } });
  const other = verify(mintPackage({ name: 'tool', version: '1.0.1' }).integrity);
  if (other.ok) throw new Error('other bytes are not signed');
  expect(registrySignatureCodes[other.code].next).not.toBe('');
});

test('a bundle is verified, its signer compared, and a policy entry suggested', () => {
  const artifact = Buffer.from('tool');
  const signed = mintSigstore().sign({ artifact, identity: githubIdentity({ ref: 'refs/tags/v1.0.0' }) });
  const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)), { name: 'minted' });
  const bundle = parseBundle(Buffer.from(signed.text));
  if (!root.ok || !bundle.ok) throw new Error('not read');
  const verified = verifyBundle({
    bundle: bundle.value,
    artifact: { digests: [], bytes: artifact },
    roots: [root.value],
    at,
  });
  if (!verified.ok) throw new Error(verified.detail);
  const { signer, times } = verified.value;
  const about = { signer, signedAt: times, version: '1.0.0', inRange: () => null, at };
  const publisher = { kind: 'github', repository: 'octo-org/octo-repo', ref: 'refs/tags/v{version}' } as const;
  expect(matchPublisher([{ ...publisher, repositoryId: '123456789' }], about)).toMatchObject({ match: true });
  expect(matchPublisher([{ ...publisher, repositoryId: '1' }], about)).toMatchObject({ match: false });
  expect(suggestPublisher({ signer, purl: 'pkg:npm/tool', version: '1.0.0' })).toContain('octo-org/octo-repo');
});
