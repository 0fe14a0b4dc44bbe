/** Files of a revision, without checking it out. */

import { AssayError } from '@assay/model';
import type { Repository } from './open-repository.js';
import { parseTree, type TreeEntry } from './parse-tree.js';
import { readObjects } from './read-objects.js';
import type { Revision } from './resolve-revision.js';
import { runGit } from './run-git.js';

/** What stands at a path of a revision. */
export type RevisionEntry = TreeEntry | { readonly kind: 'missing' };

/** Reads a revision's trees, each once. Paths are relative to the repository's root, with `/`. */
export interface RevisionReader {
  /** What is at a path. A link or submodule on the way is `missing`: it is never followed. */
  entry(path: string): Promise<RevisionEntry>;
  /** What a folder holds by name; null for what is no folder. Absent where each folder is a request of its own. */
  folder?(path: string): Promise<ReadonlyMap<string, RevisionEntry> | null>;
  /** The bytes of regular files. Throws AssayError `ERR_USAGE` for what is none, is not in the clone, or is too large. */
  files(paths: readonly string[], maxBytes: number): Promise<readonly Uint8Array[]>;
}

const maxTreeBytes = 64 * 1024 * 1024;

/** A reader for one commit. */
export async function readRevision(repository: Repository, { name, commit }: Revision): Promise<RevisionReader> {
  const root = await treeOf(repository, commit);
  const trees = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>();
  const tree = (id: string, path: string) => {
    const known = trees.get(id) ?? readTree(repository, id, `the folder ${path === '' ? '/' : path} of ${name}`);
    trees.set(id, known);
    return known;
  };
  const entry = async (path: string): Promise<RevisionEntry> => {
    let at: TreeEntry = { kind: 'folder', id: root };
    const parts = partsOf(path);
    for (const [index, part] of parts.entries()) {
      if (at.kind !== 'folder') return { kind: 'missing' };
      const next = (await tree(at.id, parts.slice(0, index).join('/'))).get(part);
      if (next === undefined) return { kind: 'missing' };
      at = next;
    }
    return at;
  };
  return {
    entry,
    folder: async (path) => {
      const at = await entry(path);
      return at.kind === 'folder' ? tree(at.id, partsOf(path).join('/')) : null;
    },
    files: async (paths, maxBytes) => {
      const found = await Promise.all(paths.map(async (path) => ({ path, at: await entry(path) })));
      const wanted = found.map(({ path, at }) => ({
        id: idOfFile(path, at, name),
        type: 'blob' as const,
        maxBytes,
        what: `${path} of ${name}`,
      }));
      return readObjects(repository, wanted);
    },
  };
}

async function treeOf(repository: Repository, commit: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{tree}`];
  const { exitCode, output } = await runGit(repository, { args, maxBytes: 4096 });
  const id = new TextDecoder().decode(output).trim();
  if (exitCode === 0 && /^[0-9a-f]{40,64}$/.test(id)) return id;
  throw new AssayError('ERR_USAGE', `the commit ${commit} has no tree in this clone`, {
    hint: 'Fetch it again, or run `git fsck`.',
  });
}

async function readTree(repository: Repository, id: string, what: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const [bytes = new Uint8Array()] = await readObjects(repository, [
    { id, type: 'tree', maxBytes: maxTreeBytes, what },
  ]);
  return parseTree(bytes, id.length / 2);
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

const kindWords: Readonly<Record<Exclude<RevisionEntry['kind'], 'file'>, string>> = {
  folder: 'is a folder',
  link: 'is a symbolic link, which is not followed',
  submodule: 'is a submodule, which is not read',
  other: 'is no regular file',
  missing: 'is not there',
};

function idOfFile(path: string, at: RevisionEntry, revision: string): string {
  if (at.kind === 'file') return at.id;
  const hint = at.kind === 'link' ? 'Name the file that it leads to with --path.' : undefined;
  throw new AssayError('ERR_USAGE', `${path} of ${revision} ${kindWords[at.kind]}`, {
    file: path,
    ...(hint === undefined ? {} : { hint }),
  });
}
