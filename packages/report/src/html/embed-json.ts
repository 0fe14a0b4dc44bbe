/** Data inside a `script` element. */

/**
 * JSON that no HTML parser leaves before its end: without `<`, `>` and `&`, so that no `</script>`, `<!--` or `]]>` is in it, and without the
 * line separators that older scripts end a line at. Lone surrogates come out as escapes (well-formed JSON.stringify, ES2019).
 */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A browser draws between two elements, and not while it reads one. */
const longestPiece = 128 * 1024;

/** The JSON in pieces, which make the text again one behind the other. No character is cut in two. */
export function embedJsonInPieces(value: unknown): readonly string[] {
  const text = embedJson(value);
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = start + longestPiece;
    const isCut = /[\ud800-\udbff]/.test(text.charAt(end - 1));
    pieces.push(text.slice(start, isCut ? end - 1 : end));
    start = isCut ? end - 1 : end;
  }
  return pieces;
}
