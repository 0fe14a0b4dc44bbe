/** The one way by which foreign text reaches a terminal (THREATS rows 24 and 34). */

/** Longest piece of foreign text that is shown whole, in code points. */
const longest = 500;

/**
 * Text that can be printed safely on one line: control characters, escapes, line breaks, bidi controls, invisible and
 * unassigned characters come out as `\u{…}`, overlong text is cut. Letters of any script stay.
 */
export function escapeTerminal(text: string): string {
  const points = [...text.slice(0, longest * 2)];
  const shown = points.slice(0, longest).map(escapePoint).join('');
  return points.length > longest ? `${shown}…` : shown;
}

function escapePoint(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  if (point >= 0x20 && point < 0x7f) return char;
  return isHidden(char) ? `\\u{${point.toString(16)}}` : char;
}

/**
 * Controls (Cc), format characters (Cf: bidi, zero width, tags), surrogates, private use, unassigned, line and paragraph
 * separators, spaces other than U+0020, and characters a font may draw as nothing.
 */
function isHidden(char: string): boolean {
  return /^[\p{C}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}]$/u.test(char);
}

/** True when a name holds anything but printable ASCII: it may look like another name. */
export function isLookalikeRisk(text: string): boolean {
  return !/^[\x20-\x7e]*$/.test(text);
}
