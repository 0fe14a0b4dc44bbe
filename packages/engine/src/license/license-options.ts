/** What a look at licence packages depends on. */

import type { LicenseCheck, LicenseContext, LicenseCopy, LicenseRequirement } from '@assay/checks';
import type {
  Digest,
  Ecosystem,
  EcosystemId,
  EvidenceSource,
  ExpectedPublisher,
  Finding,
  Inventory,
  LicenseFacts,
  LicensePackage,
  LicensePhase,
  LicenseRecord,
  RegistryTable,
} from '@assay/model';
import type { Policy } from '@assay/policy';
import type { ChecksumBundleOpener, Trust } from '@assay/signature';
import type { LicenseQuestion } from './license-question.js';

/** Asks who published a package. */
export type PublicationOf = (
  license: LicensePackage,
  question: LicenseQuestion,
  options: LicenseRunOptions,
) => Promise<LicenseContext['publication']>;

/** A requirement of the project's own. */
export interface ProjectRequirement extends LicenseRequirement {
  readonly ecosystem: EcosystemId;
  readonly name: string;
}

/** What was had of one package. */
export interface LicenseLook {
  readonly license: LicensePackage;
  readonly archives: readonly LicenseCopy[];
}

/** A file that the policy names, or why it cannot be read. */
export type DocumentBytes = Uint8Array | { readonly problem: string };

/** Everything a run over licence packages depends on. Same values and same evidence give the same report. */
export interface LicenseRunOptions {
  /** At least one; each of the policy, or those that the user named. */
  readonly packages: readonly LicensePackage[];
  readonly phases: readonly LicensePhase[];
  /** True where the user named the phases: then each of them must have something to look at. */
  readonly phasesNamed: boolean;
  /** As the user named it, for the places of the report. */
  readonly policyFile: string;
  readonly policy: Policy;
  readonly policyDigest: Digest;
  readonly registries: RegistryTable;
  /** What the project's lockfiles lock. */
  readonly project: Inventory;
  /** What the project itself asks for, by ecosystem and name. */
  readonly requirements: readonly ProjectRequirement[];
  /** What assay.lock recorded. */
  readonly records: readonly LicenseRecord[];
  /** Revocation lists and files of checksums, by the path that the policy names. */
  readonly documents: ReadonlyMap<string, DocumentBytes>;
  /** By package id: why its credential is not there. */
  readonly missingCredentials: ReadonlyMap<string, string>;
  /** How to find out who published a package; absent where no server is asked. Apart, because it loads the cryptography. */
  readonly publicationOf?: PublicationOf;
  /** What opens a vendor's Sigstore bundle of checksums; asked only where there is one, because it loads the cryptography. */
  readonly openChecksumBundle?: (
    license: LicensePackage,
    publishers: readonly ExpectedPublisher[],
  ) => Promise<ChecksumBundleOpener>;
  readonly warnDays: number;
  /** RFC 3339 UTC time to judge at. */
  readonly at: string;
  /** Who answers about a package: with its own credential, and no other's. */
  readonly sourceFor: (license: LicensePackage) => EvidenceSource;
  /** What signatures are judged by; absent where no server is asked. */
  readonly trust?: Trust;
  readonly tool: { readonly name: string; readonly version: string };
  readonly warnings?: readonly string[];
  readonly onFindings?: (findings: readonly Finding[]) => void;
  /** Called once for each package with what is known of it beside its findings. */
  readonly onFacts?: (facts: LicenseFacts) => void;
  /** Called with the archives that were had of each package. */
  readonly onLook?: (look: LicenseLook) => void;
  /** For tests; default: all of them. */
  readonly checks?: readonly LicenseCheck[];
  readonly ecosystems: readonly Ecosystem[];
}
