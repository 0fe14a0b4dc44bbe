/** Longer ones are no package's; a cap on what goes into URLs. */
const longestPart = 128;

/**
 * True for `vendor/package` as Composer allows it since version 2: two parts of lower-case letters, digits and single dots, hyphens or
 * underscores between them. Anything else must not stand in a URL (THREATS rows 23 and 41).
 */
export function isComposerName(name: string): boolean {
  const parts = name.length > 2 * longestPart + 1 ? [] : name.split('/');
  return parts.length === 2 && parts.every((part) => part.length <= longestPart && isPart(part));
}

/** Composer lets a package, not a vendor, have two hyphens in a row; nothing is lost by letting both. */
function isPart(part: string): boolean {
  return /^[a-z0-9]+(?:(?:[._]|-{1,2})[a-z0-9]+)*$/.test(part);
}

/** In lower case, as PHP's strtolower has it: ASCII alone. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
