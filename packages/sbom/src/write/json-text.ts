/**
 * A value as compact JSON that is well-formed Unicode: half of a surrogate pair, which has no UTF-8 form and which strict readers
 * refuse even when escaped, becomes U+FFFD.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // JSON.stringify escapes lone surrogates, and nothing else, with `\ud`; a backslash of the text's own may stand before "ud", too.
  return text.includes(String.raw`\ud`) ? JSON.stringify(value, wellFormed) : text;
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
