import type { EcosystemId, Outcome, RegistryKey, Requirement } from '@assay/model';

/** One check, as a policy speaks of it. */
export interface CheckWords {
  /** Code → the outcome it stands for. */
  readonly codes: ReadonlyMap<string, Outcome>;
  /** Codes that are only preferred where the check is required, unless a rule hardens them. */
  readonly preferred?: ReadonlySet<string>;
  /** What is asked of it where no rule names it. */
  readonly byDefault: Exclude<Requirement, 'ignore'>;
}

/** How the layers that own versions, keys and certificates read them: what they could not use later is refused in the policy. */
export interface Readers {
  /** The one spelling of a version that registries list; null for what is no version. */
  readonly normaliseVersion: (ecosystem: EcosystemId, version: string) => string | null;
  /** True for a range of versions in the ecosystem's own syntax. */
  readonly isRange: (ecosystem: EcosystemId, range: string) => boolean;
  /** One sentence on why a key cannot be a registry's; null when it can. */
  readonly keyProblem: (key: RegistryKey) => string | null;
  /** One sentence on why a certificate, as PEM, cannot be trusted; null when it can. */
  readonly certificateProblem: (pem: string) => string | null;
  /** One sentence on why a key (PEM, or base64 of DER) cannot be that of who issues licences; null when it can. Absent: any key can. */
  readonly licenseKeyProblem?: (key: string) => string | null;
  /** The same of a key that signs statements of checksums. */
  readonly checksumKeyProblem?: (key: string) => string | null;
}

/** The words that a policy may use and that other layers own. */
export interface Vocabulary {
  /** By check id. */
  readonly checks: ReadonlyMap<string, CheckWords>;
  /** Types of attestations that Assay understands. */
  readonly predicateTypes: readonly string[];
  readonly readers: Readers;
}
