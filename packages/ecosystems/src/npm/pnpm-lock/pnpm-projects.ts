import { describeProject } from '../description/describe-project.js';
import type { InventoryDraft } from '../inventory-draft.js';
import type { PnpmGraph, PnpmNode } from './pnpm-graph.js';

/** One document of the lockfile, its subjects known. */
export interface ReadDocument {
  readonly graph: PnpmGraph;
  readonly subjectOf: (node: PnpmNode) => string | undefined;
}

interface Place {
  readonly draft: InventoryDraft;
  /** The project's own package.json. */
  readonly manifest?: Uint8Array;
}

interface Importer {
  readonly subject: string | undefined;
  readonly dependsOn: Set<string>;
}

/** Adds the importers: the project itself, whose two documents are one project, and the members of its workspace. */
export function addPnpmProjects(documents: readonly ReadDocument[], { draft, manifest }: Place): void {
  const importers = new Map<string, Importer>([['.', { subject: undefined, dependsOn: new Set() }]]);
  for (const document of documents) {
    for (const node of document.graph.nodes) if (node.kind === 'importer') addNeeds(node, document, importers);
  }
  for (const [path, { subject, dependsOn }] of importers) {
    draft.addProject({
      path,
      ...(subject === undefined ? {} : { subject }),
      // The lockfile names no project: its package.json does.
      ...(path === '.' && manifest !== undefined ? describeProject(manifest) : {}),
      dependsOn: [...dependsOn].sort(),
    });
  }
}

function addNeeds(node: PnpmNode, { graph, subjectOf }: ReadDocument, importers: Map<string, Importer>): void {
  const subject = subjectOf(node);
  const importer = importers.get(node.key) ?? { subject, dependsOn: new Set<string>() };
  importers.set(node.key, importer);
  for (const { to } of graph.edgesOf.get(node) ?? []) {
    const id = subjectOf(to);
    if (id !== undefined && id !== subject) importer.dependsOn.add(id);
  }
}
