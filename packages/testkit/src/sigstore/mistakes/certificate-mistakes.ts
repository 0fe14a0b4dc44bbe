import { element, integer, utf8String } from '../../der/der.js';
import { keyPurpose, keyUsageBit, unknownCritical, type CertificateExtension } from '../certificate.js';
import { fulcioArc, rawExtension, utf8Extension } from '../identity.js';
import type { LeafPlan } from '../leaf-certificate.js';
import { strangerKey, strangerWorld } from '../strangers.js';
import { editCertificate, minutesAfter } from './edits.js';
import { mistakes } from './mistake.js';

/** What can be wrong with the signer's certificate. */
export const certificateMistakes = mistakes({
  'leaf-without-eku': {
    about: 'The certificate has no extended key usage.',
    leaf: (leaf) => ({ ...leaf, extendedKeyUsage: null }),
  },
  'leaf-with-wrong-eku': {
    about: 'The certificate is for TLS servers, not for code signing.',
    leaf: (leaf) => ({ ...leaf, extendedKeyUsage: [keyPurpose.serverAuth] }),
  },
  'leaf-with-ca-flag': {
    about: 'The certificate is a certificate authority.',
    leaf: (leaf) => ({ ...leaf, authority: true }),
  },
  'leaf-without-key-usage': {
    about: 'The certificate has no key usage.',
    leaf: (leaf) => ({ ...leaf, keyUsage: null }),
  },
  'leaf-without-digital-signature': {
    about: 'The key usage does not allow digital signatures.',
    leaf: (leaf) => ({ ...leaf, keyUsage: [keyUsageBit.contentCommitment] }),
  },
  'leaf-with-two-names': {
    about: 'The certificate has the right subject alternative name and another one.',
    leaf: (leaf) => ({ ...leaf, names: [...leaf.names, { type: 'email', value: 'someone@dev.example' }] }),
  },
  'leaf-without-name': {
    about: 'The certificate has no subject alternative name.',
    leaf: (leaf) => ({ ...leaf, names: [] }),
  },
  'leaf-name-of-other-type': {
    about: 'The name has the right text, but is of another type (e-mail for URI, URI for others).',
    leaf: (leaf) => ({
      ...leaf,
      names: leaf.names.map(({ type, value }) => ({ type: type === 'uri' ? 'email' : 'uri', value })),
    }),
  },
  'leaf-name-is-dns': {
    about: 'The name is a DNS name.',
    leaf: (leaf) => ({ ...leaf, names: [{ type: 'dns', value: 'dev.example' }] }),
  },
  'leaf-name-with-nul': {
    about: 'The name goes on after a NUL.',
    leaf: (leaf) => ({ ...leaf, names: leaf.names.map((name) => ({ ...name, value: `${name.value}\0.evil` })) }),
  },
  'leaf-issuer-disagrees': {
    about: 'The two extensions that name the OIDC issuer disagree: `.1` is right, `.8` is not.',
    leaf: (leaf) => replaced(leaf, 8, utf8Extension(8, 'https://issuer.evil.example')),
  },
  'leaf-legacy-issuer-disagrees': {
    about: 'The two extensions that name the OIDC issuer disagree: `.8` is right, `.1` is not.',
    leaf: (leaf) => replaced(leaf, 1, rawExtension(1, 'https://issuer.evil.example')),
  },
  'leaf-legacy-claim-disagrees': {
    about: 'The legacy extension for the repository (`.5`) names another one than `.12`.',
    leaf: (leaf) => replaced(leaf, 5, rawExtension(5, 'evil-org/evil-repo')),
  },
  'leaf-without-issuer': {
    about: 'No extension names the OIDC issuer.',
    leaf: (leaf) => without(without(leaf, 1), 8),
  },
  'leaf-issuer-not-der': {
    about: 'The issuer extension `.8` holds a bare text, not a DER UTF8String.',
    leaf: (leaf) => changed(leaf, 8, textOf),
  },
  'leaf-claim-not-der': {
    about: 'The extension for the repository URI (`.12`) holds a bare text, not a DER UTF8String.',
    leaf: (leaf) => changed(leaf, 12, textOf),
  },
  'leaf-claim-other-string-type': {
    about: 'The extension for the repository URI (`.12`) holds a PrintableString, not a UTF8String.',
    leaf: (leaf) => changed(leaf, 12, (value) => element(0x13, textOf(value))),
  },
  'leaf-claim-trailing-bytes': {
    about: 'The extension for the repository URI (`.12`) goes on after its UTF8String.',
    leaf: (leaf) => changed(leaf, 12, (value) => Buffer.concat([value, utf8String('evil')])),
  },
  'leaf-claim-bad-utf8': {
    about: 'The extension for the repository URI (`.12`) holds bytes that are no UTF-8.',
    leaf: (leaf) => changed(leaf, 12, (value) => element(0x0c, textOf(value), Uint8Array.of(0xc3))),
  },
  'leaf-claim-twice': {
    about: 'The extension for the repository id (`.15`) is there twice, with different values.',
    leaf: (leaf) => ({ ...leaf, claims: [...leaf.claims, utf8Extension(15, '666')] }),
  },
  'leaf-unknown-critical-extension': {
    about: 'The certificate has a critical extension that nobody knows.',
    leaf: (leaf) => ({ ...leaf, claims: [...leaf.claims, unknownCritical] }),
  },
  'leaf-by-other-authority': {
    about: 'An authority of the same name, but with other keys, issued the certificate.',
    leaf: (leaf, { world }) => ({ ...leaf, issuer: strangerWorld(world).authority.at(-1) ?? leaf.issuer }),
  },
  'leaf-self-signed': {
    about: 'The certificate is signed by its own key, under the name of the authority.',
    leaf: (leaf) => ({ ...leaf, issuer: { ...leaf.issuer, key: leaf.key } }),
  },
  'leaf-issued-by-leaf': {
    about: "The key of another signer's certificate, which is no authority, issued the certificate.",
    leaf: (leaf) => ({ ...leaf, issuer: { ...leaf.issuer, key: strangerKey(), name: [['CN', 'a signer']] } }),
  },
  'leaf-expired-when-signed': {
    about: 'The certificate had expired ten minutes before it signed.',
    leaf: (leaf, { at }) => ({ ...leaf, notBefore: minutesAfter(at, -20), notAfter: minutesAfter(at, -10) }),
  },
  'leaf-not-yet-valid-when-signed': {
    about: 'The certificate becomes valid an hour after it signed.',
    leaf: (leaf, { at }) => ({ ...leaf, notBefore: minutesAfter(at, 60), notAfter: minutesAfter(at, 70) }),
  },
  'certificate-trailing-bytes': {
    about: "The certificate's bytes in the bundle go on after its end.",
    ...editCertificate((rawBytes) => Buffer.concat([Buffer.from(rawBytes, 'base64'), integer(1)]).toString('base64')),
  },
});

function claimId(arc: number): string {
  return `${fulcioArc}.${String(arc)}`;
}

function changed(leaf: LeafPlan, arc: number, change: (value: Uint8Array) => Uint8Array): LeafPlan {
  const id = claimId(arc);
  if (!leaf.claims.some((claim) => claim.id === id))
    throw new Error(`this mistake needs an identity that states .${String(arc)}`);
  const claims = leaf.claims.map((claim) => (claim.id === id ? { ...claim, value: change(claim.value) } : claim));
  return { ...leaf, claims };
}

function replaced(leaf: LeafPlan, arc: number, { value }: CertificateExtension): LeafPlan {
  return changed(leaf, arc, () => value);
}

function without(leaf: LeafPlan, arc: number): LeafPlan {
  return { ...leaf, claims: leaf.claims.filter(({ id }) => id !== claimId(arc)) };
}

/** The text inside a short UTF8String. */
function textOf(value: Uint8Array): Uint8Array {
  return value.subarray((value[1] ?? 0) < 0x80 ? 2 : 3);
}
