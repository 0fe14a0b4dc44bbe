/**
 * Licence keys that carry their own MD5, without any key: MUI X (`<md5><base64 of O=…,E=…,KV=2>`), AG Grid (`<text>_<base64 of
 * milliseconds><md5>`). Who can read one can write one. It is read so that people see what it says; the MD5 is not computed, because
 * whether it is right says nothing.
 */

import { decodeBase64 } from '../encoding/base64.js';
import { decodeUtf8 } from '../encoding/bytes.js';
import { refuse } from '../outcome.js';
import { shownClaim } from './token-claims.js';
import { trimWhiteSpace } from './token-fingerprint.js';
import type { TokenAnswer, TokenReading } from './token-reading.js';

const longest = 20_000;
const md5Digits = 32;
const md5 = /^[0-9A-Fa-f]{32}$/;
const printable = /^[\x20-\x7e]+$/;
const mostPairs = 50;

/** Reads a token of this scheme: what it says, and never that it proves anything. */
export function readMd5Trailer(token: Uint8Array): TokenAnswer {
  const text = token.length > longest ? '' : (decodeUtf8(trimWhiteSpace(token)) ?? '');
  if (!printable.test(text))
    return refuse('license-token-malformed', `It is not printable ASCII of up to ${longest} bytes.`);
  const said = readMui(text) ?? readAgGrid(text);
  if (said === null)
    return refuse('license-token-malformed', 'No MD5 stands before or after a text of the known forms.');
  return { code: 'license-token-forgeable', detail: 'It says whatever its writer wanted.', ...said };
}

type Said = Pick<TokenReading, 'entity' | 'claims' | 'notAfter'>;

/** `<md5><base64>` of pairs `NAME=VALUE` (the first version wrote `ORDER:…`), of which the expiry is in milliseconds. */
function readMui(text: string): Said | null {
  const encoded = md5.test(text.slice(0, md5Digits)) ? decodeBase64(text.slice(md5Digits)) : null;
  const plain = encoded === null ? null : decodeUtf8(encoded);
  if (plain === null || !printable.test(plain)) return null;
  const pairs = plain.split(',').slice(0, mostPairs).map(pairOf);
  const known = pairs.filter((pair) => pair !== null);
  if (known.length < pairs.length) return null;
  const expiry = known.find(({ name }) => name === 'E' || name === 'EXPIRY');
  return {
    entity: null,
    claims: known.map(({ name, value }) => shownClaim(name, value)),
    ...endOf(expiry?.value ?? ''),
  };
}

function pairOf(text: string): { readonly name: string; readonly value: string } | null {
  const at = text.search(/[=:]/);
  return at <= 0 ? null : { name: text.slice(0, at), value: text.slice(at + 1) };
}

/** The company's name in AG Grid's older and newer texts: what stands before it, and after it. */
const companyMarks = [
  ['CompanyName=', ','],
  ['___( ', ' )_is_granted_a_('],
] as const;

/** `<text>_<base64 of milliseconds><md5>`. */
function readAgGrid(text: string): Said | null {
  const plain = text.slice(0, -md5Digits);
  const underscore = plain.lastIndexOf('_');
  const encoded = md5.test(text.slice(-md5Digits)) && underscore > 0 ? decodeBase64(plain.slice(underscore + 1)) : null;
  const end = encoded === null ? {} : endOf(decodeUtf8(encoded) ?? '');
  if (end.notAfter === undefined) return null;
  const entity = companyOf(plain);
  return { entity, claims: entity === null ? [] : [shownClaim('company', entity)], ...end };
}

function companyOf(text: string): string | null {
  for (const [before, after] of companyMarks) {
    const end = text.indexOf(after);
    const start = end < 0 ? -1 : text.lastIndexOf(before, end);
    const name = start < 0 ? '' : text.slice(start + before.length, end).trim();
    if (name !== '') return name;
  }
  return null;
}

const digits = /^[0-9]{1,15}$/;
/** The end of the year 9999: what RFC 3339 can write. */
const latest = 253_402_300_799_000;

/** Milliseconds since 1970, in digits. */
function endOf(text: string): { readonly notAfter?: number } {
  const time = digits.test(text) ? Number(text) : 0;
  return time > 0 && time <= latest ? { notAfter: time } : {};
}
