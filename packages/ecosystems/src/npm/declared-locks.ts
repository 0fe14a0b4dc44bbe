import { asMap, asText, type DocMap } from '@assay/documents';
import type { DirectLock, Scope } from '@assay/model';

/** Sections of a package.json, as lockfiles repeat them; a name counts where it stands first. */
const manifestSections: readonly (readonly [string, Scope])[] = [
  ['optionalDependencies', 'optional'],
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['peerDependencies', 'peer'],
];

/** One project of a lockfile. */
export interface DeclaringProject {
  /** Its folder; `.` for that of the lockfile. */
  readonly project: string;
  readonly fields: DocMap;
  /** Of its entry, for what has no line of its own. */
  readonly line: number;
  readonly sections?: readonly (readonly [string, Scope])[];
}

/** What a format knows of one name that a project asks for. */
export interface LockedName {
  readonly said: Pick<DirectLock, 'spec' | 'meaning' | 'overridden'>;
  readonly subject: string | undefined;
}

/** What a lockfile repeats of one project's package.json, and what is locked for that. */
export function declaredLocks(
  { project, fields, line, sections = manifestSections }: DeclaringProject,
  lockedFor: (name: string, spec: string) => LockedName,
): readonly DirectLock[] {
  const locks = new Map<string, DirectLock>();
  for (const [title, scope] of sections) {
    const section = asMap(fields.get(title));
    for (const [name, value] of section?.entries() ?? []) {
      if (locks.has(name)) continue;
      const { said, subject } = lockedFor(name, asText(value) ?? '');
      locks.set(name, {
        project,
        name,
        ...said,
        scope,
        line: section?.lineOf(name) ?? line,
        ...(subject === undefined ? {} : { subject }),
      });
    }
  }
  return [...locks.values()];
}
