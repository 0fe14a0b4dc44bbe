/** The public registry's own limit for a name; also what a file name can hold. */
const longest = 255;

/**
 * Why a text is no name of a gem, one sentence; null when it is one. The rule is RubyGems' own for new gems: ASCII letters,
 * digits, `.`, `-` and `_`, at least one letter, and a letter or digit first. What passes needs no escaping in a URL's path
 * and cannot be a dot segment. The text itself (attacker-controlled) is never part of the sentence.
 */
export function gemNameProblem(name: string): string | null {
  if (name.length > longest) return `The name has ${name.length} characters; no gem's name has more than ${longest}.`;
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return 'The name holds characters that no gem name may hold.';
  if (!/[A-Za-z]/.test(name)) return 'The name holds no letter; RubyGems accepts no such name.';
  if (!/^[A-Za-z0-9]/.test(name))
    return 'The name does not start with a letter or digit; RubyGems accepts no such name.';
  return null;
}
