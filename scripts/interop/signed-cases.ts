import { mintPackage, mintRegistryKeys, signPackage, sri, type MintedPackage, type RegistryKey } from '@assay/testkit';

const before = '2024-12-01T00:00:00.000Z';
const after = '2025-06-01T00:00:00.000Z';
const rotated = '2025-01-29T00:00:00.000Z';

/** What a registry signs with: a key that has ended, and the one that took over. */
export const registryKeys = mintRegistryKeys([{ end: rotated }, { start: '2025-01-13T00:00:00.000Z' }]);
const endedKey = keyAt(0);
const currentKey = keyAt(1);
/** Another registry's key under the id of ours, and one that nobody knows. */
const stranger = mintRegistryKeys([{ name: 'a stranger’s key' }]);

/** A package as a registry serves it, and what each verifier makes of it. */
export interface SignedCase {
  /** Names the package too. */
  readonly title: string;
  readonly served: (minted: MintedPackage) => MintedPackage;
  /** npm's word: for this package, or the code with which it gives up the whole run. */
  readonly npm: 'valid' | 'invalid' | 'missing' | 'EEXPIREDSIGNATUREKEY' | 'EMISSINGSIGNATUREKEY';
  /** Our code. */
  readonly ours: string;
  /** What the lockfile pins where it is not what the registry serves. */
  readonly pin?: (minted: MintedPackage) => string;
  /** Why we differ, where we do. */
  readonly because?: string;
}

const signedBy =
  (...keys: RegistryKey[]) =>
  (minted: MintedPackage) =>
    signPackage(minted, registryKeys, { with: keys });

const signedOver = (lie: { name?: string; version?: string; integrity?: string }) => (minted: MintedPackage) =>
  signPackage(minted, registryKeys, lie);

const publishedAt = (time: string, serve: SignedCase['served']) => (minted: MintedPackage) =>
  serve({ ...minted, publishedAt: time });

const withSignatures = (change: (sig: string, keyid: string) => unknown) => (minted: MintedPackage) => {
  const { keyid, sig } = registryKeys.signRelease(minted);
  return { ...minted, dist: { signatures: [change(sig, keyid)] } };
};

function keyAt(index: number): RegistryKey {
  const key = registryKeys.keys[index];
  if (key === undefined) throw new Error(`there is no key ${String(index)}`);
  return key;
}

/** The last byte of a DER signature is the low byte of `s`: another number, still well-formed. */
function tampered(sig: string): string {
  const bytes = Buffer.from(sig, 'base64');
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return bytes.toString('base64');
}

const otherBytes = sri('sha512', new TextEncoder().encode('other bytes'));

/** Where both say the same. */
export const agreed: readonly SignedCase[] = [
  { title: 'signed', served: signedBy(currentKey), npm: 'valid', ours: 'registry-signature-valid' },
  { title: 'not signed', served: (minted) => minted, npm: 'missing', ours: 'signature-missing' },
  {
    title: 'an empty list of signatures',
    served: (minted) => ({ ...minted, dist: { signatures: [] } }),
    npm: 'missing',
    ours: 'signature-missing',
  },
  {
    title: 'a tampered signature',
    served: withSignatures((sig, keyid) => ({ keyid, sig: tampered(sig) })),
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'the signature of another version',
    served: signedOver({ version: '9.9.9' }),
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'the signature of another name',
    served: signedOver({ name: 'other' }),
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'the signature of other bytes',
    served: signedOver({ integrity: otherBytes }),
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'signed by another registry under our key’s id',
    served: (minted) => ({
      ...minted,
      dist: { signatures: [{ ...stranger.signRelease(minted), keyid: currentKey.keyId }] },
    }),
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'signed by a key that ended later',
    served: publishedAt(before, signedBy(endedKey)),
    npm: 'valid',
    ours: 'time-unauthenticated',
  },
  {
    title: 'signed by the old and the new key while both counted',
    served: publishedAt(before, signedBy(endedKey, currentKey)),
    npm: 'valid',
    ours: 'registry-signature-valid',
  },
  {
    title: 'one good and one tampered signature',
    served: (minted) => {
      const { keyid, sig } = registryKeys.signRelease(minted);
      const old = registryKeys.signRelease(minted, endedKey);
      return {
        ...minted,
        publishedAt: before,
        dist: {
          signatures: [
            { keyid, sig },
            { ...old, sig: tampered(old.sig) },
          ],
        },
      };
    },
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'signed by a key that had ended',
    served: publishedAt(after, signedBy(endedKey)),
    npm: 'EEXPIREDSIGNATUREKEY',
    ours: 'key-ended',
  },
  {
    title: 'signed by a key that nobody knows',
    served: (minted) => signPackage(minted, stranger),
    npm: 'EMISSINGSIGNATUREKEY',
    ours: 'key-unknown',
  },
];

/** Where we say no or "not known" and npm says yes. */
export const stricter: readonly SignedCase[] = [
  {
    title: 'the lockfile pins other bytes than the registry signed',
    served: signedBy(currentKey),
    pin: () => otherBytes,
    npm: 'valid',
    ours: 'signed-other-bytes',
    because: 'npm compares the signature with the registry’s own integrity',
  },
  {
    title: 'the lockfile pins SHA-1 only',
    served: (minted) => signPackage({ ...minted, integrity: sri('sha1', minted.bytes) }, registryKeys),
    pin: ({ bytes }) => sri('sha1', bytes),
    npm: 'valid',
    ours: 'signed-digest-weak',
    because: 'npm takes any hash',
  },
  {
    title: 'a signature with a line end in its base64',
    served: withSignatures((sig, keyid) => ({ keyid, sig: `${sig.slice(0, 40)}\n${sig.slice(40)}` })),
    npm: 'valid',
    ours: 'signature-malformed',
    because: 'npm’s base64 skips what is none',
  },
];

/** Where npm gives up the whole run although a key that counts has signed. */
export const milder: readonly SignedCase[] = [
  {
    title: 'signed by a current key, and by one that had ended',
    served: publishedAt(after, signedBy(endedKey, currentKey)),
    npm: 'EEXPIREDSIGNATUREKEY',
    ours: 'registry-signature-valid',
    because: 'a current key vouches for it',
  },
  {
    title: 'signed by a current key, and by one that is not known yet (npm/cli#8066)',
    served: (minted) => ({
      ...minted,
      dist: { signatures: [registryKeys.signRelease(minted), stranger.signRelease(minted)] },
    }),
    npm: 'EMISSINGSIGNATUREKEY',
    ours: 'registry-signature-valid',
    because: 'a current key vouches for it',
  },
];

/** The package of a case: named after its place in the list, so that one registry serves them all. */
export function packageOf(index: number, { served }: SignedCase): MintedPackage {
  return served(mintPackage({ name: `case-${String(index)}`, version: '1.0.0' }));
}
