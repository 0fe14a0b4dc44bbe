import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mintPackage, mintSigstore, npmSubject, slsaProvenanceV1 } from '../../packages/testkit/dist/index.js';

/** Real bundles lie beside the repository, or where ASSAY_SHARED_DATA says; they are never part of it. */
const shared = process.env.ASSAY_SHARED_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Sets of bundles: a title, the trusted root's text, and for each bundle its text and the artefact's digests. */
export function bundleSets() {
  return [
    mintedSet('DSSE, Rekor v1, minted', {}),
    mintedSet('DSSE, Rekor v2 and timestamp, minted', { log: 'v2' }),
    ...realSets(),
  ];
}

/** Every bundle has a certificate, key and log entry of its own, as different packages have. */
function mintedSet(title, options, count = 40) {
  const sigstore = mintSigstore();
  const cases = Array.from({ length: count }, (_, index) => {
    const minted = mintPackage({ name: `package-${index}`, version: '1.0.0' });
    const subject = npmSubject(minted);
    const { text } = sigstore.sign({ statement: slsaProvenanceV1({ subjects: [subject] }), ...options });
    return { text, digests: [{ alg: 'sha512', value: subject.digest.sha512 }] };
  });
  return { title, root: JSON.stringify(sigstore.trustedRoot()), cases };
}

function realSets() {
  const files = ['npm-cli/valid-sigstore-attestations.json', 'npm-cli/valid-tuf-js-attestations.json'];
  const paths = files.map((file) => join(shared, 'npm/attestations', file));
  const root = join(shared, 'trust/sigstore-public-good.trusted_root.json');
  if (![root, ...paths].every((path) => existsSync(path))) return [];
  const cases = paths.flatMap((path) => provenanceOf(JSON.parse(readFileSync(path, 'utf8'))));
  return [{ title: 'npm provenance, public Sigstore', root: readFileSync(root, 'utf8'), cases }];
}

function provenanceOf({ attestations }) {
  return attestations
    .filter(({ predicateType }) => predicateType.includes('/provenance/'))
    .map(({ bundle }) => {
      const { subject } = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8'));
      return { text: JSON.stringify(bundle), digests: [{ alg: 'sha512', value: subject[0].digest.sha512 }] };
    });
}
