import { compareGemSegments, gemSegments, releaseSegments, type GemSegments } from './compare-gem-versions.js';

interface Comparison {
  readonly operator: string;
  readonly bound: GemSegments;
}

/** Longer ones would first of all be mistakes. */
const longestRange = 1024;

/** Two characters before one, so that `>=` is not read as `>`. */
const operators: readonly string[] = ['>=', '<=', '!=', '~>', '>', '<', '='];

/**
 * True when a version satisfies a requirement as RubyGems writes it: comparisons with `=`, `!=`, `>`, `<`, `>=`, `<=`, `~>` or none
 * (equal), separated by commas, all of which must hold (`~> 2.5`, `>= 2.5, < 3`). Null when either is none.
 */
export function inGemRange(version: string, range: string): boolean | null {
  const segments = gemSegments(version);
  const comparisons = range.length > longestRange ? [] : range.split(',').map(parseComparison);
  if (segments === null || comparisons.length === 0 || comparisons.includes(null)) return null;
  return comparisons.every((comparison) => comparison === null || holds(segments, comparison));
}

function parseComparison(text: string): Comparison | null {
  const trimmed = text.trim();
  const operator = operators.find((candidate) => trimmed.startsWith(candidate));
  const bound = gemSegments(trimmed.slice(operator?.length ?? 0).trimStart());
  return bound === null ? null : { operator: operator ?? '=', bound };
}

function holds(version: GemSegments, { operator, bound }: Comparison): boolean {
  const order = compareGemSegments(version, bound);
  switch (operator) {
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '~>':
      return order >= 0 && compareGemSegments(releaseSegments(version), bump(bound)) < 0;
    default:
      return order === 0;
  }
}

/** RubyGems' `bump`: the last number is left out, unless it is the only one, and the one before it counted up. */
function bump(bound: GemSegments): GemSegments {
  const numbers = releaseSegments(bound);
  const kept = numbers.length > 1 ? numbers.slice(0, -1) : numbers;
  return [...kept.slice(0, -1), (kept.at(-1) ?? 0n) + 1n];
}
