import { compareText } from '@assay/model';
import type { Dependency } from '../cyclonedx/index.js';
import type { Application, Applications } from './applications.js';
import type { BuildContext } from './build-context.js';
import type { DeclaredComponent } from './declared-components.js';

/** What the document lists besides subjects. */
export interface Listed {
  readonly applications: Applications;
  readonly parts: readonly DeclaredComponent[];
}

/**
 * Who depends on whom, by bom-ref: the project on what it asks for and on its other applications, members of a workspace and parts of its
 * own; every component once, also those that depend on nothing. Sorted by code units.
 */
export function dependencyGraph(context: BuildContext, { applications, parts }: Listed): Generator<Dependency> {
  const { root, others } = applications;
  const targets = edgesOf(context);
  for (const application of [root, ...others]) addProject(targets, application, context);
  for (const { ref } of others) add(targets, root.ref, ref);
  for (const { ref, within } of parts)
    for (const owner of within.length === 0 ? [root.ref] : within) add(targets, owner, ref);
  const subjects = context.input.inventory.subjects.map(({ id }) => context.refOf(id));
  const applicationRefs = [root.ref, ...others.map(({ ref }) => ref)];
  const refs = [...new Set([...applicationRefs, ...subjects, ...parts.map(({ ref }) => ref)])];
  return dependencies(refs, targets);
}

function* dependencies(
  refs: readonly string[],
  targets: ReadonlyMap<string, readonly string[]>,
): Generator<Dependency> {
  for (const ref of refs) {
    const dependsOn = targets.get(ref);
    yield dependsOn === undefined ? { ref } : { ref, dependsOn: inOrder(dependsOn) };
  }
}

/** Inventories name edges in order and once; only what is added to them may have to be sorted. */
function inOrder(refs: readonly string[]): readonly string[] {
  for (let i = 1; i < refs.length; i++)
    if (compareText(refs[i - 1] ?? '', refs[i] ?? '') >= 0) return [...new Set(refs)].sort();
  return refs;
}

function edgesOf({ input, refOf }: BuildContext): Map<string, string[]> {
  const targets = new Map<string, string[]>();
  for (const { from, to } of input.inventory.edges) if (from !== to) add(targets, refOf(from), refOf(to));
  return targets;
}

function add(targets: Map<string, string[]>, from: string, to: string): void {
  const known = targets.get(from);
  if (known === undefined) targets.set(from, [to]);
  else known.push(to);
}

function addProject(targets: Map<string, string[]>, application: Application, context: BuildContext): void {
  const { ref, projects, members } = application;
  for (const { dependsOn } of projects) for (const id of dependsOn) addOther(targets, ref, context.refOf(id));
  for (const { subject, dependsOn } of members) {
    const member = subject === undefined ? ref : context.refOf(subject);
    addOther(targets, ref, member);
    for (const id of dependsOn) addOther(targets, member, context.refOf(id));
  }
  if (context.input.inventory.projects === undefined) addRoots(targets, application, context);
}

function addOther(targets: Map<string, string[]>, from: string, to: string): void {
  if (from !== to) add(targets, from, to);
}

/** Without word on what the project asks for: whatever no other package is said to pull in. */
function addRoots(
  targets: Map<string, string[]>,
  { ref, lockfiles }: Application,
  { input, refOf }: BuildContext,
): void {
  const own = new Set(lockfiles);
  for (const { subject, parent, lockfile } of input.inventory.occurrences) {
    if (parent === undefined && own.has(lockfile)) addOther(targets, ref, refOf(subject));
  }
}
