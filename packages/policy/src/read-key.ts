/** Public keys, certificates and fingerprints of a policy. */

import { digestOf } from '@assay/model';
import { base64OfPem, bytesOfBase64, isDerSequence } from './encoded-bytes.js';
import type { Path } from './locate.js';
import type { Refuse } from './refuse.js';

/** Something in DER. */
export interface DerText {
  readonly base64: string;
  /** SHA-256 of the bytes, lowercase hex. */
  readonly fingerprint: string;
}

/** The DER of a PEM block, or of base64 alone. Throws what `refuse` makes for what is none. */
export function readDer(
  text: string,
  what: string,
  { path, refuse }: { readonly path: Path; readonly refuse: Refuse },
): DerText {
  const base64 = text.includes('-----') ? base64OfPem(text) : text;
  const bytes = bytesOfBase64(base64);
  if (bytes !== null && isDerSequence(bytes)) return { base64, fingerprint: digestOf('sha256', bytes).value };
  throw refuse(path, `this is not a ${what}`, 'Copy the whole of it, from BEGIN to END.');
}

/** A fingerprint as it is compared: 64 lowercase hex digits. The shape has settled the rest. */
export function readFingerprint(text: string): string {
  return text.replace('sha256:', '').replaceAll(':', '').toLowerCase();
}
