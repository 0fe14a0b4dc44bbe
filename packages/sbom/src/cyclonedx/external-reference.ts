/** References to what lies outside of the document, and hashes. */

import type { Property } from './organization.js';

export interface ExternalReference {
  readonly url: string;
  readonly comment?: string;
  readonly type: ExternalReferenceType;
  readonly hashes?: readonly Hash[];
  /** 1.7. */
  readonly properties?: readonly Property[];
}

export type ExternalReferenceType =
  | 'vcs'
  | 'issue-tracker'
  | 'website'
  | 'advisories'
  | 'bom'
  | 'mailing-list'
  | 'social'
  | 'chat'
  | 'documentation'
  | 'support'
  | 'source-distribution'
  | 'distribution'
  | 'distribution-intake'
  | 'license'
  | 'build-meta'
  | 'build-system'
  | 'release-notes'
  | 'security-contact'
  | 'attestation'
  | 'evidence'
  | 'digital-signature'
  | 'other';

export interface Hash {
  readonly alg: 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Lowercase hex. */
  readonly content: string;
}
