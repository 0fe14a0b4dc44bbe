/**
 * The `node_modules` folders in a project's packages and workspaces. What npm and pnpm say of them is not asked: whoever adds a copy to
 * the folder of another package leaves their records as they are.
 */

import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { below, realPathOr } from './copy-question.js';
import type { Obstacle } from './descend.js';
import { membersOf, readJsonObject } from './json-object.js';
import { listNames } from './list-names.js';
import { Pace } from './pace.js';
import { attempt } from './system-code.js';

/** Folders of packages that are looked into: what no project has. */
const mostFolders = 100_000;
const mostStateBytes = 4 * 1024 * 1024;

/**
 * Absolute paths of them all, `modules` (a project's own) left out; an obstacle where there is too much to look through. Links lead on
 * only to workspaces: folders of the project outside of its `node_modules`.
 */
export async function findNested(modules: string, project: string): Promise<readonly string[] | Obstacle> {
  const root = realPathOr(project);
  const search = new Search(modules, root);
  for (const workspace of await pnpmWorkspaces(root)) await search.package(workspace);
  await search.packagesIn(modules);
  return search.result();
}

class Search {
  readonly #modules: string;
  readonly #project: string;
  readonly #pace = new Pace();
  readonly #found = new Set<string>();
  readonly #waiting: string[] = [];
  #obstacle: Obstacle | null = null;

  constructor(modules: string, project: string) {
    this.#modules = modules;
    this.#project = project;
  }

  async result(): Promise<readonly string[] | Obstacle> {
    for (let at = 0; at < this.#waiting.length && this.#obstacle === null; at++) {
      await this.package(this.#waiting[at] ?? '');
      if (this.#pace.isDue()) await this.#pace.rest();
    }
    return this.#obstacle ?? [...this.#found];
  }

  /** Looks into a package's folder. A link in the place of its `node_modules` is where Node looks, and is not looked through further. */
  async package(folder: string): Promise<void> {
    const inner = join(folder, 'node_modules');
    if (inner === this.#modules || this.#found.has(inner) || kindOf(inner) === 'other') return;
    this.#found.add(inner);
    await this.packagesIn(inner);
  }

  /** Remembers the packages directly in a `node_modules`, scoped ones too. */
  async packagesIn(modules: string): Promise<void> {
    for (const name of this.#names(modules)) {
      if (name.startsWith('.')) continue;
      const folder = join(modules, name);
      const folders = name.startsWith('@') ? this.#names(folder).map((inner) => join(folder, inner)) : [folder];
      for (const each of folders) {
        this.#waiting.push(...this.#own(each));
        if (this.#pace.isDue()) await this.#pace.rest();
      }
    }
    if (this.#waiting.length > mostFolders) this.#obstacle ??= { code: 'tree-limit-entries', path: this.#modules };
  }

  #names(folder: string): readonly string[] {
    const names = kindOf(folder) === 'folder' ? listNames(folder, mostFolders) : [];
    if (!('code' in names)) return names;
    this.#obstacle ??= names;
    return [];
  }

  #own(folder: string): readonly string[] {
    const kind = kindOf(folder);
    if (kind !== 'link') return kind === 'folder' ? [folder] : [];
    const real = realPathOr(folder);
    const inside = below(this.#project, real) ?? '';
    return inside === '' || inside.split('/').includes('node_modules') ? [] : [join(this.#project, inside)];
  }
}

/** The projects of a workspace, as pnpm says; none where it says nothing, or what lies elsewhere. */
async function pnpmWorkspaces(project: string): Promise<readonly string[]> {
  const state = await readJsonObject(join(project, 'node_modules', '.pnpm-workspace-state-v1.json'), mostStateBytes);
  const folders = [...(membersOf(state?.get('projects'))?.keys() ?? [])];
  return folders.filter((folder) => (below(project, folder) ?? '') !== '').slice(0, mostFolders);
}

function kindOf(path: string): 'folder' | 'link' | 'other' {
  return attempt(
    () => {
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats?.isSymbolicLink() ?? false) return 'link';
      return (stats?.isDirectory() ?? false) ? 'folder' : 'other';
    },
    () => 'other',
  );
}
