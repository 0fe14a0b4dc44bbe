import type { Composition } from '../cyclonedx/index.js';
import type { Application } from './applications.js';
import type { BuildContext } from './build-context.js';
import type { Listed } from './dependency-graph.js';

/** Gaps of a lockfile that leave the list of packages and of their dependencies whole. Any other, also one not known yet, makes it incomplete. */
const harmless: ReadonlySet<string> = new Set([
  'credentials-in-lockfile',
  'bundled-without-pin',
  'patched-locally',
  'version-disagrees',
  'package-extensions',
]);

/** Sources whose insides nobody has looked at, and no digest fixes. */
const opaque: ReadonlySet<string> = new Set(['git', 'unsupported', 'builtin']);

/**
 * What is complete, and what is not. `dependencies` is about the direct dependencies of what it lists: those that a lockfile without gaps
 * locks are complete, the others incomplete. `assemblies` is about what lies inside: nobody knows what a package from git, an entry that is not
 * supported, or a part of the runtime is made of. Nothing is said about the insides of archives, or of the project's own folder.
 */
export function compositionsOf(context: BuildContext, listed: Listed): readonly Composition[] {
  const open = lockfilesWithGaps(context);
  const complete: string[] = [];
  const incomplete: string[] = [];
  for (const { ref, isWhole } of applicationsOf(listed, open)) (isWhole ? complete : incomplete).push(ref);
  const applications = new Set([...complete, ...incomplete]);
  const unknown: string[] = [];
  for (const { id, source } of context.input.inventory.subjects) {
    const ref = context.refOf(id);
    if (opaque.has(source.kind)) unknown.push(ref);
    if (applications.has(ref)) continue;
    const isWhole = source.kind !== 'unsupported' && isLockedWholly(id, context, open);
    (isWhole ? complete : incomplete).push(ref);
  }
  const parts = listed.parts.map(({ ref }) => ref);
  return [
    ...(complete.length === 0 ? [] : [{ aggregate: 'complete', dependencies: complete } as const]),
    ...(incomplete.length === 0 ? [] : [{ aggregate: 'incomplete', dependencies: incomplete } as const]),
    ...(unknown.length === 0 ? [] : [{ aggregate: 'unknown', assemblies: unknown } as const]),
    ...(parts.length === 0 ? [] : [{ aggregate: 'unknown', assemblies: parts, dependencies: parts } as const]),
  ];
}

function lockfilesWithGaps({ input }: BuildContext): ReadonlySet<string> {
  return new Set(input.inventory.gaps.filter(({ code }) => !harmless.has(code)).map(({ lockfile }) => lockfile));
}

interface Wholeness {
  readonly ref: string;
  readonly isWhole: boolean;
}

/** The document's subject is whole where all lockfiles are: everything hangs below it. */
function applicationsOf({ applications }: Listed, open: ReadonlySet<string>): readonly Wholeness[] {
  const others = applications.others.map((application) => wholeness(application, open));
  const root = wholeness(applications.root, open);
  return [{ ...root, isWhole: root.isWhole && others.every(({ isWhole }) => isWhole) }, ...others];
}

function wholeness({ ref, lockfiles }: Application, open: ReadonlySet<string>): Wholeness {
  return { ref, isWhole: !lockfiles.some((lockfile) => open.has(lockfile)) };
}

function isLockedWholly(id: string, { occurrencesOf }: BuildContext, open: ReadonlySet<string>): boolean {
  if (open.size === 0) return true;
  return (occurrencesOf.get(id) ?? []).every(({ lockfile }) => !open.has(lockfile));
}
