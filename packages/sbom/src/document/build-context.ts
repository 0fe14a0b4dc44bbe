import {
  groupBy,
  type Finding,
  type Occurrence,
  type Project,
  type Subject,
  type SubjectFacts,
  type Verdict,
} from '@assay/model';
import type { Component } from '../cyclonedx/index.js';
import type { SbomInput, SbomOptions } from '../sbom-input.js';
import { subjectRefs } from './bom-refs.js';
import { lockfilePlaces, type LockfilePlace } from './lockfile-places.js';
import { ownFacts } from './received-bytes.js';

/** What all parts of the document are made from: the input, by subject. */
export interface BuildContext {
  readonly input: SbomInput;
  readonly options: SbomOptions;
  /** The bom-ref of a subject id. */
  readonly refOf: (subject: string) => string;
  readonly findingsOf: ReadonlyMap<string, readonly Finding[]>;
  readonly occurrencesOf: ReadonlyMap<string, readonly Occurrence[]>;
  readonly verdictOf: ReadonlyMap<string, Verdict>;
  /** By subject id, the members of workspaces: one subject may be a member of several. */
  readonly membersOf: ReadonlyMap<string, readonly Project[]>;
  readonly places: ReadonlyMap<string, LockfilePlace>;
  /** Lockfile and line of packages that the package manager patches, as `lockfile\0line`. */
  readonly patched: ReadonlySet<string>;
  /** Assay itself, as `metadata.tools` names it. */
  readonly tool: Component;
}

/** One subject and what is known of it. */
export interface SubjectContext {
  readonly context: BuildContext;
  readonly subject: Subject;
  readonly facts: SubjectFacts | undefined;
  readonly findings: readonly Finding[];
  readonly occurrences: readonly Occurrence[];
  /** What its own manifest says, for a member of a workspace that its lockfile only names by folder. */
  readonly member: Project | undefined;
}

/** Bom-ref of the tool. */
export const toolRef = 'tool:assay';

/** Sorts the input by subject, once. */
export function buildContext(input: SbomInput, options: SbomOptions): BuildContext {
  const { report, inventory } = input;
  return {
    input,
    options,
    refOf: subjectRefs(inventory.subjects),
    findingsOf: groupBy(report.findings, ({ subject }) => subject),
    occurrencesOf: groupBy(inventory.occurrences, ({ subject }) => subject),
    verdictOf: new Map(report.verdicts.map((verdict) => [verdict.subject, verdict])),
    membersOf: groupBy(inventory.projects ?? none, ({ subject }) => subject ?? ''),
    places: lockfilePlaces(inventory),
    patched: new Set(
      inventory.gaps
        .filter(({ code }) => code === 'patched-locally')
        .map(({ lockfile, line }) => `${lockfile}\0${String(line)}`),
    ),
    tool: { type: 'application', 'bom-ref': toolRef, name: report.tool.name, version: report.tool.version },
  };
}

const none: readonly never[] = [];

/** Everything about one subject, but for what archives with other bytes than the pinned ones say. */
export function aboutSubject(context: BuildContext, subject: Subject): SubjectContext {
  const facts = context.input.facts.get(subject.id);
  const findings = context.findingsOf.get(subject.id) ?? none;
  return {
    context,
    subject,
    facts: facts === undefined ? undefined : ownFacts(facts, subject, findings),
    findings,
    occurrences: context.occurrencesOf.get(subject.id) ?? none,
    member: memberOf(subject, context),
  };
}

/** Folders of the same name in two workspaces are one subject: then neither's manifest speaks for it. */
function memberOf({ id, version, source }: Subject, { membersOf }: BuildContext): Project | undefined {
  const [member, ...others] = version === '' && source.kind === 'directory' ? (membersOf.get(id) ?? none) : none;
  return member?.name === undefined || others.length > 0 ? undefined : member;
}
