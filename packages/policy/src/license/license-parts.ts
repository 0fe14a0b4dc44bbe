/** What a profile or an entry says of a licence package, each part read for itself. Joining them is the next step. */

import type {
  CredentialReference,
  EcosystemId,
  ExpectedDigest,
  LicenseChecksums,
  LicenseContentRules,
  LicenseTokenExpectation,
  PublicNamesake,
} from '@assay/model';
import type { Given } from '../given.js';
import type { EntryPlace } from '../refuse.js';

/** Parts that are given; lists that add up are always there. */
export interface LicenseParts {
  readonly version?: string;
  readonly versionIsLicenseId?: boolean;
  readonly platform?: string;
  /** Null: nothing is downloaded. */
  readonly source?: string | null;
  readonly redirects?: readonly string[];
  readonly credentials?: CredentialReference;
  readonly digests: readonly ExpectedDigest[];
  /** Their locations may hold `{name}` and `{version}`. */
  readonly checksums?: readonly LicenseChecksums[];
  readonly content: Given<LicenseContentRules>;
  readonly token: Given<LicenseTokenExpectation>;
  readonly namesakes?: readonly PublicNamesake[];
  readonly locked?: boolean;
  readonly entitledUntil?: string;
  readonly contact?: string;
}

/** Where the parts stand, and whose package it is. */
export interface PartPlace extends Omit<EntryPlace, 'line'> {
  readonly ecosystem: EcosystemId;
}
