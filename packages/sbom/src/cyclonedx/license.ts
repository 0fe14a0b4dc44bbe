/** Licences. Before 1.7 a list holds either one expression or any number of single licences; 1.7 allows both at once. */

import type { Attachment, Contact, Organization, Property } from './organization.js';

export type License = { readonly license: SingleLicense } | LicenseExpression;

export interface SingleLicense {
  readonly 'bom-ref'?: string;
  /** An id of the SPDX list that the specification version knows; or else `name`. Exactly one of the two. */
  readonly id?: string;
  readonly name?: string;
  readonly acknowledgement?: 'declared' | 'concluded';
  readonly text?: Attachment;
  readonly url?: string;
  readonly licensing?: Licensing;
  readonly properties?: readonly Property[];
}

export interface LicenseExpression {
  readonly 'bom-ref'?: string;
  /** A valid SPDX expression, in the list's spelling. */
  readonly expression: string;
  readonly acknowledgement?: 'declared' | 'concluded';
}

/** A commercial licence: who licensed it to whom, until when. */
export interface Licensing {
  readonly altIds?: readonly string[];
  readonly licensor?: Licensor;
  readonly licensee?: Licensor;
  readonly purchaser?: Licensor;
  readonly purchaseOrder?: string;
  readonly licenseTypes?: readonly ('subscription' | 'perpetual' | 'named-user' | 'appliance' | 'other')[];
  readonly lastRenewal?: string;
  readonly expiration?: string;
}

export type Licensor = { readonly organization: Organization } | { readonly individual: Contact };
