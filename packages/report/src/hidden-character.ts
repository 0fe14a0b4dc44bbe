/** Characters that a reader does not see, or that change how others are shown. */

/** Symbols that fonts draw as nothing: the blank Braille pattern and the null note head. */
const blanks: ReadonlySet<string> = new Set(['\u{2800}', '\u{1d159}']);

/**
 * Controls (Cc), format characters (Cf: bidi, zero width, tags), surrogates, private use, unassigned, line and paragraph
 * separators, spaces other than U+0020, and characters a font may draw as nothing.
 */
export function isHidden(char: string): boolean {
  if (char >= ' ' && char <= '~') return false;
  return blanks.has(char) || /^[\p{C}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}]$/u.test(char);
}
