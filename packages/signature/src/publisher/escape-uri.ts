/** What Go's `net/url` escapes in a path, and WHATWG's URL otherwise: everything but printable ASCII, and these. */
const escaped = /["<>`{|}^]|[^\x21-\x7e]/gu;

/**
 * A workflow's address as it stands in a certificate's SAN. Fulcio passes it through Go's URL parser, which escapes what is not
 * ASCII (a tag `v1.0.0-bêta`); the claims hold the text itself.
 */
export function escapeUri(text: string): string {
  if (!text.isWellFormed()) return text;
  return text.replace(escaped, (char) => encodeURIComponent(char));
}
