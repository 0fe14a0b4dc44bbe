/** Names in tar headers: UTF-8, decoded strictly. */

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Longer texts are no names, and would be too many arguments. */
const longestAscii = 4096;

/** Text of the bytes from `start` to `end`; null when they are not UTF-8 (decoding with replacement merges names). */
export function decodeText(bytes: Uint8Array, start: number, end: number): string | null {
  const ascii = decodeAscii(bytes, start, end);
  if (ascii !== null) return ascii;
  try {
    return utf8.decode(bytes.subarray(start, end));
  } catch {
    return null;
  }
}

/** Most names are short ASCII, for which a decoder's set-up costs more than the work. */
function decodeAscii(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > longestAscii) return null;
  for (let i = start; i < end; i++) if ((bytes[i] ?? 0) > 0x7f) return null;
  return String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[]);
}

/** How many bytes a text has in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) length++;
    // A pair of surrogates is four bytes: two for each.
    if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) length++;
  }
  return length;
}
