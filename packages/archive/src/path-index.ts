/** All paths of one tar and the folders they imply, to find those that meet in one file. */

import type { ProblemCode } from './archive-problems.js';
import { foldPath } from './entry-path.js';

/** What is at a path. `folder` also stands for folders that exist only because something is in them. */
export type PathKind = 'file' | 'link' | 'folder';

/** What adding a path found. */
export interface PathMeeting {
  readonly problems: readonly ProblemCode[];
  /** The number of the earlier entry with the same path, when both are files or both links. */
  readonly same?: number;
  /** The earlier path that differs only by case or Unicode form. */
  readonly folded?: string;
}

interface Place {
  readonly kind: PathKind;
  /** The entry's number; that of its first content for implied folders. */
  readonly entry: number;
}

const nothing: PathMeeting = { problems: [] };

/** Knows each canonical path once. Size and work grow with the number of distinct paths, never with their product. */
export class PathIndex {
  readonly #places = new Map<string, Place>();
  /** Folded form to first path, for paths that are not their own folded form. */
  readonly #folded = new Map<string, string>();
  /** Distinct paths, implied folders included. */
  get size(): number {
    return this.#places.size;
  }

  /** The number of the file or link at `key`. */
  find(key: string): number | undefined {
    const place = this.#places.get(key);
    return place === undefined || place.kind === 'folder' ? undefined : place.entry;
  }

  /** Adds a path; '' is the root folder, which needs no adding. */
  add(key: string, kind: PathKind, entry: number): PathMeeting {
    if (key === '') return nothing;
    const problems = this.#addFolders(key, entry);
    const earlier = this.#places.get(key);
    if (earlier !== undefined) return this.#meet(earlier, kind, problems);
    this.#places.set(key, { kind, entry });
    const folded = this.#fold(key);
    if (folded === undefined) return problems.length === 0 ? nothing : { problems };
    return { problems: [...problems, ...this.#foldedProblems(folded, kind)], folded };
  }

  #meet(earlier: Place, kind: PathKind, problems: readonly ProblemCode[]): PathMeeting {
    if (earlier.kind === 'folder' && kind === 'folder') return { problems };
    if (earlier.kind === kind) return { problems, same: earlier.entry };
    if (earlier.kind === 'folder' && kind === 'link') return { problems: [...problems, 'through-link'] };
    return { problems: [...problems, earlier.kind === 'link' ? 'duplicate-different' : 'path-conflict'] };
  }

  /** Adds the folders above `key`, nearest first, up to one that is known: those above it are known too. */
  #addFolders(key: string, entry: number): readonly ProblemCode[] {
    for (let slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
      const folder = key.slice(0, slash);
      const place = this.#places.get(folder);
      if (place?.kind === 'folder') return [];
      if (place !== undefined) return [place.kind === 'link' ? 'through-link' : 'path-conflict'];
      this.#places.set(folder, { kind: 'folder', entry });
      const folded = this.#fold(folder);
      const problems = folded === undefined ? [] : this.#foldedProblems(folded, 'folder');
      if (problems.length > 0) return problems;
    }
    return [];
  }

  /** Registers the folded form; returns the earlier path that shares it. */
  #fold(key: string): string | undefined {
    const folded = foldPath(key);
    const earlier = folded === key ? undefined : this.#places.has(folded) ? folded : undefined;
    const known = earlier ?? this.#folded.get(folded);
    if (known === undefined && folded !== key) this.#folded.set(folded, key);
    return known;
  }

  /** A link that shares its folded path with anything is followed by some file systems (CVE-2021-37701). */
  #foldedProblems(other: string, kind: PathKind): readonly ProblemCode[] {
    const otherKind = this.#places.get(other)?.kind;
    if (kind === 'link' || otherKind === 'link') return ['through-link'];
    if (kind !== otherKind) return ['path-conflict-folded'];
    return kind === 'file' ? ['path-collision'] : [];
  }
}
