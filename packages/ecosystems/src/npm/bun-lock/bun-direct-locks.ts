import type { DirectLock } from '@assay/model';
import { declaredLocks } from '../declared-locks.js';
import type { BunDeclarations } from './bun-declarations.js';
import type { BunGraph } from './bun-graph.js';
import type { BunNode, BunProject } from './bun-node.js';

/** What is known of a lockfile's rows. */
export interface DirectRows {
  readonly graph: BunGraph;
  readonly declarations: BunDeclarations;
  readonly subjectOf: (node: BunNode) => string | undefined;
}

/** What `workspaces` repeats of each package.json, and the row that is locked for it. */
export function bunDirectLocks(rows: DirectRows): readonly DirectLock[] {
  return [...rows.graph.projects.values()].flatMap((project) => locksOf(project, rows));
}

function locksOf(project: BunProject, { graph, declarations, subjectOf }: DirectRows): readonly DirectLock[] {
  const subjects = new Map<string, string | undefined>();
  for (const { to } of graph.edgesOf.get(project) ?? []) {
    if (typeof to.path !== 'string') subjects.set(to.path.name, subjectOf(to));
  }
  const { key, info: fields, line } = project;
  return declaredLocks({ project: key === '' ? '.' : key, fields, line }, (name, spec) => ({
    said: specOf(spec, name, declarations),
    subject: subjects.get(name),
  }));
}

/** The copy says nothing of a name for which bun takes what an override says, whoever asks for it. */
function specOf(spec: string, name: string, { resolve, overridesOf }: BunDeclarations) {
  if (overridesOf.has(name)) return { overridden: true } as const;
  const meaning = resolve(spec, name);
  return { spec, ...(meaning === spec || meaning === '' ? {} : { meaning }) };
}
