/** The copy that lies in the application itself, where the policy says so. */

import { closeSync, fstatSync } from 'node:fs';
import { hash } from 'node:crypto';
import { resolve } from 'node:path';
import type { EvidenceRequest, FileListing, LocalCopyRead } from '@assay/model';
import { treeProblem } from './copy-problems.js';
import type { CopyQuestion } from './copy-question.js';
import { descend, openFileIn, type Obstacle } from './descend.js';
import { OpenFolder } from './open-folder.js';
import { readArchiveCopy, readTreeCopy, unreadCopy, unreadListing, type CopyPlace } from './read-copy.js';
import { readWhole } from './read-open-file.js';
import { attempt } from './system-code.js';
import { treeLimits } from './tree-limits.js';
import { UnknownPlace } from './unknown-place.js';

const where = 'the application';

/** An archive, a folder, or a single file, at a path below the project that no link is part of. None where nothing stands there. */
export async function bundledCopies(question: CopyQuestion, projectRoot: string): Promise<readonly LocalCopyRead[]> {
  const place = placeOf(question.wanted.path ?? '', projectRoot);
  const kind = kindAt(place);
  if (typeof kind !== 'string') return present(unreadCopy(question, { kind: 'tree', where }, kind));
  if (kind === 'folder') return present((await readTreeCopy(question, place))?.read ?? null);
  return present(
    isArchive(question.request, place.name) ? await readArchiveCopy(question, place) : readFileCopy(question, place),
  );
}

function present(copy: LocalCopyRead | null): readonly LocalCopyRead[] {
  return copy === null ? [] : [copy];
}

function placeOf(path: string, projectRoot: string): CopyPlace {
  const parts = path.replace(/\/$/u, '').split('/');
  const isBelow = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/u.test(part));
  const name = parts.pop();
  if (!isBelow || name === undefined)
    throw new UnknownPlace('The path of the bundled licence is none below the project.');
  return { base: resolve(projectRoot), names: parts, name, where };
}

function kindAt(place: CopyPlace): 'folder' | 'file' | Obstacle {
  const holder = descend(place);
  if (!(holder instanceof OpenFolder)) return holder;
  const path = `${holder.path}/${place.name}`;
  try {
    const stats = attempt(
      () => holder.stat(place.name),
      (code): Obstacle => ({ code: 'tree-unreadable', path, why: code }),
    );
    if (stats === null) return { code: null, path };
    if ('path' in stats) return stats;
    if (stats.isSymbolicLink()) return { code: 'tree-link', path };
    return stats.isDirectory() ? 'folder' : 'file';
  } finally {
    holder.close();
  }
}

const extensions: Readonly<Record<string, readonly string[]>> = {
  gem: ['.gem'],
  'npm-tgz': ['.tgz', '.tar.gz'],
  zip: ['.zip'],
};

/** By its name alone: what it is taken for must not depend on its bytes. */
function isArchive({ listing }: EvidenceRequest, name: string): boolean {
  return listing !== undefined && (extensions[listing.format] ?? []).some((extension) => name.endsWith(extension));
}

/** A file of its own: a tree with one entry. Its content answers every asked member of that name, wherever in the package it would be. */
function readFileCopy(question: CopyQuestion, place: CopyPlace): LocalCopyRead | null {
  const folder = descend(place);
  const file = folder instanceof OpenFolder ? openFileIn(folder, place.name) : folder;
  const path = `${folder.path}/${place.name}`;
  if (folder instanceof OpenFolder) folder.close();
  if (typeof file !== 'number') return unreadCopy(question, { kind: 'tree', where }, file);
  try {
    const listing = attempt(
      () => listFile(question, file, place.name),
      (code) => unreadListing(treeProblem('tree-unreadable', undefined, code)),
    );
    return { copy: { kind: 'tree', where, path: question.shown(path) }, digests: [], listing, problems: [] };
  } finally {
    closeSync(file);
  }
}

function listFile({ request, members }: CopyQuestion, descriptor: number, name: string): FileListing {
  const stats = fstatSync(descriptor);
  const limits = treeLimits(request.maxBytes);
  if (!stats.isFile()) return unreadListing(treeProblem('tree-not-a-file'));
  if (stats.size > Math.min(limits.maxBytes, limits.maxMemberBytes))
    return unreadListing(treeProblem('tree-limit-bytes'));
  const bytes = readWhole({ descriptor, stats });
  if (bytes === null) return unreadListing(treeProblem('tree-changed'));
  const entry = { path: name, type: 'file', mode: stats.mode & 0o7777, size: stats.size } as const;
  const asked = [...members].filter(([path]) => path === name || path.endsWith(`/${name}`)).map(([, given]) => given);
  return {
    entries: [{ ...entry, sha256: hash('sha256', bytes, 'hex') }],
    problems: [],
    members: new Map([name, ...asked].map((given) => [given, bytes])),
    complete: true,
  };
}
