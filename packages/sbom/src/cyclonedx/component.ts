/** A component: a package, the project itself, a tool. */

import type { PartType } from '@assay/model';
import type { ExternalReference, Hash } from './external-reference.js';
import type { License, SingleLicense } from './license.js';
import type { Attachment, Contact, Organization, Property } from './organization.js';

export interface Component {
  readonly type: ComponentType;
  readonly 'bom-ref'?: string;
  readonly supplier?: Organization;
  readonly manufacturer?: Organization;
  readonly authors?: readonly Contact[];
  readonly publisher?: string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly scope?: 'required' | 'optional' | 'excluded';
  readonly hashes?: readonly Hash[];
  readonly licenses?: readonly License[];
  readonly copyright?: string;
  readonly purl?: string;
  readonly pedigree?: Pedigree;
  readonly externalReferences?: readonly ExternalReference[];
  readonly components?: readonly Component[];
  readonly evidence?: ComponentEvidence;
  /** 1.7: true for what the project only refers to. */
  readonly isExternal?: boolean;
  readonly properties?: readonly Property[];
}

export type ComponentType = PartType;

/** Where it comes from, where it was changed on the way: git sources and their commits, patches of the package manager. */
export interface Pedigree {
  readonly ancestors?: readonly Component[];
  readonly commits?: readonly { readonly uid?: string; readonly url?: string; readonly message?: string }[];
  readonly patches?: readonly Patch[];
  readonly notes?: string;
}

export interface Patch {
  readonly type: 'unofficial' | 'monkey' | 'backport' | 'cherry-pick';
  readonly diff?: { readonly text?: Attachment; readonly url?: string };
}

export interface ComponentEvidence {
  readonly identity?: readonly Identity[];
  readonly occurrences?: readonly EvidenceOccurrence[];
  /** Licences that were seen in the bytes, as opposed to declared ones. */
  readonly licenses?: readonly { readonly license: SingleLicense }[];
  readonly copyright?: readonly { readonly text: string }[];
}

export interface Identity {
  readonly field: 'group' | 'name' | 'version' | 'purl' | 'hash';
  /** 0 to 1. */
  readonly confidence?: number;
  readonly concludedValue?: string;
  readonly methods?: readonly IdentityMethod[];
  /** Bom-refs of the tools that found it. */
  readonly tools?: readonly string[];
}

export interface IdentityMethod {
  readonly technique:
    | 'source-code-analysis'
    | 'binary-analysis'
    | 'manifest-analysis'
    | 'ast-fingerprint'
    | 'hash-comparison'
    | 'instrumentation'
    | 'dynamic-analysis'
    | 'filename'
    | 'attestation'
    | 'other';
  readonly confidence: number;
  readonly value?: string;
}

export interface EvidenceOccurrence {
  readonly 'bom-ref'?: string;
  /** A path relative to the project; never an absolute one. */
  readonly location: string;
  /** From 1. */
  readonly line?: number;
  readonly symbol?: string;
  readonly additionalContext?: string;
}
