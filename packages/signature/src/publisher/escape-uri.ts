/** What stands in a path as it is (Go's `net/url`, validEncoded; RFC 3986 §3.3). */
const plain = /^[A-Za-z0-9\-._~!$&'()*+,;=:@[\]/%]*$/u;
/** What Go escapes in a path of which something must be escaped: more than must be. */
const escaped = /[^A-Za-z0-9\-._~$&+,;=:@/%]/gu;

/**
 * A workflow's address as it stands in a certificate's SAN. Fulcio passes it through Go's URL parser, which leaves a valid path as it is
 * and otherwise escapes all of it anew (a tag `v1.0.0-bêta(1)`); the claims hold the text itself.
 */
export function escapeUri(text: string): string {
  if (plain.test(text) || !text.isWellFormed()) return text;
  return text.replace(escaped, (char) => {
    const bytes = [...new TextEncoder().encode(char)];
    return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}
