import { describeProject } from '../description/describe-project.js';
import type { InventoryDraft } from '../inventory-draft.js';
import { dependsOn } from '../depends-on.js';
import type { BunGraph } from './bun-graph.js';
import type { BunNode, BunProject } from './bun-node.js';

interface Place {
  readonly graph: BunGraph;
  readonly draft: InventoryDraft;
  readonly subjectOf: (node: BunNode) => string | undefined;
}

/** Adds the project itself, as its package.json describes it, and the members of its workspace, as the lockfile does. */
export function addBunProjects(place: Place, manifest: Uint8Array | undefined): void {
  for (const project of place.graph.projects.values()) {
    const subject = place.subjectOf(project);
    const described = project.key === '' && manifest !== undefined ? describeProject(manifest) : {};
    place.draft.addProject({
      path: project.key === '' ? '.' : project.key,
      ...(subject === undefined ? {} : { subject }),
      ...identity(project),
      ...described,
      dependsOn: askedFor(project, place),
    });
  }
}

function identity({ name, version }: BunProject) {
  return { ...(name === '' ? {} : { name }), ...(version === '' ? {} : { version }) };
}

function askedFor(project: BunProject, { graph, subjectOf }: Place): readonly string[] {
  const targets = (graph.edgesOf.get(project) ?? []).map(({ to }) => subjectOf(to));
  return dependsOn(subjectOf(project), targets);
}
