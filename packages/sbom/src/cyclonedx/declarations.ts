/** CycloneDX Attestations (CDXA): claims, what they rest on, and the requirements they are mapped to. */

import type { Component } from './component.js';
import type { ExternalReference } from './external-reference.js';
import type { Attachment, Contact, Organization, Property } from './organization.js';

export interface Declarations {
  readonly assessors?: readonly Assessor[];
  readonly attestations?: readonly AttestationMap[];
  readonly claims?: Iterable<Claim>;
  readonly evidence?: Iterable<ClaimEvidence>;
  readonly targets?: { readonly organizations?: readonly Organization[]; readonly components?: readonly Component[] };
}

/** Who assessed: `thirdParty` is false where it is the organisation that claims. */
export interface Assessor {
  readonly 'bom-ref': string;
  readonly thirdParty: boolean;
  readonly organization?: Organization;
}

export interface AttestationMap {
  readonly summary?: string;
  readonly assessor?: string;
  readonly map: readonly RequirementMap[];
}

/** One requirement of a standard, and the claims that speak for and against it. */
export interface RequirementMap {
  readonly requirement: string;
  readonly claims?: readonly string[];
  readonly counterClaims?: readonly string[];
  readonly conformance?: { readonly score: number; readonly rationale?: string };
  readonly confidence?: { readonly score: number; readonly rationale?: string };
}

export interface Claim {
  readonly 'bom-ref': string;
  /** Bom-ref of what it is about. */
  readonly target: string;
  readonly predicate: string;
  readonly reasoning?: string;
  readonly evidence?: readonly string[];
  readonly counterEvidence?: readonly string[];
}

export interface ClaimEvidence {
  readonly 'bom-ref': string;
  /** A name of the property taxonomy. */
  readonly propertyName?: string;
  readonly description?: string;
  readonly data?: readonly EvidenceData[];
  readonly created?: string;
  readonly author?: Contact;
}

export interface EvidenceData {
  readonly name?: string;
  readonly contents?: { readonly attachment?: Attachment; readonly url?: string };
}

export interface Definitions {
  readonly standards: readonly Standard[];
}

/** XML asks for name, version, description and owner. */
export interface Standard {
  readonly 'bom-ref': string;
  /** These four are optional in the JSON schema and must stand in XML. */
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly owner: string;
  readonly requirements: readonly Requirement[];
  readonly externalReferences?: readonly ExternalReference[];
}

export interface Requirement {
  readonly 'bom-ref': string;
  readonly identifier: string;
  readonly title?: string;
  /** The standard's own words: never written by Assay. */
  readonly text?: string;
  /** Words about it that are no part of it. */
  readonly descriptions?: readonly string[];
  readonly properties?: readonly Property[];
}
