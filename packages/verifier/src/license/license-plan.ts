/** What a look at licence packages works with: the plan, and who answers its questions. */

import type { Credential } from '@assay/acquire';
import type { LicenseRunOptions, PublicationOf } from '@assay/engine';
import type { EvidenceSource, LicensePackage, RegistryTable } from '@assay/model';
import type { Trust } from '@assay/signature';

/** Everything about a look but who answers. */
export interface LicensePlan extends Omit<LicenseRunOptions, 'sourceFor' | 'registries' | 'missingCredentials'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly projectRoot: string;
}

/** Answers, and what has to be closed after the run. */
export interface LicenseSources {
  readonly sourceFor: (license: LicensePackage) => EvidenceSource;
  /** What would be sent to the package's source; null for nothing. A secret. */
  readonly credentialFor?: (license: LicensePackage) => Credential | null;
  readonly registries: RegistryTable;
  /** By package id: why its credential is not there. */
  readonly missingCredentials: ReadonlyMap<string, string>;
  readonly publicationOf?: PublicationOf;
  /** What signatures are judged by: needed only where a server shows some. */
  readonly trust?: Trust;
  readonly notes: readonly string[];
  /** Closes connections; gives what they have to say. */
  close(): Promise<readonly string[]>;
}
