/** What package.json asks for, held against a lockfile of any npm client. */

import type { Ask, Demand, DemandFound, Gap, LockfileContent, ProjectManifests } from '@assay/model';
import { orphansOf } from '../../demand/orphans.js';
import { lockfileName, manifestPath } from '../../demand/manifest-path.js';
import type { Comparison } from './comparison.js';
import { lockLookup } from './lock-lookup.js';
import { projectAsks } from './project-asks.js';
import { readProjectRules } from './project-rules.js';
import { readAsks, type DeclaredAsks } from './read-asks.js';

/** Holds the manifests of the project and of the members of its workspace against the lockfile. Linear in both. */
export function npmDemand(content: LockfileContent, manifests: ProjectManifests): DemandFound {
  const { lockfile, byFolder } = manifests;
  const root = byFolder.get('.');
  if (root === undefined)
    return nothing(lockfile, 'missing', `There is no package.json beside ${lockfileName(lockfile)}.`);
  const declared = readAsks(root);
  if (declared === null)
    return nothing(lockfile, 'unreadable', `The package.json beside ${lockfileName(lockfile)} is no JSON object.`);
  return compare(content, manifests, declared);
}

function nothing(lockfile: string, state: Demand['state'], detail: string): DemandFound {
  return { demand: { lockfile, state, detail, asks: [], orphans: [] }, gaps: [] };
}

function compare(content: LockfileContent, manifests: ProjectManifests, root: DeclaredAsks): DemandFound {
  const { lockfile, byFolder, settings } = manifests;
  const comparison: Comparison = {
    lockfile,
    content,
    lookup: lockLookup(content),
    subjects: new Map(content.subjects.map((subject) => [subject.id, subject])),
    members: new Set(content.projects.flatMap(({ subject }) => subject ?? [])),
    rules: readProjectRules(root.fields, settings),
  };
  const asks: Ask[] = [];
  const gaps: Gap[] = [];
  const unread: string[] = [];
  for (const path of new Set(content.projects.map((project) => project.path))) {
    const bytes = byFolder.get(path);
    const declared = path === '.' ? root : bytes === undefined ? null : readAsks(bytes);
    if (declared === null) unread.push(manifestPath(path, 'package.json'));
    const found = projectAsks(path, declared, comparison);
    asks.push(...found.asks);
    gaps.push(...found.gaps);
  }
  if (content.membersUnlisted === true) {
    const detail = `${lockfileName(lockfile)} does not name the members of the workspace, and what they ask for was not looked at.`;
    const forMembers = orphansOf(content, asks).map((subject): Ask => {
      return { subject, manifest: manifestPath('.', 'package.json'), line: 1, answer: 'unread', detail };
    });
    return { demand: { lockfile, state: 'partly', detail, asks: [...asks, ...forMembers], orphans: [] }, gaps };
  }
  const state = unread.length === 0 ? 'read' : 'partly';
  const detail = unread.length === 0 ? '' : `Could not be read: ${unread.slice(0, 5).join(', ')}.`;
  return {
    demand: { lockfile, state, detail, asks, orphans: orphansOf(content, asks, replacements(comparison)) },
    gaps,
  };
}

/** What `resolutions` put in the place of a name: Yarn locks that even where nothing needs the name. */
function replacements({ content, rules }: Comparison): readonly string[] {
  return content.subjects.flatMap(({ id, name }) => (rules.replaced.has(name) ? [id] : []));
}
