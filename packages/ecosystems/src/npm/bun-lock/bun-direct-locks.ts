import { asMap, asText } from '@assay/documents';
import type { DirectLock, Scope } from '@assay/model';
import type { BunDeclarations } from './bun-declarations.js';
import type { BunGraph } from './bun-graph.js';
import type { BunNode, BunProject } from './bun-node.js';

/** What is known of a lockfile's rows. */
export interface DirectRows {
  readonly graph: BunGraph;
  readonly declarations: BunDeclarations;
  readonly subjectOf: (node: BunNode) => string | undefined;
}

/** A name counts where it stands first. */
const sections: readonly (readonly [string, Scope])[] = [
  ['optionalDependencies', 'optional'],
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['peerDependencies', 'peer'],
];

/** What `workspaces` repeats of each package.json, and the row that is locked for it. */
export function bunDirectLocks(rows: DirectRows): readonly DirectLock[] {
  return [...rows.graph.projects.values()].flatMap((project) => locksOf(project, rows));
}

function locksOf(project: BunProject, { graph, declarations, subjectOf }: DirectRows): readonly DirectLock[] {
  const subjects = new Map<string, string | undefined>();
  for (const { to } of graph.edgesOf.get(project) ?? []) {
    if (typeof to.path !== 'string') subjects.set(to.path.name, subjectOf(to));
  }
  const locks = new Map<string, DirectLock>();
  for (const [title, scope] of sections) {
    const section = asMap(project.info.get(title));
    for (const [name, value] of section?.entries() ?? []) {
      if (locks.has(name)) continue;
      const subject = subjects.get(name);
      locks.set(name, {
        project: project.key === '' ? '.' : project.key,
        name,
        ...specOf(asText(value) ?? '', name, declarations),
        scope,
        line: section?.lineOf(name) ?? project.line,
        ...(subject === undefined ? {} : { subject }),
      });
    }
  }
  return [...locks.values()];
}

/** The copy says nothing of a name for which bun takes what an override says, whoever asks for it. */
function specOf(spec: string, name: string, { resolve, overridesOf }: BunDeclarations) {
  if (overridesOf.has(name)) return { overridden: true } as const;
  const meaning = resolve(spec, name);
  return { spec, ...(meaning === spec || meaning === '' ? {} : { meaning }) };
}
