/** Why GitHub did not do what it was asked. Never a verdict: what is told about a run does not change it. */

import { STATUS_CODES } from 'node:http';
import { asMap, asText, parseJson } from '@assay/documents';

/** `denied`: the token may not; `absent`: no such thing, or none that this token may see. */
export type GitHubProblemKind = 'denied' | 'absent' | 'rate-limited' | 'moved' | 'unavailable' | 'malformed';

/** What went wrong, for a person. */
export interface GitHubProblem {
  readonly problem: GitHubProblemKind;
  /** One sentence; no secret. May hold what the server wrote: escape before printing. */
  readonly detail: string;
}

/** An answer of the server that is no success. */
export interface RefusedAnswer {
  readonly host: string;
  readonly status: number;
  readonly bytes: Uint8Array | null;
  /** What no message may hold. */
  readonly secret: string | undefined;
}

const maxSaid = 200;

/** The problem that an error status is. */
export function problemOfStatus({ host, status, bytes, secret }: RefusedAnswer): GitHubProblem {
  const message = messageOf(bytes);
  const said = withoutSecret(message ?? STATUS_CODES[status] ?? '', secret);
  const problem = kindOf(status, message ?? '');
  return { problem, detail: `${host} answered ${String(status)} (${said})${explanations[problem]}` };
}

/** A problem without an answer. `did`: what the host did, as a predicate. */
export function problemOfSilence(host: string, did: string): GitHubProblem {
  return { problem: 'unavailable', detail: `${host} ${did}.` };
}

/** An answer of the right status that holds something else than it should. */
export function malformed(host: string, what: string): GitHubProblem {
  return { problem: 'malformed', detail: `${host} sent ${what}.` };
}

const explanations: Readonly<Record<GitHubProblemKind, string>> = {
  denied: ': the token may not do this.',
  absent: ': there is none, or this token may not see it.',
  'rate-limited': ': too many requests were made with this token; the limit is renewed within an hour.',
  moved: ': it lies elsewhere now, and a token is not sent after a redirect.',
  unavailable: ': GitHub is out; try again later.',
  malformed: ': which is not what was asked for.',
};

function kindOf(status: number, message: string): GitHubProblemKind {
  // GitHub answers 403 for both of its limits, too.
  if (status === 429 || (status === 403 && /rate limit/i.test(message))) return 'rate-limited';
  if (status === 401 || status === 403) return 'denied';
  if (status === 404 || status === 410) return 'absent';
  if (status >= 300 && status < 400) return 'moved';
  return status >= 500 || status === 408 ? 'unavailable' : 'malformed';
}

function messageOf(bytes: Uint8Array | null): string | undefined {
  if (bytes === null) return undefined;
  const read = parseJson(bytes, { maxBytes: bytes.length });
  return read.ok ? asText(asMap(read.document.value)?.get('message')) : undefined;
}

function withoutSecret(text: string, secret: string | undefined): string {
  const said = secret === undefined ? text : text.replaceAll(secret, '…');
  return said.length > maxSaid ? `${said.slice(0, maxSaid)}…` : said;
}
