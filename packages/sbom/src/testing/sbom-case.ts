/** Runs to make documents of, for the tests of this package. All values are minted here. */

import {
  digestOf,
  purlOf,
  type Digest,
  type Finding,
  type Inventory,
  type Occurrence,
  type Report,
  type Subject,
  type SubjectFacts,
} from '@assay/model';
import { buildSbom } from '../document/index.js';
import type { Annotation, Component, Composition, Dependency, Metadata } from '../cyclonedx/index.js';
import type { SbomInput, SbomOptions } from '../sbom-input.js';
import { renderJson } from '../write/index.js';

export const lockfile = 'package-lock.json';

export function sha512(text: string): Digest {
  return digestOf('sha512', text);
}

/** A package from a registry, pinned by SHA-512. */
export function locked(name: string, given: Partial<Subject> = {}): Subject {
  const { version = '1.0.0', ecosystem = 'npm' } = given;
  const purl = purlOf(ecosystem, name, version);
  const file = `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
  const url = `https://registry.example/${name}/-/${file}`;
  return {
    id: purl,
    purl,
    ecosystem,
    name,
    version,
    source: { kind: 'registry' },
    files: [{ name: file, url, pins: [sha512(purl)], malformedPins: [] }],
    conflictsWith: [],
    ...given,
  };
}

/** Where a package is locked. */
export function occurrence(subject: Subject, given: Partial<Occurrence> = {}): Occurrence {
  return { subject: subject.id, lockfile, line: 3, path: `node_modules/${subject.name}`, scope: 'prod', ...given };
}

/** What was found out about a package. */
export function found(subject: Subject, given: Partial<Finding>): Finding {
  const { check = 'pin-strength' } = given;
  const rest = { outcome: 'proven', code: 'pin-strong', detail: 'It is pinned.', evidence: [] } as const;
  return { id: `${subject.id}|${check}||1`, check, subject: subject.id, ...rest, ...given };
}

/** What is known of a package beside findings. */
export function known(subject: Subject, given: Partial<SubjectFacts> = {}): SubjectFacts {
  return { subject: subject.id, descriptions: [], received: [], vouchers: [], ...given };
}

/** What a test says; the rest follows from the subjects. */
export interface SbomCase extends Partial<Omit<SbomInput, 'inventory' | 'report' | 'facts'>> {
  readonly subjects: readonly Subject[];
  readonly inventory?: Partial<Inventory>;
  readonly report?: Partial<Report>;
  readonly facts?: readonly SubjectFacts[];
}

export function sbomInput({ subjects, inventory = {}, report = {}, facts = [], ...rest }: SbomCase): SbomInput {
  const digest = digestOf('sha256', 'lockfile');
  const whole: Inventory = {
    lockfiles: [{ path: lockfile, ecosystem: 'npm', format: 'package-lock.json v3', digest }],
    subjects,
    occurrences: subjects.map((subject) => occurrence(subject)),
    edges: [],
    gaps: [],
    projects: [{ lockfile, path: '.', name: 'shop', version: '2.0.0', dependsOn: subjects.map(({ id }) => id) }],
    ...inventory,
  };
  return {
    report: { ...plainReport(whole), ...report },
    reportDigest: digestOf('sha256', 'report'),
    inventory: whole,
    facts: new Map(facts.map((each) => [each.subject, each])),
    codeInfo: () => ({ outcome: 'refuted', text: 'A sentence about the code.', next: 'Do something.' }),
    declared: { authors: [], project: {}, parts: [], suppliers: [] },
    ...rest,
  };
}

function plainReport({ subjects, lockfiles, gaps }: Inventory): Report {
  const outcomes = { proven: 0, refuted: 0, absent: 0, unknown: 0, 'not-applicable': 0 };
  const decisions = { pass: subjects.length, waived: 0, warn: 0, unverified: 0, fail: 0 };
  return {
    schema: 'https://assay.example/schemas/report-v1.json',
    tool: { name: 'assay', version: '0.1.0' },
    at: '2026-11-26T12:00:00Z',
    depth: 'pins',
    decision: 'pass',
    exitCode: 0,
    policyDigest: digestOf('sha256', 'policy'),
    inventoryDigest: digestOf('sha256', 'inventory'),
    trustedRoots: [],
    lockfiles,
    findings: [],
    verdicts: subjects.map(({ id }) => ({ subject: id, decision: 'pass', because: [], waivedBy: [] })),
    totals: { subjects: subjects.length, decisions, outcomes, checks: [] },
    waivers: [],
    notLookedAt: [],
    gaps,
    warnings: [],
  };
}

export const options: SbomOptions = {
  specVersion: '1.6',
  timestamp: '2026-11-26T12:00:00Z',
  licenseTexts: false,
  declarations: false,
};

/** A document as its readers have it. */
export interface ReadBom {
  readonly serialNumber: string;
  readonly metadata: Metadata & { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
  readonly compositions?: readonly Composition[];
  readonly annotations?: readonly Annotation[];
}

/** The document's JSON. */
export function bomText(input: SbomInput, given: Partial<SbomOptions> = {}): string {
  return [...renderJson(buildSbom(input, { ...options, ...given }))].join('');
}

/** The document of a run. */
export function bomOf(input: SbomCase, given: Partial<SbomOptions> = {}): ReadBom {
  return JSON.parse(bomText(sbomInput(input), given)) as ReadBom;
}

/** The component of a run's only package. */
export function componentOf(subject: Subject, given: Partial<SbomCase> = {}, at: Partial<SbomOptions> = {}): Component {
  const [component] = bomOf({ subjects: [subject], ...given }, at).components;
  if (component === undefined) throw new Error('no component was made');
  return component;
}

/** The values of a component's properties with this name. */
export function valuesOf({ properties = [] }: Pick<Component, 'properties'>, name: string): readonly string[] {
  return properties.filter((property) => property.name === name).map(({ value }) => value);
}
