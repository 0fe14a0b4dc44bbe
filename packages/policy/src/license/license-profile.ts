/** Vendors' profiles as data. */

import type { EcosystemId, ExpectedPublisher } from '@assay/model';
import type { LicenseParts } from './license-parts.js';

/** A profile: what holds for all packages of a vendor, unless an entry says otherwise. */
export interface LicenseProfile {
  readonly id: string;
  /** Null: nobody in particular. */
  readonly vendor: string | null;
  readonly ecosystem: EcosystemId;
  /** The one package there is. Null: there are several. */
  readonly name: string | null;
  /** Names its packages have: exact, or ending in `*`. Null: any. */
  readonly names: readonly string[] | null;
  readonly parts: LicenseParts;
  /** Who may have published it. Null: it does not say. */
  readonly publishers: readonly ExpectedPublisher[] | null;
}
