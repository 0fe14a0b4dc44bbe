import { gemVersionProblem, isGemVersion } from './gem-version.js';

/** The parts of a version that RubyGems compares: numbers, and words of letters, which make it a prerelease. */
export type GemSegments = readonly (bigint | string)[];

/**
 * The parts of a version: runs of digits and runs of letters, the dots between them left out. Null for what RubyGems does not
 * accept as a version, and for one of more than 255 characters.
 */
export function gemSegments(version: string): GemSegments | null {
  if (!isGemVersion(version) || gemVersionProblem(version) !== null) return null;
  const parts = version.match(/[0-9]+|[A-Za-z]+/g) ?? [];
  return parts.map((part) => (isNumber(part) ? BigInt(part) : part));
}

/**
 * Less than, equal to or greater than 0, as RubyGems' `Gem::Version#<=>`: part by part, a missing one counting as 0, a word before
 * any number; zeros at the end, and before the first word, count for nothing.
 */
export function compareGemSegments(a: GemSegments, b: GemSegments): number {
  const [left, right] = [canonical(a), canonical(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareParts(left[at] ?? 0n, right[at] ?? 0n);
    if (order !== 0) return order;
  }
  return 0;
}

/** The numbers before the first word: RubyGems' `release` of a version. */
export function releaseSegments(segments: GemSegments): readonly bigint[] {
  const numbers: bigint[] = [];
  for (const part of segments) {
    if (typeof part === 'string') break;
    numbers.push(part);
  }
  return numbers;
}

function compareParts(a: bigint | string, b: bigint | string): number {
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1;
  if (typeof a === 'string') return -1;
  if (typeof b === 'string') return 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** `1.0.0.a.0` is `1.a`: RubyGems drops zeros at the end of the numbers before the first word, and at the end of the rest. */
function canonical(segments: GemSegments): GemSegments {
  const word = segments.findIndex((part) => typeof part === 'string');
  if (word < 0) return withoutZeros(segments);
  return [...withoutZeros(segments.slice(0, word)), ...withoutZeros(segments.slice(word))];
}

function withoutZeros(segments: GemSegments): GemSegments {
  return segments.slice(0, segments.findLastIndex((part) => part !== 0n) + 1);
}

function isNumber(part: string): boolean {
  return part.charAt(0) <= '9';
}
