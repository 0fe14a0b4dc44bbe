/** Texts from attestations and certificates as a detail shows them. */

/** Longer texts are cut: a predicate may hold megabytes. */
const longest = 300;

/**
 * A text in quotes in which every character outside printable ASCII is escaped as `\u{…}`: look-alike letters, invisible
 * characters and terminal bytes are seen for what they are (THREATS rows 24 and 34).
 */
export function shown(text: string): string {
  const cut = text.length > longest;
  const escaped = [...(cut ? text.slice(0, longest) : text)].map(escapedCharacter).join('');
  return `"${escaped}${cut ? '…' : ''}"`;
}

function escapedCharacter(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  const isPlain = char >= ' ' && char <= '~';
  return isPlain ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** What to add to a mismatch that only differs in case: names on GitHub ignore case, certificates spell them one way. */
export function caseNote(expected: string, actual: string): string {
  return expected !== actual && expected.toLowerCase() === actual.toLowerCase()
    ? ' Only the case differs: certificates carry the one canonical spelling, so write it exactly so.'
    : '';
}
