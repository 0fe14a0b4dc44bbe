/** How many columns a text takes on a terminal. */

/** Columns a text takes: wide East Asian characters and emoji two, combining marks none. Text holds no escapes. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/** Columns one code point takes: 0, 1 or 2. */
function charWidth(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x300) return 1;
  if (/^\p{M}$/u.test(char)) return 0;
  return isWide(point) || /^\p{Emoji_Presentation}$/u.test(char) ? 2 : 1;
}

/** The East Asian Wide and Fullwidth blocks (UAX #11), coarsely. */
function isWide(point: number): boolean {
  return wideBlocks.some(([from, to]) => point >= from && point <= to);
}

const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** Pads on the right (or left) to a number of columns. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const fill = ' '.repeat(Math.max(0, width - textWidth(text)));
  return side === 'right' ? `${text}${fill}` : `${fill}${text}`;
}

/** Cuts text to a number of columns, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const [head] = splitAt(text, width - 1);
  return width < 1 ? '' : `${head}…`;
}

/** The longest beginning that fits into `width` columns, and the rest. Marks stay with their letter. */
export function splitAt(text: string, width: number): readonly [string, string] {
  let used = 0;
  let end = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width) break;
    end += char.length;
  }
  return [text.slice(0, end), text.slice(end)];
}
