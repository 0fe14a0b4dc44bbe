/** True when two lists of comparisons are the same requirement, as RubyGems takes them: in any order, `=` or nothing for "exactly". */
export function sameRequirement(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [comparisons(a), comparisons(b)];
  return one.size === other.size && [...one].every((text) => other.has(text));
}

/** One requirement as a text with commas, or several. */
export function comparisons(requirements: readonly string[]): ReadonlySet<string> {
  const texts = requirements.flatMap((text) => text.split(',')).map(canonical);
  return new Set(texts.filter((text) => text !== '' && text !== '>= 0'));
}

const operators: readonly string[] = ['>=', '<=', '!=', '~>', '>', '<', '='];

function canonical(text: string): string {
  const trimmed = text.trim();
  const operator = operators.find((candidate) => trimmed.startsWith(candidate));
  const version = trimmed.slice(operator?.length ?? 0).trim();
  return version === '' ? '' : `${operator ?? '='} ${version}`;
}
