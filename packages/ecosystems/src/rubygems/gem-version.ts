/** The public registry's own limit for a version. */
const longest = 255;

/**
 * True for a version as RubyGems writes it into lockfiles and file names: digits, then parts of ASCII letters and digits
 * separated by single dots (`3.0.0.rc1`). The pattern has one way to match any text (CVE-2013-4287). A `-` is never part of it:
 * RubyGems turns it into `.pre.`, so the first `-` after a version starts the platform.
 */
export function isGemVersion(text: string): boolean {
  return /^[0-9]+(?:\.[0-9A-Za-z]+)*$/.test(text);
}

/** Why a version cannot be asked for, one sentence without the text itself; null when it can. */
export function gemVersionProblem(version: string): string | null {
  if (version.length > longest)
    return `The version has ${version.length} characters; no gem's has more than ${longest}.`;
  return isGemVersion(version) ? null : 'The version is none that RubyGems accepts.';
}
