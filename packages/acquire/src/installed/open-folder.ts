/**
 * A folder that stays the one that was opened, whatever happens to its path meanwhile.
 *
 * Whoever may write next to a package may swap a folder for a symbolic link while it is read. On Linux what lies in a folder is
 * reached through its descriptor (`/proc/self/fd/N/name`, which is what openat does), so that a swap changes nothing. Elsewhere it
 * is reached by path, and {@link OpenFolder.isStill} tells afterwards whether the path still leads to the folder that was opened.
 */

import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  type Dir,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { attempt } from './system-code.js';

/** Windows has none of these. */
const flags = constants as Partial<typeof constants>;
const noFollow = (flags.O_NOFOLLOW ?? 0) | (flags.O_NONBLOCK ?? 0);
const folderFlag = flags.O_DIRECTORY;

const descriptors = '/proc/self/fd';
let throughDescriptors: boolean | undefined;

/** An open folder; {@link OpenFolder.close} must be called. */
export class OpenFolder {
  readonly path: string;
  readonly #descriptor: number | null;
  readonly #identity: Stats;
  readonly #way: string;

  private constructor(path: string, descriptor: number | null, identity: Stats) {
    this.path = path;
    this.#descriptor = descriptor;
    this.#identity = identity;
    throughDescriptors ??= existsSync(descriptors);
    this.#way = descriptor !== null && throughDescriptors ? `${descriptors}/${descriptor}` : path;
  }

  /** Opens a folder. Throws the system's error: ENOTDIR or ELOOP where a symbolic link or anything else stands there. */
  static open(path: string): OpenFolder {
    return OpenFolder.#openAt(path, path);
  }

  /** Opens a folder in this one; its name must be a single component. Throws as {@link OpenFolder.open}. */
  folder(name: string): OpenFolder {
    return OpenFolder.#openAt(this.#at(name), join(this.path, name));
  }

  static #openAt(way: string, path: string): OpenFolder {
    if (folderFlag === undefined) {
      const identity = lstatSync(way);
      if (identity.isDirectory()) return new OpenFolder(path, null, identity);
      throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR', syscall: 'open' });
    }
    const descriptor = openSync(way, constants.O_RDONLY | folderFlag | noFollow);
    try {
      return new OpenFolder(path, descriptor, fstatSync(descriptor));
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Opens a file in this folder for reading; never waits and follows no link. Throws the system's error. */
  file(name: string): number {
    return openSync(this.#at(name), constants.O_RDONLY | noFollow);
  }

  /** What stands under a name, links not followed; null when nothing does. Throws the system's error. */
  stat(name: string): Stats | null {
    return lstatSync(this.#at(name), { throwIfNoEntry: false }) ?? null;
  }

  /** Its entries, one after the other, with names as bytes. */
  entries(): Dir {
    return opendirSync(this.#way, { encoding: 'buffer' as BufferEncoding, bufferSize: 64 });
  }

  /** The path of an entry for the system's calls, good while this folder is open. */
  wayTo(name: string): string {
    return this.#at(name);
  }

  /** Its permission bits. */
  get mode(): number {
    return this.#identity.mode & 0o7777;
  }

  /** False when its path leads elsewhere by now and its entries were reached by path. */
  isStill(): boolean {
    if (this.#way !== this.path) return true;
    const now = attempt(
      () => lstatSync(this.path),
      () => null,
    );
    return now !== null && now.isDirectory() && now.ino === this.#identity.ino && now.dev === this.#identity.dev;
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
  }

  #at(name: string): string {
    return `${this.#way}/${name}`;
  }
}
