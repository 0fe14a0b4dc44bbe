import {
  githubIdentity,
  mintPackage,
  mintRegistryKeys,
  mintSigstore,
  npmAttestations,
  npmSubject,
  signPackage,
  slsaProvenanceV1,
  type MintedPackage,
  type NpmAttesting,
  type ProvenanceOptions,
} from '@assay/testkit';
import { registryKeys } from './signed-cases.js';

/** The Sigstore instance that npm and Assay are told to trust. */
export const sigstore = mintSigstore();
const otherSigstore = mintSigstore({ name: 'other-sigstore.example' });
const stranger = mintRegistryKeys([{ name: 'a stranger’s key' }]);

/** A signed package with attestations, and what each verifier makes of those. */
export interface AttestedCase {
  readonly title: string;
  readonly attesting?: (minted: MintedPackage) => Partial<NpmAttesting>;
  /** Whose attestations are served; the package's own when not given. */
  readonly about?: Pick<MintedPackage, 'name' | 'version'>;
  /** npm's word: for this package, or the code with which it gives up the whole run. */
  readonly npm: 'valid' | 'invalid' | 'EATTESTATIONSUBJECT' | 'EMISSINGSIGNATUREKEY';
  /** Where publish attestation and provenance are both required. */
  readonly ours: string;
  /** In a run, which requires provenance alone, where that is another code. */
  readonly inRun?: string;
  /** Why npm says yes where we do not. */
  readonly because?: string;
}

const provenanceOf = (minted: MintedPackage, wrong: ProvenanceOptions) => ({
  provenance: { statement: slsaProvenanceV1({ subjects: [npmSubject(minted)], ...wrong }) },
});

/** Where both say the same. */
export const attestedAgreed: readonly AttestedCase[] = [
  { title: 'publish attestation and provenance', npm: 'valid', ours: 'attestations-valid' },
  {
    title: 'provenance with a wrong signature',
    attesting: () => ({ provenance: { mistake: 'signature-wrong' } }),
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'provenance whose payload was changed after logging',
    attesting: () => ({ provenance: { mistake: 'payload-changed-after-logging' } }),
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'provenance by another Sigstore instance',
    attesting: () => ({ sigstore: otherSigstore }),
    npm: 'invalid',
    ours: 'log-unknown',
    inRun: 'certificate-authority-unknown',
  },
  {
    title: 'a publish attestation with a wrong signature',
    attesting: () => ({ publish: { mistake: 'signature-wrong' } }),
    npm: 'invalid',
    ours: 'signature-invalid',
  },
  {
    title: 'attestations of another version',
    about: { name: 'attested', version: '9.9.9' },
    npm: 'EATTESTATIONSUBJECT',
    ours: 'attestation-subject-mismatch',
  },
  {
    title: 'a publish attestation by a key that nobody knows',
    attesting: () => ({ registry: stranger }),
    npm: 'EMISSINGSIGNATUREKEY',
    ours: 'attestation-key-unknown',
    inRun: 'attestations-valid',
  },
];

/** Where we say no and npm says yes. */
export const attestedStricter: readonly AttestedCase[] = [
  {
    title: 'a publish attestation from before its key began to sign',
    attesting: () => ({ publish: { signedAt: '2024-03-01T00:00:00Z' } }),
    npm: 'valid',
    ours: 'key-not-valid-at-time',
    because: 'npm does not look at the start of a key',
  },
  {
    title: 'provenance that names another commit than its certificate',
    attesting: (minted) => provenanceOf(minted, { identity: githubIdentity({ sha: 'f'.repeat(40) }) }),
    npm: 'valid',
    ours: 'provenance-commit-mismatch',
    because: 'npm does not read the predicate',
  },
  {
    title: 'provenance about a second file too',
    attesting: (minted) =>
      provenanceOf(minted, {
        subjects: [npmSubject(minted), { name: 'pkg:npm/other@1.0.0', digest: { sha512: 'a'.repeat(128) } }],
      }),
    npm: 'valid',
    ours: 'attestation-subject-mismatch',
    because: 'npm looks at the first subject alone',
  },
  {
    title: 'provenance by a certificate that is not for signing code',
    attesting: () => ({ provenance: { mistake: 'leaf-with-wrong-eku' } }),
    npm: 'valid',
    ours: 'certificate-usage',
    because: 'sigstore-js does not look at the usage',
  },
];

/** The key in use began to sign in January of this year. */
const signedAt = '2025-03-01T00:00:00Z';

/** The package of a case, as the registry at this URL attests it. */
export function attestedPackage(
  index: number,
  { about, attesting }: AttestedCase,
  registryUrl = 'https://registry.example',
): MintedPackage {
  const minted = mintPackage({ name: `attested-${String(index)}`, version: '1.0.0' });
  const { publish, provenance, ...given } = attesting?.(minted) ?? {};
  const attestations = npmAttestations(
    { ...minted, ...about },
    {
      sigstore,
      registry: registryKeys,
      registryUrl,
      ...given,
      publish: { signedAt, ...publish },
      provenance: { signedAt, ...provenance },
    },
  );
  return { ...signPackage(minted, registryKeys), attestations };
}
