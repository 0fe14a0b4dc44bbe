/** Widths, wrapping and columns. */

/** Columns a text takes: wide East Asian characters and emoji two, combining marks none. Text holds no escapes. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

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
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];

/** Pads on the right (or left) to a number of columns. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const fill = ' '.repeat(Math.max(0, width - textWidth(text)));
  return side === 'right' ? `${text}${fill}` : `${fill}${text}`;
}

/** Breaks one-line text at spaces so that each line, after its indent, fits; words longer than a line stay whole. */
export function wrap(text: string, width: number, indent: string): readonly string[] {
  const room = Math.max(20, width - textWidth(indent));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > room) {
      lines.push(`${indent}${line}`);
      line = word;
    } else line = longer;
  }
  lines.push(`${indent}${line}`);
  return lines;
}

/** Cuts text to a number of columns, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let shown = '';
  for (const char of text) {
    if (textWidth(shown) + charWidth(char) > width - 1) break;
    shown += char;
  }
  return `${shown}…`;
}

/** `1 package`, `2 packages`; thousands in groups: `12 345`. */
export function count(n: number, noun: string): string {
  return `${formatCount(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** Digits in groups of three, the same in every locale. */
export function formatCount(n: number): string {
  const digits = String(n);
  let text = '';
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % 3 === 0 && digits.length > 4) text += ' ';
    text += digits.charAt(i);
  }
  return text;
}
