/** Which of two purl patterns says more about a package that both match. */

interface Specificity {
  /** Characters before the first wildcard: all of them, and one more, where there is none. */
  readonly beginning: number;
  readonly literals: number;
  /** 1 where no wildcard crosses a `/`. */
  readonly withinSegments: 0 | 1;
  /** 1 where the type is spelled out. */
  readonly typed: 0 | 1;
}

const order: readonly (keyof Specificity)[] = ['beginning', 'literals', 'withinSegments', 'typed'];

/**
 * Negative when `a` is less specific than `b`, positive when it is more, 0 when neither is. The longer text before the first wildcard
 * of name and version decides, then the more literal characters, then the pattern without `**`. So a version beats a name, a name beats
 * a pattern, and a pattern that matches only what another one matches too is never less specific than that one.
 */
export function compareSpecificity(a: string, b: string): number {
  const [left, right] = [specificityOf(a), specificityOf(b)];
  const key = order.find((each) => left[each] !== right[each]);
  return key === undefined ? 0 : left[key] - right[key];
}

/** The type is compared last: `pkg:*` followed by a name is more than `pkg:npm` followed by anything. */
function specificityOf(pattern: string): Specificity {
  const slash = pattern.indexOf('/');
  const rest = slash < 0 ? '**' : pattern.slice(slash + 1);
  const star = rest.indexOf('*');
  return {
    beginning: star < 0 ? rest.length + 1 : star,
    literals: rest.replaceAll('*', '').length,
    withinSegments: rest.includes('**') ? 0 : 1,
    typed: slash < 0 || pattern.slice(0, slash).includes('*') ? 0 : 1,
  };
}
