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
