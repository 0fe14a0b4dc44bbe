/** What a user of the library may say about a look at licence packages. */

import type { Finding, Inventory, LicenseFacts, LicensePhase, Report } from '@assay/model';
import type { PolicyInput } from '../load-policy.js';

/** Options of {@link verifyLicenses}. */
export interface LicenseVerifierOptions {
  /** The policy that names the packages. A policy in the checkout is never found by itself. */
  readonly policy: PolicyInput;
  /** Ids of the packages to look at. Default: all of the policy. */
  readonly names?: readonly string[];
  /** Phases to look at, each of which must have something to look at. Default: all, as far as they apply. */
  readonly phases?: readonly LicensePhase[];
  /** The project's folder: lockfiles, assay.lock, caches and installed files are looked for here. Default: the current folder. */
  readonly project?: string;
  /** Days before the end of an entitlement at which to warn. Default: 30. */
  readonly warnDays?: number;
  /** RFC 3339 time to judge at. Default: now. */
  readonly at?: string;
  /** The environment that client configuration and credentials are read from. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called after each package. */
  readonly onFindings?: (findings: readonly Finding[]) => void;
}

/** What a look gives. */
export interface LicenseResult {
  readonly report: Report;
  readonly inventory: Inventory;
  /** One sentence each about how the run went; not part of the report. */
  readonly notes: readonly string[];
}

/** What a look at the policy's packages gives. */
export interface VerifiedLicenses extends LicenseResult {
  /** One for each package that was looked at, in the policy's order; not part of the report. */
  readonly facts: readonly LicenseFacts[];
}
