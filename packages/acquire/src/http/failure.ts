/** Why one attempt brought no answer, in the port's words. */

import { errors } from './undici.js';
import type { UnreachableReason } from '@assay/model';

/** One failed attempt. */
export interface Failure {
  readonly reason: UnreachableReason;
  /** What the host did, as a predicate: `refused the connection (ECONNREFUSED)`. Holds nothing from a URL or a body. */
  readonly did: string;
  /** Whether the same request may succeed when repeated: every request here is a GET, or a POST that may come twice. */
  readonly retry: 'yes' | 'after-timeout' | 'no';
  /** True when no HTTP response arrived: what counts towards an origin being down. */
  readonly silent: boolean;
  /** The server's `Retry-After`, already capped. */
  readonly waitMs?: number;
}

/** A failure on its way through code that knows only exceptions (undici's connector, async iteration). */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.did);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** How far an attempt had come. */
export type Phase = 'connect' | 'headers' | 'body';

const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA', 'ESERVFAIL']);

/** Turns whatever undici, the TLS stack or the socket threw into a failure. Never rethrows. */
export function failureOf(error: unknown, phase: Phase): Failure {
  if (error instanceof FailureError) return error.failure;
  const code = codeOf(error);
  if (dnsCodes.has(code)) return lookupFailure(code);
  if (isTlsCode(code)) return tlsFailure(code);
  if (error instanceof errors.ConnectTimeoutError) return deadlines.connect;
  if (error instanceof errors.HeadersTimeoutError) return deadlines.headers;
  if (error instanceof errors.HTTPParserError) return parserFailure(code, phase);
  if (error instanceof errors.ResponseContentLengthMismatchError) return lengthFailure(phase);
  if (error instanceof errors.HeadersOverflowError) return badResponse('sent more header bytes than are allowed');
  if (phase === 'connect') return connectFailure(error, code);
  return phase === 'body' ? truncated(code) : reset(code);
}

/** The failures of deadlines, by what did not happen in time. */
export const deadlines = {
  connect: timeout('did not accept a connection in time', true),
  headers: timeout('sent no response in time', true),
  idle: timeout('stopped sending in the middle of a response', false),
  slow: timeout('sent its response too slowly', false),
  request: { ...timeout('did not answer within the time allowed for one request', false), retry: 'no' },
} as const satisfies Record<string, Failure>;

/** The response is not one that this request can have. Asking again would bring the same. */
export function badResponse(did: string): Failure {
  return { reason: 'bad-response', did, retry: 'no', silent: false };
}

/** More bytes than the request allows, on the wire or decoded. */
export function tooLarge(maxBytes: number): Failure {
  return { reason: 'too-large', did: `sent more than the ${maxBytes} bytes allowed`, retry: 'no', silent: false };
}

/** The body ended early. */
function truncated(code: string): Failure {
  return { reason: 'truncated', did: `cut its response short${codeText(code)}`, retry: 'yes', silent: false };
}

/** The run was stopped. */
export const aborted: Failure = {
  reason: 'aborted',
  did: 'was not asked: the run was stopped',
  retry: 'no',
  silent: false,
};

function timeout(did: string, silent: boolean): Failure {
  return { reason: 'timeout', did, retry: 'after-timeout', silent };
}

function lookupFailure(code: string): Failure {
  return { reason: 'dns-failure', did: `could not be looked up in DNS${codeText(code)}`, retry: 'yes', silent: true };
}

function tlsFailure(code: string): Failure {
  return {
    reason: 'tls-failure',
    did: `could not prove its identity over TLS${codeText(code)}`,
    retry: 'no',
    silent: true,
  };
}

/** llhttp calls a body cut by the end of the connection a parse error too. */
function parserFailure(code: string, phase: Phase): Failure {
  const cut = code === 'HPE_INVALID_EOF_STATE' || code === 'HPE_CLOSED_CONNECTION';
  if (cut) return phase === 'body' ? truncated(code) : reset(code);
  return badResponse(`sent a response that is not valid HTTP${codeText(code)}`);
}

/** undici names any parse error so when a length was stated; before the headers' end it is the headers that are wrong. */
function lengthFailure(phase: Phase): Failure {
  return phase === 'body' ? truncated('') : badResponse('sent a response that is not valid HTTP (Content-Length)');
}

function reset(code: string): Failure {
  return {
    reason: 'connection-reset',
    did: `closed the connection without answering${codeText(code)}`,
    retry: 'yes',
    silent: true,
  };
}

/** A proxy answers a tunnel request with a status; undici puts it into its message. */
const proxyStatus = /^Proxy response \((\d{3})\)/u;

function connectFailure(error: unknown, code: string): Failure {
  const status = error instanceof Error ? proxyStatus.exec(error.message)?.[1] : undefined;
  const did =
    status === undefined
      ? `could not be connected to${codeText(code)}`
      : `could not be connected to: the proxy answered ${status}`;
  return { reason: 'connect-failure', did, retry: status === undefined ? 'yes' : 'no', silent: true };
}

function isTlsCode(code: string): boolean {
  return (
    code.startsWith('ERR_TLS_') ||
    code.startsWith('ERR_SSL_') ||
    code.startsWith('CERT_') ||
    code.startsWith('UNABLE_TO_') ||
    code.includes('SELF_SIGNED_CERT') ||
    code === 'EPROTO' ||
    code === 'HOSTNAME_MISMATCH' ||
    code === 'INVALID_CA' ||
    code === 'INVALID_PURPOSE'
  );
}

/** An error's own code: a constant of Node, OpenSSL, llhttp or undici, never text from the network. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'UND_ERR_PRX_TLS' && error instanceof Error) return codeOf(error.cause);
  return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/u.test(code) ? code : '';
}

function codeText(code: string): string {
  return code === '' || code.startsWith('UND_ERR') ? '' : ` (${code})`;
}
