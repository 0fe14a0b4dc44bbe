/** What a service did instead of its part, as a problem. */

import { STATUS_CODES } from 'node:http';
import { asMap, asText, parseJson } from '@assay/documents';
import type { Failure } from '../http/failure.js';
import { keylessProblem, type KeylessProblem } from './keyless-codes.js';
import type { KeylessStep } from './keyless-failure.js';

/** Who was asked, and for what. */
export interface AskedService {
  readonly step: KeylessStep;
  readonly host: string;
}

/** Whether this status may be another one next time. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** A problem of a service that gave no answer, or one that is against the rules. */
export function silenceProblem({ step, host }: AskedService, { reason, did }: Failure): KeylessProblem {
  const isOdd = reason === 'bad-response' || reason === 'too-large';
  if (isOdd) return keylessProblem('keyless-answer-malformed', `${host} ${did}.`);
  return keylessProblem(`keyless-${step}-unavailable`, `${host} ${silences.get(reason) ?? did}.`);
}

/** A connection that ended counts as reset, however it ended: nobody knows whether the question was read. */
const silences: ReadonlyMap<string, string> = new Map([
  ['timeout', 'did not answer in time'],
  ['connection-reset', 'could not be asked (ECONNRESET)'],
]);

/** A problem of a service that answered with another status than 200 or 201. */
export function statusProblem(
  { step, host }: AskedService,
  { status, bytes }: { readonly status: number; readonly bytes: Uint8Array | null },
  secret: string,
): KeylessProblem {
  if (status < 300) {
    return keylessProblem(
      'keyless-answer-malformed',
      `${host} answered with status ${String(status)}, which says nothing.`,
    );
  }
  if (status < 400) {
    const did = `redirected (${String(status)}), which is not followed with a secret`;
    return keylessProblem('keyless-answer-malformed', `${host} ${did}.`);
  }
  const said = withoutSecret(messageOf(bytes) ?? STATUS_CODES[status] ?? '', secret);
  const code = mayPass(status) ? (`keyless-${step}-unavailable` as const) : (`keyless-${step}-refused` as const);
  return keylessProblem(code, `${host} answered: (${String(status)}) ${said}`);
}

/** Sigstore's services write `{"code": …, "message": …}`. */
function messageOf(bytes: Uint8Array | null): string | undefined {
  if (bytes === null) return undefined;
  const read = parseJson(bytes, { maxBytes: bytes.length });
  return read.ok ? asText(asMap(read.document.value)?.get('message')) : undefined;
}

const maxSaid = 300;

/** What a service wrote, short, without the token that it was sent, nor a part of it. */
function withoutSecret(text: string, token: string): string {
  const secrets = [token, ...token.split('.')].filter((part) => part.length > 8);
  const said = secrets.reduce((kept, secret) => kept.replaceAll(secret, '…'), text);
  return said.length > maxSaid ? `${said.slice(0, maxSaid)}…` : said;
}
