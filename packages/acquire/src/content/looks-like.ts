/** What came instead of an archive, by its first bytes. */

import type { FoundEvidence } from '@assay/model';

/** Bytes that are looked at. */
const head = 512;

/**
 * `empty` for no bytes at all, `web-page` for what begins as HTML does (a login page, a proxy's error); undefined for all else. For
 * advice only: such bytes are no archive, whatever this says.
 */
export function looksLike(
  start: Uint8Array,
  { xml = 'web-page' }: { readonly xml?: 'web-page' | 'data' } = {},
): FoundEvidence['looksLike'] {
  if (start.length === 0) return 'empty';
  const text = new TextDecoder().decode(start.subarray(0, head)).trimStart().toLowerCase();
  const isPage =
    text.startsWith('<!doctype html') ||
    text.startsWith('<html') ||
    (text.startsWith('<?xml') && (xml === 'web-page' || text.includes('<html')));
  return isPage ? 'web-page' : undefined;
}
