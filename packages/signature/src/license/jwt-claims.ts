/** Registered claims of a JWT (RFC 7519 §4.1), strictly typed, and compared with what is expected. */

import { asList, asNumber, asText, type DocMap } from '@assay/documents';
import type { LicenseTokenCode } from '../codes/license-token-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { shown } from '../provenance/shown.js';
import type { ExpectedClaims } from './license-token-rules.js';

/** The registered claims; what is not there is undefined. */
export interface JwtClaims {
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  /** Empty where there is none. */
  readonly audience: readonly string[];
  /** Milliseconds since 1970: `exp`, `nbf`, `iat`. */
  readonly expires: number | undefined;
  readonly notBefore: number | undefined;
  readonly issuedAt: number | undefined;
}

/** The end of the year 9999, in seconds: what RFC 3339 can write. */
const latestSecond = 253_402_300_799;

/** Reads the registered claims; the name of one that is not of its type otherwise. */
export function readJwtClaims(payload: DocMap): JwtClaims | string {
  const text = ['iss', 'sub'].find((name) => payload.has(name) && asText(payload.get(name)) === undefined);
  const time = ['exp', 'nbf', 'iat'].find((name) => payload.has(name) && timeOf(payload, name) === undefined);
  const audience = audiencesOf(payload);
  if (audience === null) return 'aud';
  return (
    text ??
    time ?? {
      audience,
      issuer: asText(payload.get('iss')),
      subject: asText(payload.get('sub')),
      expires: timeOf(payload, 'exp'),
      notBefore: timeOf(payload, 'nbf'),
      issuedAt: timeOf(payload, 'iat'),
    }
  );
}

function timeOf(payload: DocMap, name: string): number | undefined {
  const seconds = asNumber(payload.get(name));
  return seconds !== undefined && seconds >= 0 && seconds <= latestSecond ? Math.floor(seconds * 1000) : undefined;
}

function audiencesOf(payload: DocMap): readonly string[] | null {
  if (!payload.has('aud')) return [];
  const aud = payload.get('aud');
  if (typeof aud === 'string') return [aud];
  const list = asList(aud) ?? [null];
  const texts = list.filter((item) => typeof item === 'string');
  return texts.length < list.length ? null : texts;
}

/** What differs first from what is expected; null where nothing does. */
export function claimMismatch(claims: JwtClaims, expected: ExpectedClaims): Refusal<LicenseTokenCode> | null {
  return (
    differs('issuer', expected.issuer, claims.issuer) ??
    differs('subject', expected.subject, claims.subject) ??
    differs('audience', expected.audience, claims.audience)
  );
}

const mostShown = 5;

function differs(
  name: string,
  expected: string | undefined,
  actual: string | readonly string[] = [],
): Refusal<LicenseTokenCode> | null {
  const all = [actual].flat();
  if (expected === undefined || all.includes(expected)) return null;
  const said = all.length === 0 ? 'nothing' : all.slice(0, mostShown).map(shown).join(', ');
  return refuse('license-token-claim-mismatch', `Its ${name} is ${said}, not ${shown(expected)}.`);
}
