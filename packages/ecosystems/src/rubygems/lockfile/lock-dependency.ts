import { quoted, refuseLockfile, type LockPlace } from './refuse-lockfile.js';

/** A gem that something depends on. */
export interface LockDependency {
  /** Not validated: attacker-controlled. Used only to look up what is locked. */
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Reads `name` or `name (requirements)`, in `DEPENDENCIES` possibly followed by `!` (the Gemfile names a source for it). The
 * requirements are Bundler's business: what counts here is which locked gem is meant. Throws `ERR_LOCKFILE` for other shapes.
 */
export function readDependency(place: LockPlace & { readonly line: number }, text: string): LockDependency {
  const bare = text.endsWith('!') ? text.slice(0, -1) : text;
  const open = bare.indexOf(' (');
  const name = open < 0 ? bare : bare.slice(0, open);
  const closed = open < 0 ? !/[ ()]/.test(name) : bare.endsWith(')');
  if (name === '' || !closed) refuseLockfile(place, `The line ${quoted(text)} is no dependency as Bundler writes it.`);
  return { name, line: place.line };
}
