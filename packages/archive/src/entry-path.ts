/**
 * What a path in an archive means: the file below the install folder that clients make of it, and what is odd about it.
 *
 * The path itself is the attacker's. It is compared, never opened.
 */

import type { ProblemCode } from './archive-problems.js';

/** How clients turn an archive's paths into files. */
export interface PathRules {
  /** npm clients drop everything up to the first slash. */
  readonly stripFirst: boolean;
  /** RubyGems cuts trailing spaces off names. */
  readonly cutsSpaces: boolean;
}

/** A path as clients understand it. */
export interface EntryPath {
  /** Components joined by single slashes, root stripped. Empty for the root folder itself. */
  readonly key: string;
  /** The dropped first component; empty when none is dropped. */
  readonly root: string;
  readonly problems: readonly ProblemCode[];
}

/** Deeper trees exist only where node_modules were packed by mistake, and those end far above this. */
const maxPathComponents = 128;

/** Reads a path. */
export function readEntryPath(path: string, rules: PathRules): EntryPath {
  const slash = rules.stripFirst ? path.indexOf('/') : -1;
  const root = rules.stripFirst ? path.slice(0, Math.max(slash, 0)) : '';
  const rest = path.slice(slash + 1);
  if (isPlain(path)) return { key: rest.endsWith('/') ? rest.slice(0, -1) : rest, root, problems: [] };
  const problems = [...textProblems(path), ...startProblems(path, rest, rules), ...componentProblems(path, rules)];
  return { key: canonical(rest), root, problems };
}

/**
 * The form in which names are equal on file systems that ignore case or Unicode form, and on Windows, which drops dots
 * and spaces at the end of a name and takes what follows a colon for a stream of the file before it.
 */
export function foldPath(key: string): string {
  const lower = key.toLowerCase();
  const folded = isAscii(lower) ? lower : foldUnicode(key);
  return /[:. ](?:\/|$)|:/.test(folded) ? folded.split('/').map(foldForWindows).join('/') : folded;
}

/** Upper case comes first: the sharp s and the ligatures are one letter below and two above (CVE-2026-23950). */
function foldUnicode(key: string): string {
  return key.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKC');
}

function foldForWindows(part: string): string {
  const colon = part.indexOf(':');
  let end = colon > 0 ? colon : part.length;
  while (end > 1 && (part[end - 1] === '.' || part[end - 1] === ' ')) end--;
  return part.slice(0, end);
}

/** Character classes of ASCII: 1 means the same on every system, 0 needs a closer look. */
const plainClass = new Uint8Array(128).fill(1, 0x20, 0x7f);
for (const special of '\\:"<>|?*') plainClass[special.charCodeAt(0)] = 0;

/** DOS device names, alone or before an extension. */
const deviceName = /(?:^|\/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|$)/i;

const slashCode = 0x2f;
const dotCode = 0x2e;

/** True for nearly all paths: plain ASCII, no component that is empty, special, or ends in a dot or a space. */
function isPlain(path: string): boolean {
  let start = 0;
  let depth = 1;
  let last = slashCode;
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code > 0x7f || plainClass[code] === 0) return false;
    if (code === slashCode) {
      if (i === start || last === dotCode || last === 0x20) return false;
      start = i + 1;
      depth++;
    }
    last = code;
  }
  return path !== '' && last !== dotCode && last !== 0x20 && depth <= maxPathComponents && !deviceName.test(path);
}

function canonical(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** C0 and C1 controls and DEL. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0001-\u001f\u007f-\u009f]/;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

function textProblems(path: string): readonly ProblemCode[] {
  const problems: ProblemCode[] = [];
  if (path === '') problems.push('name-empty');
  if (path.includes('\0')) problems.push('name-nul');
  if (control.test(path)) problems.push('name-control');
  if (bidi.test(path)) problems.push('name-bidi');
  if (path.includes('\\')) problems.push('name-backslash');
  return problems;
}

/** `rest`: the path without what clients strip; it must be relative too. */
function startProblems(path: string, rest: string, rules: PathRules): readonly ProblemCode[] {
  const problems: ProblemCode[] = [];
  const both = [path, rest].map((text) => text.replaceAll('\\', '/'));
  if (both[0]?.startsWith('/') === true) problems.push('name-absolute');
  if (both.some(hasDrive)) problems.push('name-drive');
  // npm strips the dot, pnpm the component after it.
  if (rules.stripFirst && path.startsWith('./') && canonical(path) !== '') problems.push('name-dot-start');
  return problems;
}

function hasDrive(path: string): boolean {
  return /^[a-z]:/i.test(path);
}

function componentProblems(path: string, rules: PathRules): readonly ProblemCode[] {
  const problems: ProblemCode[] = [];
  const parts = path.split('/');
  const last = parts.at(-1) === '' ? parts.length - 1 : parts.length;
  if (parts.length > maxPathComponents) problems.push('limit-depth');
  if (parts.slice(0, last).some((part) => part === '' || part === '.')) problems.push('name-not-canonical');
  if (path.split(/[/\\]/).includes('..')) problems.push('name-parent');
  if (rules.cutsSpaces && parts.some((part) => part.endsWith(' '))) problems.push('name-space-in-gem');
  else if (deviceName.test(path) || parts.some(isAwkwardOnWindows)) problems.push('name-windows');
  return problems;
}

function isAwkwardOnWindows(part: string): boolean {
  return part !== '.' && part !== '..' && (part.endsWith('.') || part.endsWith(' ') || /[:"<>|?*]/.test(part));
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
