/** The parts of a compact JWS (RFC 7515 §7.1), not verified. */

import { asMap, asText, parseJson, type DocMap } from '@assay/documents';
import { decodeUtf8, encodeUtf8 } from '../encoding/bytes.js';
import { decodeBase64Url } from './base64url.js';
import { trimWhiteSpace } from './token-fingerprint.js';

/** A token taken apart. */
export interface JwtParts {
  /** What the header says of the algorithm; it chooses nothing. */
  readonly alg: string;
  /** The text before the last dot: what is signed. */
  readonly signedText: string;
  readonly signed: Uint8Array;
  readonly payload: DocMap;
  readonly signature: Uint8Array;
}

const maxBytes = 64 * 1024;

/**
 * Takes a token apart: three parts of canonical base64url, header and payload strict JSON objects. Keys that the header brings along
 * or points at (`jwk`, `jku`, `x5c`, `x5u`, `kid`) are not even read (RFC 8725 §3.10). Returns why it is none as text.
 */
export function parseJwt(token: Uint8Array): JwtParts | string {
  if (token.length > maxBytes) return `It has more than ${maxBytes} bytes.`;
  const parts = (decodeUtf8(trimWhiteSpace(token)) ?? '').split('.');
  const [headerText, payloadText, signatureText] = parts;
  if (parts.length !== 3 || headerText === undefined || payloadText === undefined || signatureText === undefined) {
    return `It has ${parts.length} parts, not three with dots between them.`;
  }
  const signature = decodeBase64Url(signatureText);
  if (signature === null) return 'Its signature is not canonical base64url.';
  const header = objectOf(headerText);
  if (typeof header === 'string') return `Its header is ${header}.`;
  const payload = objectOf(payloadText);
  if (typeof payload === 'string') return `Its payload is ${payload}.`;
  const refused = headerProblem(header);
  if (refused !== null) return refused;
  const signedText = `${headerText}.${payloadText}`;
  return { alg: asText(header.get('alg')) ?? '', signedText, signed: encodeUtf8(signedText), payload, signature };
}

function objectOf(text: string): DocMap | string {
  const bytes = decodeBase64Url(text);
  if (bytes === null) return 'not canonical base64url';
  const read = parseJson(bytes, { maxBytes });
  if (!read.ok) return `not strict JSON (${read.problem.problem})`;
  return asMap(read.document.value) ?? 'not an object';
}

/** Extensions that change what is signed or how it is read; who does not know them must refuse the token (RFC 7515 §4.1.11). */
function headerProblem(header: DocMap): string | null {
  if (header.has('crit')) return 'Its header has critical extensions, of which Assay knows none.';
  if (header.has('b64')) return 'Its header has the extension b64, which changes what is signed.';
  return asText(header.get('alg')) === undefined ? 'Its header names no algorithm.' : null;
}
