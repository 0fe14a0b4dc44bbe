/** Registered claims of a JWT (RFC 7519 §4.1), strictly typed, and claims compared with what is expected. */

import { asList, asNumber, type DocMap, type DocValue } from '@assay/documents';
import type { LicenseTokenCode } from '../codes/license-token-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { shown } from '../provenance/shown.js';

/** When a token holds, in milliseconds since 1970: `exp`, `nbf`, `iat`. */
export interface JwtTimes {
  readonly notAfter?: number;
  readonly notBefore?: number;
  readonly issuedAt?: number;
}

/** The end of the year 9999, in seconds: what RFC 3339 can write. */
const latestSecond = 253_402_300_799;

/** The registered claim that is not of the type that it must be; null where none is. */
export function mistypedClaim(payload: DocMap): string | null {
  const strange = [...payload.entries()].find(([name, value]) => !isOfItsType(name, value));
  return strange === undefined ? null : strange[0];
}

function isOfItsType(name: string, value: DocValue): boolean {
  switch (name) {
    case 'iss':
    case 'sub':
      return typeof value === 'string';
    case 'aud':
      return (asList(value) ?? [value]).every((item) => typeof item === 'string');
    case 'exp':
    case 'nbf':
    case 'iat':
      return typeof value === 'number' && value >= 0 && value <= latestSecond;
    default:
      return true;
  }
}

/** The times of a payload without mistyped claims. */
export function jwtTimes(payload: DocMap): JwtTimes {
  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map((name) => asNumber(payload.get(name)));
  return {
    ...(exp === undefined ? {} : { notAfter: Math.floor(exp * 1000) }),
    ...(nbf === undefined ? {} : { notBefore: Math.floor(nbf * 1000) }),
    ...(iat === undefined ? {} : { issuedAt: Math.floor(iat * 1000) }),
  };
}

const mostShown = 5;

/**
 * The first expected claim that is not there with exactly this value; null where all are. Numbers and booleans are compared as JSON
 * writes them; an audience may be one of several (RFC 7519 §4.1.3), other lists and objects are nothing that could be expected.
 */
export function claimMismatch(
  payload: DocMap,
  expected: Readonly<Record<string, string>>,
): Refusal<LicenseTokenCode> | null {
  for (const [name, text] of Object.entries(expected)) {
    const value = payload.get(name);
    const list = name === 'aud' ? asList(value) : undefined;
    const said = (list ?? [value]).flatMap(scalarText);
    if (said.includes(text)) continue;
    const actual = said.length === 0 ? 'no text' : said.slice(0, mostShown).map(shown).join(', ');
    return refuse('license-token-claim-mismatch', `Its claim ${shown(name)} is ${actual}, not ${shown(text)}.`);
  }
  return null;
}

function scalarText(value: DocValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
