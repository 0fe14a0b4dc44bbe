export type {
  Annotation,
  Bom,
  Composition,
  Dependency,
  Formula,
  LifecyclePhase,
  Metadata,
  SpecVersion,
  Workflow,
} from './bom.js';
export type {
  Component,
  ComponentEvidence,
  ComponentType,
  EvidenceOccurrence,
  Identity,
  IdentityMethod,
  Patch,
  Pedigree,
} from './component.js';
export type {
  Assessor,
  AttestationMap,
  Claim,
  ClaimEvidence,
  Declarations,
  Definitions,
  EvidenceData,
  Requirement,
  RequirementMap,
  Standard,
} from './declarations.js';
export type { ExternalReference, ExternalReferenceType, Hash } from './external-reference.js';
export type { License, LicenseExpression, Licensing, Licensor, SingleLicense } from './license.js';
export type { Attachment, Contact, Organization, Property } from './organization.js';
