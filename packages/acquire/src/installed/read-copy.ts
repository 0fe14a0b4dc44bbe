/** Reads one copy: an archive as it lies in a cache, or the files of an unpacked package. */

import { closeSync, fstatSync } from 'node:fs';
import type { Digest, EvidenceRequest, FileListing, LocalCopy, LocalCopyRead } from '@assay/model';
import { examineBytes, examineStream } from '../content/examine.js';
import { treeProblem } from './copy-problems.js';
import type { CopyQuestion } from './copy-question.js';
import { descend, openFileIn, openIn, type Obstacle, type Way } from './descend.js';
import { OpenFolder } from './open-folder.js';
import { Pace } from './pace.js';
import { readOpenFile, readWhole, type OpenFile } from './read-open-file.js';
import { systemCode } from './system-code.js';
import { readTree, type ReadTree } from './read-tree.js';
import { treeLimits } from './tree-limits.js';

/** Where a copy may lie. */
export interface CopyPlace extends Way {
  /** The archive's file or the package's folder. */
  readonly name: string;
  /** For people. */
  readonly where: string;
}

/** Reads an archive; null where there is none. */
export async function readArchiveCopy(question: CopyQuestion, place: CopyPlace): Promise<LocalCopyRead | null> {
  const folder = descend(place);
  const file = folder instanceof OpenFolder ? openFileIn(folder, place.name) : folder;
  const path = `${folder.path}/${place.name}`;
  if (folder instanceof OpenFolder) folder.close();
  if (typeof file !== 'number') return unreadCopy(question, { ...place, kind: 'archive' }, file);
  try {
    const copy: LocalCopy = { kind: 'archive', where: place.where, path: question.shown(path) };
    return { copy, ...(await examine(file, question.request)), problems: [] };
  } finally {
    closeSync(file);
  }
}

/** How an unpacked package is read. */
export interface TreeQuestion {
  /** True for folders that belong to something else. */
  readonly leaveOut?: (path: string) => boolean;
}

/** A copy that was read, and what was left out of it. */
export interface TreeCopy {
  readonly read: LocalCopyRead;
  readonly leftOut: readonly string[];
}

/** Reads an unpacked package; null where there is none. */
export async function readTreeCopy(
  question: CopyQuestion,
  place: CopyPlace,
  { leaveOut }: TreeQuestion = {},
): Promise<TreeCopy | null> {
  const holder = descend(place);
  const root = holder instanceof OpenFolder ? openIn(holder, place.name) : holder;
  if (holder instanceof OpenFolder) holder.close();
  if (!(root instanceof OpenFolder)) {
    const read = unreadCopy(question, { ...place, kind: 'tree' }, root);
    return read === null ? null : { read, leftOut: [] };
  }
  try {
    const tree = await readTreeOf(root, question, leaveOut);
    const copy: LocalCopy = { kind: 'tree', where: place.where, path: question.shown(root.path) };
    return { read: { copy, digests: [], listing: tree.listing, problems: [] }, leftOut: tree.leftOut };
  } finally {
    root.close();
  }
}

function readTreeOf(root: OpenFolder, question: CopyQuestion, leaveOut?: TreeQuestion['leaveOut']): Promise<ReadTree> {
  const limits = treeLimits(question.request.maxBytes);
  return readTree(root, { limits, members: question.members, ...(leaveOut === undefined ? {} : { leaveOut }) });
}

/** A copy that is there and was not read; null where nothing is there. */
export function unreadCopy(
  question: CopyQuestion,
  { kind, where }: Pick<LocalCopy, 'kind' | 'where'>,
  { code, path, why }: Obstacle,
): LocalCopyRead | null {
  if (code === null) return null;
  const copy: LocalCopy = { kind, where, path: question.shown(path) };
  return { copy, digests: [], listing: unreadListing(treeProblem(code, undefined, why)), problems: [] };
}

/** A listing that says only why there is none. */
export function unreadListing(problem: FileListing['problems'][number]): FileListing {
  return { entries: [], problems: [problem], members: new Map(), complete: false };
}

/** Archives up to this size are read at once. */
const wholeBytes = 8 * 1024 * 1024;

type Examined = Pick<LocalCopyRead, 'digests' | 'listing'>;

async function examine(descriptor: number, request: EvidenceRequest): Promise<Examined> {
  try {
    return await examineOpen(descriptor, request);
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return unread(treeProblem('tree-unreadable', undefined, code));
  }
}

async function examineOpen(descriptor: number, request: EvidenceRequest): Promise<Examined> {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return unread(treeProblem('tree-not-a-file'));
  if (stats.size > request.maxBytes) return unread(treeProblem('tree-limit-bytes'));
  if (stats.size > wholeBytes) return examineLarge({ descriptor, stats, pace: new Pace() }, request);
  const bytes = readWhole({ descriptor, stats });
  if (bytes === null) return unread(treeProblem('tree-changed'));
  return listed(await examineBytes(bytes, request));
}

async function examineLarge(file: OpenFile, request: EvidenceRequest): Promise<Examined> {
  const ended = { whole: false };
  const found = await examineStream(remembering(file, ended), request);
  return ended.whole ? listed(found) : unread(treeProblem('tree-changed'));
}

async function* remembering(file: OpenFile, ended: { whole: boolean }): AsyncGenerator<Uint8Array, void> {
  Object.assign(ended, { whole: (yield* readOpenFile(file)) === 'whole' });
}

function listed({ digests, listing }: { digests: readonly Digest[]; listing?: FileListing }): Examined {
  return { digests, listing: listing ?? { entries: [], problems: [], members: new Map(), complete: false } };
}

function unread(problem: FileListing['problems'][number]): Examined {
  return { digests: [], listing: unreadListing(problem) };
}
