/**
 * CycloneDX as plain data: the shape of its JSON (ECMA-424, https://cyclonedx.org/docs/1.7/json/), as far as Assay writes it. What only
 * 1.7 knows is marked; it is left out of a 1.6 document. Property order in these interfaces is the order in which they are written.
 */

import type { Component } from './component.js';
import type { ExternalReference } from './external-reference.js';
import type { Declarations, Definitions } from './declarations.js';
import type { License } from './license.js';
import type { Contact, Organization, Property } from './organization.js';

/** The versions of the specification that are written. */
export type SpecVersion = '1.6' | '1.7';

export interface Bom {
  readonly $schema?: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: SpecVersion;
  /** `urn:uuid:` and a version 8 UUID (RFC 9562 §5.8) made from what the document says. */
  readonly serialNumber: string;
  readonly version: number;
  readonly metadata: Metadata;
  /** May be iterated once only where it is no array: large documents are written as they are made. */
  readonly components: Iterable<Component>;
  readonly externalReferences?: readonly ExternalReference[];
  readonly dependencies: Iterable<Dependency>;
  readonly compositions?: readonly Composition[];
  readonly annotations?: Iterable<Annotation>;
  readonly formulation?: readonly Formula[];
  readonly declarations?: Declarations;
  readonly definitions?: Definitions;
  readonly properties?: readonly Property[];
}

export interface Metadata {
  /** RFC 3339 UTC. */
  readonly timestamp: string;
  readonly lifecycles?: readonly { readonly phase: LifecyclePhase }[];
  readonly tools?: { readonly components: readonly Component[] };
  readonly manufacturer?: Organization;
  readonly authors?: readonly Contact[];
  readonly component?: Component;
  readonly supplier?: Organization;
  readonly licenses?: readonly License[];
  readonly properties?: readonly Property[];
}

export type LifecyclePhase =
  'design' | 'pre-build' | 'build' | 'post-build' | 'operations' | 'discovery' | 'decommission';

export interface Dependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
}

export interface Composition {
  readonly 'bom-ref'?: string;
  readonly aggregate:
    | 'complete'
    | 'incomplete'
    | 'unknown'
    | 'not_specified'
    | 'incomplete_third_party_only'
    | 'incomplete_first_party_only';
  readonly assemblies?: readonly string[];
  readonly dependencies?: readonly string[];
}

export interface Annotation {
  readonly 'bom-ref'?: string;
  readonly subjects: readonly string[];
  readonly annotator: { readonly component: Component } | { readonly organization: Organization };
  readonly timestamp: string;
  readonly text: string;
}

/** How the document's subject came about, as far as verified provenance says: workflows and their inputs. */
export interface Formula {
  readonly 'bom-ref'?: string;
  readonly components?: readonly Component[];
  readonly workflows?: readonly Workflow[];
}

export interface Workflow {
  readonly 'bom-ref': string;
  readonly uid: string;
  readonly name?: string;
  readonly description?: string;
  readonly taskTypes: readonly ('build' | 'release' | 'other')[];
  readonly properties?: readonly Property[];
}
