/** Text of strangers as people may see it: nothing hides, nothing paints over its neighbours (THREATS rows 24, 34 and 36). */

/** Longest piece of foreign text that is shown whole, in code points. */
const longestField = 500;

/** Marks that may sit on one letter; more of them only serve to paint over the neighbouring lines. */
const mostMarks = 4;

/** What one sink asks for beside that. */
export interface VisibleTextOptions {
  /** In code points; 500 where nothing is said. */
  readonly longest?: number;
  /** Whether a character that can be seen, between these two, starts what the sink takes for a command. */
  readonly isCommand?: (char: string, before: string, after: string) => boolean;
}

/**
 * Text for one line. Control characters, escape sequences, line breaks, bidi controls, invisible, private and unassigned characters
 * and lone surrogates come out as `\u{…}`. Letters of any script stay. Text of more than `longest` code points is cut and ends
 * with `…`. The sink's own escaping (entities, quoting) comes after it.
 */
export function visibleText(text: string, options: VisibleTextOptions = {}): string {
  const { longest = longestField } = options;
  if (text.length <= longest && isPlain(text)) return text;
  const head = text.slice(0, longest * 2);
  const points = [...head];
  const shown = showPoints(points.slice(0, longest), options);
  return points.length > longest || head.length < text.length ? `${shown}…` : shown;
}

/** Printable ASCII without a pair that a build service could take for the start of a command. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('::') && !text.includes('##');
}

function showPoints(points: readonly string[], { isCommand }: VisibleTextOptions): string {
  let shown = '';
  let marks = 0;
  points.forEach((char, index) => {
    const before = points[index - 1] ?? '';
    marks = isMark(char) ? marks + 1 : 0;
    const loose = marks > 0 && (marks > mostMarks || (marks === 1 && !/^[\p{L}\p{N}]$/u.test(before)));
    const hidden = loose || isHidden(char) || isCommand?.(char, before, points[index + 1] ?? '') === true;
    shown += hidden ? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}` : char;
  });
  return shown;
}

function isMark(char: string): boolean {
  return char > '\u{2ff}' && /^\p{M}$/u.test(char);
}

/** Symbols that fonts draw as nothing: the blank Braille pattern and the null note head. */
const blanks: ReadonlySet<string> = new Set(['\u{2800}', '\u{1d159}']);

/**
 * Controls (Cc), format characters (Cf: bidi, zero width, tags), surrogates, private use, unassigned, line and paragraph
 * separators, spaces other than U+0020, and characters a font may draw as nothing.
 */
function isHidden(char: string): boolean {
  if (char >= ' ' && char <= '~') return false;
  return blanks.has(char) || /^[\p{C}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}]$/u.test(char);
}
