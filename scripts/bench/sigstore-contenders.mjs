import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import { parseBundle, readTrustedRoot, verifyBundle } from '../../packages/signature/dist/index.js';

const ofSignature = createRequire(new URL('../../packages/signature/package.json', import.meta.url));
const { bundleFromJSON } = ofSignature('@sigstore/bundle');
const { TrustedRoot } = ofSignature('@sigstore/protobuf-specs');
const { toSignedEntity, toTrustMaterial, Verifier } = ofSignature('@sigstore/verify');

const at = '2026-01-01T00:00:00Z';

/**
 * Three ways to verify bundles under one trusted root. Each makes a function that takes one case (`text`, `digests`) and
 * throws where it does not verify.
 */
export const verifiers = {
  assay(rootText) {
    const root = must(readTrustedRoot(Buffer.from(rootText), { name: 'bench' }));
    return ({ text, digests }) => {
      const bundle = must(parseBundle(Buffer.from(text)));
      must(verifyBundle({ bundle, artifact: { digests }, roots: [root], at }));
    };
  },
  reused(rootText) {
    const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(rootText))));
    return ({ text }) => verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(text))));
  },
  perCall(rootText) {
    return ({ text }) => {
      const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(rootText))));
      verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(text))));
    };
  },
};

function must(answer) {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer.value;
}
