import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import { mintSigstore, type SignedBundle, type SignOptions } from '@assay/testkit';

const sigstore = mintSigstore();

/** What sigstore-js makes of it: null, or its error. */
function judge(signed: SignedBundle): string | null {
  const logs = signed.bundle.verificationMaterial.tlogEntries ?? [];
  try {
    const rawBytes = Buffer.from(signed.key.spki);
    const keys = signed.hint === null ? {} : { [signed.hint]: { rawBytes } };
    const material = toTrustMaterial(TrustedRoot.fromJSON(signed.trustedRoot), keys as never);
    const verifier = new Verifier(material, { tlogThreshold: Math.min(1, logs.length) });
    verifier.verify(toSignedEntity(bundleFromJSON(signed.bundle), Buffer.from(signed.artifact)));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('sigstore-js accepts what is minted without mistakes', () => {
  const cases: Record<string, SignOptions> = {
    'a message signature in Rekor v1': {},
    'a DSSE envelope in Rekor v1': { as: 'dsse' },
    'an intoto entry': { as: 'dsse', entryKind: 'intoto' },
    'a message signature in Rekor v2': { log: 'v2' },
    'a DSSE envelope in Rekor v2': { log: 'v2', as: 'dsse' },
    'no log': { log: 'none' },
    timestamps: { timestamps: 2 },
    '0.1': { bundle: '0.1', inclusion: 'promise' },
    '0.2': { bundle: '0.2' },
    '0.3-old': { bundle: '0.3-old' },
  };
  test.each(Object.entries(cases))('%s', (_, options) => {
    expect(judge(sigstore.sign(options))).toBeNull();
  });
});
