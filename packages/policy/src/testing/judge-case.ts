/** Small worlds to judge, for the tests of this package. */

import type {
  Digest,
  Finding,
  Inventory,
  Occurrence,
  Outcome,
  Registry,
  RegistryTable,
  Requirement,
  Subject,
  SubjectFile,
} from '@assay/model';
import type { JudgeInput } from '../judge-input.js';
import type { Policy, Rule, Selector, Waiver } from '../policy.js';

/** SHA-512 digest whose bytes are all `byte` (two hex digits). */
export function digest(byte: string, alg: 'sha512' | 'sha256' | 'sha1' = 'sha512'): Digest {
  const bytes = { sha512: 64, sha256: 32, sha1: 20 }[alg];
  return { alg, value: byte.repeat(bytes), covers: 'artifact' };
}

export function file(name: string, ...pins: readonly Digest[]): SubjectFile {
  return { name, pins, malformedPins: [] };
}

/** `left-pad@1.3.0` from a registry, with one file pinned by SHA-512. */
export function subject(given: Partial<Subject> = {}): Subject {
  const { version = '1.3.0', name = 'left-pad' } = given;
  const purl = `pkg:npm/${name}@${version}`;
  return {
    id: given.purl ?? purl,
    purl,
    ecosystem: 'npm',
    name,
    version,
    source: { kind: 'registry' },
    files: [file('left-pad-1.3.0.tgz', digest('aa'))],
    conflictsWith: [],
    ...given,
  };
}

export function occurrence(of: Subject, scope: Occurrence['scope'] = 'prod'): Occurrence {
  return { subject: of.id, lockfile: 'package-lock.json', line: 7, path: `node_modules/${of.name}`, scope };
}

/** A finding of `pin-strength` unless told. */
export function finding(about: Subject, outcome: Outcome, given: Partial<Finding> = {}): Finding {
  const { check = 'pin-strength', code = `code-${outcome}` } = given;
  const id = `${about.id}|${check}|${given.file ?? ''}|${code}`;
  return { id, check, subject: about.id, outcome, code, detail: 'Because.', evidence: [], ...given };
}

export function rule(checks: Readonly<Record<string, Requirement>>, select: Selector = {}, line = 1): Rule {
  return { select, checks: new Map(Object.entries(checks)), harden: new Map(), line };
}

/** In force on 2026-11-22, for `pin-strength` of `left-pad@1.3.0`. */
export function waiver(given: Partial<Waiver> = {}): Waiver {
  return {
    purl: 'pkg:npm/left-pad@1.3.0',
    check: 'pin-strength',
    reason: 'replaced next week',
    owner: 'platform',
    created: '2026-11-01',
    expires: '2026-11-30',
    line: 12,
    ...given,
  };
}

export function policy(given: Partial<Policy> = {}): Policy {
  return {
    version: 1,
    registries: [],
    rules: [],
    waivers: [],
    publishers: [],
    attestations: [],
    builders: null,
    gems: { policy: 'assay', trustDirectory: false, fingerprints: [], certificates: [] },
    installScripts: [],
    releaseAge: null,
    namesakes: [],
    licensePackages: [],
    sbom: { authors: [], project: {}, parts: [], suppliers: [] },
    defaults: new Map(),
    limits: { artifactBytes: 1 },
    acceptGaps: [],
    allowEmpty: false,
    ...given,
  };
}

export function inventory(subjects: readonly Subject[], occurrences?: readonly Occurrence[]): Inventory {
  const places = occurrences ?? subjects.map((each) => occurrence(each));
  return { lockfiles: [], subjects, occurrences: places, edges: [], gaps: [] };
}

/** A trusted npm registry. */
export function registry(url: string, given: Partial<Registry> = {}): Registry {
  return { ecosystem: 'npm', url, from: 'policy', names: [], redirects: [], aliases: [], ...given };
}

export function registries(...list: readonly Registry[]): RegistryTable {
  return { registries: list };
}

/** Judged on 2026-11-22 at noon, with `pin-strength` as the only check, unless told. */
export function judgeInput(given: Partial<JudgeInput> = {}): JudgeInput {
  return {
    policy: policy(),
    inventory: inventory([subject()]),
    findings: [],
    registries: registries(),
    at: '2026-11-22T12:00:00Z',
    checks: ['pin-strength'],
    ...given,
  };
}
