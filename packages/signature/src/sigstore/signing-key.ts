import { equalBytes } from '../encoding/bytes.js';
import type { BundleParts } from './bundle-parts.js';
import type { ManagedKeyParts } from './managed-key-parts.js';
import { disprove, prove, type NotProven, type Proof } from './proof.js';
import { importPublicKey, type PublicKey } from './public-key.js';
import type { TrustedAuthority, TrustedRootParts } from './trusted-root-parts.js';
import { isSelfIssued, parseCertificate, type Certificate } from './x509-certificate.js';

/** The key that must have signed, and where trust in it comes from. */
export type SigningKey =
  | {
      readonly kind: 'certificate';
      readonly key: PublicKey;
      readonly certificate: Certificate;
      /** Authorities of the root that bear the issuer's name. At least one. */
      readonly authorities: readonly TrustedAuthority[];
    }
  | { readonly kind: 'managed'; readonly key: PublicKey; readonly managed: ManagedKeyParts; readonly hint: string };

type KeyProof = Proof<'signing-key', SigningKey>;

/**
 * Which key must have signed: the certificate's, whose issuer must bear the name of a trusted authority, or one that the
 * caller gave. That the authority did issue it is for sigstore-js to say.
 */
export function checkSigningKey(
  parts: BundleParts,
  root: TrustedRootParts,
  managed: ManagedKeyParts | null,
): KeyProof | NotProven {
  const { material } = parts;
  if (material.kind === 'certificate') return checkCertificate(parts, material, root);
  if (managed === null)
    return disprove('key-unknown', `No key was given for the hint ${JSON.stringify(material.hint)}.`);
  const signingKey: SigningKey = { kind: 'managed', key: managed.key, managed, hint: material.hint };
  return prove(
    'signing-key',
    signingKey,
    `The given key with the SHA-256 ${managed.key.fingerprint} must have signed.`,
  );
}

function checkCertificate(
  parts: BundleParts,
  material: Extract<BundleParts['material'], { kind: 'certificate' }>,
  root: TrustedRootParts,
): KeyProof | NotProven {
  const certificate = parseCertificate(material.leaf);
  if (certificate === null) return disprove('certificate-malformed', 'The signing certificate is not strict DER.');
  const named = root.authorities.filter(({ chain }) => issuerIn(chain, certificate) >= 0);
  if (named.length === 0) {
    return disprove('certificate-authority-unknown', `No authority in ${root.name} bears the name of the issuer.`);
  }
  const authorities = named.filter(({ unfit }) => unfit === null);
  const unfit = named.find((authority) => authority.unfit !== null)?.unfit ?? null;
  if (authorities.length === 0 && unfit !== null) {
    return disprove(unfit.because === 'usage' ? 'certificate-usage' : 'certificate-authority-unfit', unfit.detail);
  }
  if (
    !authorities.some(({ chain }) => isPartOf(material.chain, chain.slice(issuerIn(chain, certificate)), parts.version))
  ) {
    return disprove(
      'certificate-chain-unexpected',
      'The certificates after the first are not those of the trusted chain.',
    );
  }
  const key = importPublicKey(certificate.spki);
  if (typeof key === 'string') return disprove('key-unsupported', `The key of the certificate is ${key}.`);
  return prove(
    'signing-key',
    { kind: 'certificate', key, certificate, authorities },
    "The certificate's key must have signed.",
  );
}

function issuerIn(chain: readonly Certificate[], certificate: Certificate): number {
  return chain.findIndex(({ subject }) => equalBytes(subject, certificate.issuer));
}

/**
 * Certificates that a bundle brings beside its own must be the trusted ones, byte for byte and in issuing order: so they can
 * lead nowhere else. Roots do not belong into bundles; npm's first attestations (version 0.1) end in theirs, and verify
 * everywhere.
 */
function isPartOf(brought: readonly Uint8Array[], trusted: readonly Certificate[], version: string): boolean {
  return brought.every((der, i) => {
    const counterpart = trusted[i];
    if (counterpart === undefined || !equalBytes(der, counterpart.der)) return false;
    return version === '0.1' || !isSelfIssued(counterpart);
  });
}
