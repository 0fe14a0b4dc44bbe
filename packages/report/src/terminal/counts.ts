/** Numbers in words: the same in every locale. */

/** `1 package`, `2 packages`, `12,345 entries`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(n)} ${n === 1 ? noun : plural}`;
}

/** Digits in groups of three: `12,345`. */
export function formatCount(n: number): string {
  const digits = String(n);
  let text = '';
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % 3 === 0) text += ',';
    text += digits.charAt(i);
  }
  return text;
}
