/**
 * Karafka's tokens: base64 of one block of RSA, made with the *private* key over JSON that names the entity, padded by PKCS #1 v1.5
 * type 1 (RFC 8017 §9.2) without a hash. Nothing but the padding and the JSON tells a block that the issuer made from any other, so
 * both are read as strictly as they can be: the block is opened without any padding rule, built again from what was found in it, and
 * must come out the same, byte for byte.
 */

import { Buffer } from 'node:buffer';
import { constants, publicDecrypt } from 'node:crypto';
import { asMap, asText, parseJson, type DocMap } from '@assay/documents';
import { decodeBase64 } from '../encoding/base64.js';
import { concatBytes, decodeUtf8, equalBytes } from '../encoding/bytes.js';
import { refuse } from '../outcome.js';
import type { PublicKey } from '../sigstore/public-key.js';
import { shownClaims } from './token-claims.js';
import { withoutWhiteSpace } from './token-fingerprint.js';
import type { TokenAnswer } from './token-reading.js';

/** `00 01 FF…FF 00`: at least eight octets of FF, so that a block cannot be found by trying. */
const leastFill = 8;
const frame = 3;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Reads a token of this scheme under the pinned keys, all of them RSA. */
export function recoverToken(token: Uint8Array, keys: readonly PublicKey[]): TokenAnswer {
  const block = decodeBase64(decodeUtf8(withoutWhiteSpace(token)) ?? '.');
  if (block === null) return refuse('license-token-malformed', 'It is not canonical base64.');
  if (keys.length === 0) return refuse('license-token-no-key', `It is a block of ${block.length} bytes.`);
  const message = firstOpened(block, keys);
  if (typeof message === 'string') return refuse('license-token-foreign-key', message);
  const details = detailsOf(message.bytes);
  const entity = asText(details?.get('entity')) ?? '';
  if (details === undefined || entity.trim() === '') {
    return refuse(
      'license-token-malformed',
      'The issuer made it, but it is not a strict JSON object that names an entity.',
    );
  }
  const detail = `The key sha256:${message.fingerprint} made it.`;
  return { code: 'license-token-verified', detail, entity, claims: shownClaims(details) };
}

interface Opened {
  readonly bytes: Uint8Array;
  readonly fingerprint: string;
}

function firstOpened(block: Uint8Array, keys: readonly PublicKey[]): Opened | string {
  const fitting = keys.filter((key) => modulusBytes(key) === block.length);
  if (fitting.length === 0) {
    const sizes = [...new Set(keys.map(modulusBytes))].join(' or ');
    return `It is a block of ${block.length} bytes; one that a pinned key makes has ${sizes}.`;
  }
  for (const key of fitting) {
    const bytes = openBlock(block, key);
    if (bytes !== null) return { bytes, fingerprint: key.fingerprint };
  }
  return 'No pinned key opens it.';
}

/** What the key's owner put into the block; null where it is not padded exactly as it must be. */
function openBlock(block: Uint8Array, { key }: PublicKey): Uint8Array | null {
  const modulus = Buffer.from(String(key.export({ format: 'jwk' }).n), 'base64url');
  // A number and that number plus the modulus open to the same: the second would be another spelling of a revoked token.
  if (Buffer.compare(block, modulus) >= 0) return null;
  const opened = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, block);
  const message = opened.subarray(opened.indexOf(0, frame - 1) + 1);
  const fill = opened.length - message.length - frame;
  if (fill < leastFill) return null;
  const rebuilt = concatBytes(Uint8Array.of(0, 1), new Uint8Array(fill).fill(0xff), Uint8Array.of(0), message);
  return equalBytes(rebuilt, opened) ? message : null;
}

/** The JSON object that the message is, from its first byte to its last. */
function detailsOf(message: Uint8Array): DocMap | undefined {
  if (message[0] !== openBrace || message.at(-1) !== closeBrace) return undefined;
  const read = parseJson(message, { maxBytes: message.length });
  return read.ok ? asMap(read.document.value) : undefined;
}

function modulusBytes({ bits = 0 }: PublicKey): number {
  return Math.ceil(bits / 8);
}
