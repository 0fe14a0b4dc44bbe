/** How a comment with a trust diff is found again, to be updated in place. */

const start = '<!-- assay-trust-diff:';

/**
 * The first line of the comment, which pages do not show. `key` tells projects of one repository apart (a folder); the same key gives the
 * same marker, no two keys share one, and no key can end the HTML comment or begin another.
 */
export function trustDiffMarker(key = ''): string {
  const safe = encodeURIComponent(key.toWellFormed()).replace(/[^A-Za-z0-9%_.]/g, (char) => {
    return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `${start}${safe} -->`;
}

/**
 * True for the text of a comment that {@link trustDiffMarker}'s key stands at the start of. Anybody can write such a comment: look at its
 * author too, before it is overwritten.
 */
export function hasTrustDiffMarker(body: string, key = ''): boolean {
  const marker = trustDiffMarker(key);
  return body === marker || body.startsWith(`${marker}\n`) || body.startsWith(`${marker}\r\n`);
}
