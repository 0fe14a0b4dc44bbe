import type { LicenseTokenCode } from '../codes/license-token-codes.js';
import { decodeUtf8 } from '../encoding/bytes.js';
import { shown } from '../provenance/shown.js';
import { refuse, type Refusal } from '../outcome.js';

/** Tokens that their issuer has taken back, by fingerprint. */
export interface RevocationList {
  readonly fingerprints: ReadonlySet<string>;
}

/** Why a list cannot be read. */
export type RevocationListProblem = Refusal<LicenseTokenCode>;

const maxBytes = 16 * 1024 * 1024;
const fingerprint = /^[0-9a-f]{64}$/;

/**
 * Reads a list of revoked tokens, strictly: on each line one lowercase SHA-256 of a token without white space, or a comment that
 * begins with `#`, or nothing; lines end in LF or CR LF. Any other line is a problem, for a list that cannot be read as a whole proves
 * nothing; so is a list in which there is nothing at all, which is what a failed download leaves.
 */
export function parseRevocationList(bytes: Uint8Array): RevocationList | RevocationListProblem {
  if (bytes.length > maxBytes) return unreadable(`It has more than ${maxBytes} bytes.`);
  const text = decodeUtf8(bytes);
  if (text === null) return unreadable('It is not UTF-8.');
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const strange = lines.findIndex((line) => line !== '' && !line.startsWith('#') && !fingerprint.test(line));
  if (strange >= 0)
    return unreadable(
      `Line ${strange + 1} is neither 64 lowercase hex digits alone nor a comment: ${shown(lines[strange] ?? '')}.`,
    );
  if (lines.every((line) => line === '')) return unreadable('It holds nothing, not even a comment.');
  return { fingerprints: new Set(lines.filter((line) => fingerprint.test(line))) };
}

function unreadable(detail: string): RevocationListProblem {
  return refuse('license-token-revocations-unreadable', detail);
}
