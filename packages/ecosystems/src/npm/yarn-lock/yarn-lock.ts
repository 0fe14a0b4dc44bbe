import type { LockfileContent, LockfileInput, MemberSearch } from '@assay/model';
import { unreadable } from '../lockfile-error.js';
import { readProjectManifest } from '../package-lock/project-manifest.js';
import { readMemberSearch } from '../package-lock/workspace-folders.js';
import { parseBerryLock } from './berry-lock.js';
import { parseClassicLock } from './classic-lock.js';
import { readLines, regenerate } from './lock-lines.js';

/** By the file's name; a lockfile under another name by the comment that Yarn begins it with. */
export function isYarnLock({ path, bytes }: LockfileInput): boolean {
  const name = path.toLowerCase();
  if (name.endsWith('yarn.lock')) return true;
  if (/\.(?:json|ya?ml)$/.test(name)) return false;
  const start = new TextDecoder().decode(bytes.subarray(0, 400));
  return start.startsWith('#') && (start.split('\n').some(isClassicHeader) || start.includes('running "yarn install"'));
}

/**
 * Reads yarn.lock, of Yarn 1 or of Yarn 2 and later, which are two formats. Throws AssayError `ERR_LOCKFILE` or
 * `ERR_LOCKFILE_UNSUPPORTED`; whatever else is odd is a subject that says so, or a gap.
 */
export function parseYarnLock(input: LockfileInput): LockfileContent {
  const lines = readLines(input);
  const metadata = lines.findIndex(isMetadata);
  if (metadata < 0) return parseClassicLock(input, lines);
  // Yarn 2 and later read a file with this comment in the older format, whatever else is in it.
  if (lines.some(isClassicHeader)) {
    const message =
      'The file says that it is of Yarn 1 and holds the section of Yarn 2: which of the two counts depends on the reader.';
    throw unreadable(input, message, { line: metadata + 1, hint: regenerate });
  }
  return parseBerryLock(input, lines);
}

/** Yarn 1 names no member of a workspace in its lockfile; Yarn 2 and later name all. */
export function yarnMemberSearch(input: LockfileInput): MemberSearch | null {
  const { fields } = readProjectManifest(input.manifest, undefined);
  if (fields?.has('workspaces') !== true || new TextDecoder().decode(input.bytes).split('\n').some(isMetadata))
    return null;
  return readMemberSearch(fields);
}

function isMetadata(line: string): boolean {
  return line.startsWith('__metadata') || line.startsWith('"__metadata"');
}

function isClassicHeader(line: string): boolean {
  return line.startsWith('#') && /^#\s{0,20}yarn\s{1,20}lockfile\s{1,20}v1\b/i.test(line);
}
