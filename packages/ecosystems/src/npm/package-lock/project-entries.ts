import { asText } from '@assay/documents';
import { describeManifest, describePackageJson } from '../description/describe-npm.js';
import type { InventoryDraft } from '../inventory-draft.js';
import { dependsOn } from '../depends-on.js';
import type { DependencyTree } from './dependency-tree.js';
import type { FolderClaims } from './folder-claim.js';
import { entryName, entryVersion, type LockEntry } from './lock-entry.js';
import type { ProjectManifest } from './project-manifest.js';

/** What is known of a lockfile's own projects. */
export interface ProjectEntries {
  readonly entries: ReadonlyMap<string, LockEntry>;
  readonly tree: DependencyTree;
  readonly claims: FolderClaims;
  readonly manifest: ProjectManifest;
  readonly draft: InventoryDraft;
  readonly subjectOf: (entry: LockEntry) => string | undefined;
}

/** Adds the project itself, as its package.json describes it, and the members of its workspace, as the lockfile does. */
export function addProjects(lock: ProjectEntries, packageJson: Uint8Array | undefined): void {
  const root = lock.entries.get('');
  const fields = lock.manifest.fields ?? root?.meta;
  const description =
    describePackageJson(packageJson, 'project') ?? (fields === undefined ? null : describeManifest(fields, 'lockfile'));
  lock.draft.addProject({
    path: '.',
    ...identity(asText(fields?.get('name')), asText(fields?.get('version'))),
    ...(description === null ? {} : { description }),
    dependsOn: root === undefined ? [] : askedFor(root, lock),
  });
  for (const entry of lock.entries.values()) {
    if (entry.location.kind === 'folder' && lock.claims.isWorkspaceFolder(entry.key)) addMember(entry, lock);
  }
}

function addMember(entry: LockEntry, lock: ProjectEntries): void {
  const subject = lock.subjectOf(entry);
  const description = describeManifest(entry.meta, 'lockfile');
  lock.draft.addProject({
    path: entry.key,
    ...(subject === undefined ? {} : { subject }),
    ...identity(entryName(entry), entryVersion(entry)),
    ...(description === null ? {} : { description }),
    dependsOn: askedFor(entry, lock),
  });
}

function identity(name: string | undefined, version: string | undefined) {
  return {
    ...(name === undefined || name === '' ? {} : { name }),
    ...(version === undefined || version === '' ? {} : { version }),
  };
}

function askedFor(entry: LockEntry, { tree, subjectOf }: ProjectEntries): readonly string[] {
  const targets = (tree.edgesOf.get(entry) ?? []).map(({ to }) => subjectOf(to));
  return dependsOn(subjectOf(entry), targets);
}
