/** Tokens that nothing signs. */

import { decodeUtf8 } from '../encoding/bytes.js';
import { refuse } from '../outcome.js';
import { trimWhiteSpace } from './token-fingerprint.js';
import type { TokenAnswer } from './token-reading.js';
import { shapeDifference, type TokenShape } from './token-shape.js';

/** Reads readable text: UTF-8, of the shape if one is told. What it says is not shown, for it may be all that keeps it secret. */
export function readTextToken(token: Uint8Array, shape: TokenShape | undefined): TokenAnswer {
  const text = decodeUtf8(trimWhiteSpace(token));
  if (text === null) return refuse('license-token-malformed', 'It is not UTF-8.');
  const difference = shape === undefined ? null : shapeDifference(text, shape);
  if (difference !== null) return refuse('license-token-malformed', difference);
  return {
    code: 'license-token-unsigned',
    detail: `It is text of ${text.length} characters.`,
    entity: null,
    claims: [],
  };
}

/** Says of a token that cannot be read how long it is. */
export function readOpaqueToken(token: Uint8Array): TokenAnswer {
  return { code: 'license-token-opaque', detail: `It has ${token.length} bytes.`, entity: null, claims: [] };
}
