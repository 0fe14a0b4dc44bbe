/** Versions in the order on which npm and RubyGems agree, and release lines. */

import { compareText } from '@assay/model';

/** Which way a change of version goes; `unclear` where ecosystems would disagree, or one of the two is no version. */
export type Direction = 'same' | 'up' | 'down' | 'unclear';

interface ParsedVersion {
  readonly numbers: readonly string[];
  readonly rest: string;
}

const shape = /^v?([0-9]+(?:\.[0-9]+){0,9})(.*)$/s;
const longest = 256;

/** Build metadata (`+x`) orders nothing. */
function parseVersion(text: string): ParsedVersion | null {
  const [, numbers, rest] = text.length > longest ? [] : (shape.exec(text) ?? []);
  if (numbers === undefined || rest === undefined) return null;
  const plain = numbers.split('.').map((digits) => digits.replace(/^0+(?=.)/, ''));
  return { numbers: plain, rest: rest.split('+', 1)[0] ?? '' };
}

/**
 * The release line: the major version, or the minor one of major 0, in which semantic versions promise to stay compatible. Null for what is
 * no version: it is in no line with anything.
 */
export function releaseLine(version: string): string | null {
  const parsed = parseVersion(version);
  if (parsed === null) return null;
  const [major = '0', minor = '0'] = parsed.numbers;
  return major === '0' ? `0.${minor}` : major;
}

/** True when both are versions of one release line. */
export function sameLine(a: string, b: string): boolean {
  const line = releaseLine(a);
  return a === b || (line !== null && line === releaseLine(b));
}

/** Which way it goes from `a` to `b`. */
export function directionOf(a: string, b: string): Direction {
  if (a === b) return 'same';
  const [one, other] = [parseVersion(a), parseVersion(b)];
  if (one === null || other === null) return 'unclear';
  const order = compareNumbers(one.numbers, other.numbers) || compareRests(one.rest, other.rest);
  if (order === null || order === 0) return 'unclear';
  return order < 0 ? 'up' : 'down';
}

/** True for two spellings of one version (`1.0.0`, `v1.0.0`, `1.0.0+x`): a registry has one release for both. */
export function sameRelease(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [parseVersion(a), parseVersion(b)];
  return (
    one !== null &&
    other !== null &&
    compareNumbers(one.numbers, other.numbers) === 0 &&
    compareRests(one.rest, other.rest) === 0
  );
}

/** A total order for sorting: as {@link directionOf} where that is clear, else by text. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [parseVersion(a), parseVersion(b)];
  if (one === null || other === null) return Number(other === null) - Number(one === null) || compareText(a, b);
  return (
    compareNumbers(one.numbers, other.numbers) ||
    Number(one.rest === '') - Number(other.rest === '') ||
    compareText(one.rest, other.rest) ||
    compareText(a, b)
  );
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = compareDigits(a[i] ?? '0', b[i] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

/** Without leading zeros the longer one is the larger: no number is too long. */
function compareDigits(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}

/** A pre-release comes before its release. Numbers against words: npm and RubyGems order them in opposite ways. */
function compareRests(a: string, b: string): number | null {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  const [ones, others] = [a.split(/[.-]/), b.split(/[.-]/)];
  for (const [i, one] of ones.entries()) {
    const other = others[i];
    if (other === undefined) return 1;
    if (one === other) continue;
    const numeric = [one, other].filter((part) => /^[0-9]+$/.test(part)).length;
    if (numeric === 1) return null;
    return numeric === 2
      ? compareDigits(one.replace(/^0+(?=.)/, ''), other.replace(/^0+(?=.)/, ''))
      : compareText(one, other);
  }
  return ones.length < others.length ? -1 : 0;
}
