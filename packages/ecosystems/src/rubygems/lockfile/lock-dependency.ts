import { quoted, refuseLockfile, type LockPlace } from './refuse-lockfile.js';

/** A gem that something depends on. */
export interface LockDependency {
  /** Not validated: attacker-controlled. Used only to look up what is locked. */
  readonly name: string;
  /** As they are written: `= 1.0`, `~> 2.1`, `1.0`. Empty: any version. */
  readonly requirements: readonly string[];
  /** 1-based. */
  readonly line: number;
}

/** One comparison, as Bundler writes it. The pattern has one way to match any text. */
const comparison = /^(?:(?:=|!=|>|<|>=|<=|~>) )?[0-9]+(?:\.[0-9A-Za-z]+)*$/;

/**
 * Reads `name` or `name (>= 1.0, < 2)`, in `DEPENDENCIES` possibly followed by `!` (the Gemfile names a source for it). Whether
 * a locked version satisfies the requirements is Bundler's business: what counts here is which gem is meant. Throws
 * `ERR_LOCKFILE` for other shapes.
 */
export function readDependency(place: LockPlace & { readonly line: number }, text: string): LockDependency {
  const bare = text.endsWith('!') ? text.slice(0, -1) : text;
  const open = bare.indexOf(' (');
  const name = open < 0 ? bare : bare.slice(0, open);
  const requirements = open < 0 ? [] : bare.slice(open + 2, -1).split(', ');
  const closed = open < 0 ? !/[ ()]/.test(name) : bare.endsWith(')');
  if (name === '' || !closed || !requirements.every((one) => comparison.test(one))) {
    refuseLockfile(place, `The line ${quoted(text)} is no dependency as Bundler writes it.`);
  }
  return { name, requirements, line: place.line };
}
