import { pemOf } from '../../der/pem.js';
import { base64, type BundleJson } from '../bundle-json.js';
import { mintAuthority } from '../certificate-authority.js';
import { keyNamed } from '../minted-key.js';
import { editCertificate, editEntry, editMaterial } from './edits.js';
import { mistakes } from './mistake.js';

/** What can be wrong with the bundle's form. */
export const bundleMistakes = mistakes({
  'media-type-unknown': {
    about: 'The bundle is of a version that does not exist (0.9).',
    bundle: (bundle) => ({ ...bundle, mediaType: 'application/vnd.dev.sigstore.bundle.v0.9+json' }),
  },
  'media-type-with-suffix': {
    about: 'The media type goes on after a right one.',
    bundle: (bundle) => ({ ...bundle, mediaType: `${bundle.mediaType};evil=1` }),
  },
  'media-type-missing': {
    about: 'The bundle does not say what it is.',
    bundle: ({ mediaType: _type, ...bundle }) => bundle as BundleJson,
  },
  'signer-missing': {
    about: 'The bundle names neither a certificate nor a key.',
    ...editMaterial(({ certificate: _one, x509CertificateChain: _chain, publicKey: _key, ...material }) => material),
  },
  'certificate-empty': {
    about: 'The certificate has no bytes.',
    ...editCertificate(() => ''),
  },
  'chain-empty': {
    about: 'The certificate chain is empty.',
    needs: { bundle: '0.2' },
    ...editMaterial((material) => ({ ...material, x509CertificateChain: { certificates: [] } })),
  },
  'chain-in-0.3': {
    about: 'A bundle of version 0.3 carries its certificate as a chain.',
    ...editMaterial(({ certificate, ...material }) => ({
      ...material,
      x509CertificateChain: { certificates: certificate === undefined ? [] : [certificate] },
    })),
  },
  'chain-with-root': {
    about: 'The certificate chain goes up to the root, which only a trusted root may name.',
    needs: { bundle: '0.2' },
    bundle: (bundle, { world }) => {
      const above = mintAuthority(world.authority).chain.map(({ der }) => ({ rawBytes: base64(der) }));
      const { x509CertificateChain: chain, ...material } = bundle.verificationMaterial;
      const certificates = [...(chain?.certificates ?? []), ...above];
      return { ...bundle, verificationMaterial: { ...material, x509CertificateChain: { certificates } } };
    },
  },
  'certificate-and-key': {
    about: 'The bundle names both a certificate and a key.',
    ...editMaterial((material) => ({ ...material, publicKey: { hint: 'a key' } })),
  },
  'two-contents': {
    about: 'The bundle carries both a message signature and an envelope.',
    bundle: (bundle) => ({
      ...bundle,
      dsseEnvelope: bundle.dsseEnvelope ?? {
        payload: base64('{}'),
        payloadType: 'evil',
        signatures: [{ sig: base64('x') }],
      },
      messageSignature: bundle.messageSignature ?? {
        messageDigest: { algorithm: 'SHA2_256', digest: base64('evil') },
        signature: base64('evil'),
      },
    }),
  },
  'no-content': {
    about: 'The bundle carries neither a message signature nor an envelope.',
    bundle: ({ messageSignature: _message, dsseEnvelope: _envelope, ...bundle }) => bundle,
  },
  'unknown-field': {
    about: 'The bundle has a member that no version knows.',
    bundle: (bundle) => ({ ...bundle, evil: true }),
  },
  'base64-not-canonical': {
    about: 'The base64 of the certificate has stray bits at its end, or a stray character.',
    ...editCertificate((rawBytes) => `${rawBytes}\n`),
  },
  'certificate-is-pem': {
    about: 'The certificate is base64 of PEM, as bundles of gems have been served: to be repaired, not accepted.',
    ...editCertificate((rawBytes) => base64(pemOf('CERTIFICATE', Buffer.from(rawBytes, 'base64')))),
  },
  'kind-version-missing': {
    about:
      'The entry does not say of what kind it is, as bundles of gems have been served: to be repaired, not accepted.',
    ...editEntry((entry) => {
      const { kindVersion: _kind, ...rest } = entry;
      return rest as typeof entry;
    }),
  },
  'key-hint-unknown': {
    about: 'The bundle names a managed key that nobody trusts.',
    needs: { managedKey: { key: keyNamed('a managed key') } },
    ...editMaterial((material) => ({ ...material, publicKey: { hint: 'another key' } })),
  },
});
