/** GitHub's endpoint that hands identity tokens to jobs. */

import { asMap, asText, parseJson } from '@assay/documents';
import { AssayError } from '@assay/model';
import type { NetworkConfiguration } from '../client-config/index.js';
import { parseHttpUrl } from '../client-config/parse-http-url.js';
import { systemClock } from '../http/clock.js';
import { badResponse, type Failure } from '../http/failure.js';
import { defaultHttpLimits, type HttpLimits } from '../http/http-limits.js';
import { zeroCounts } from '../http/transport-facts.js';
import { Transport, type BodyReply, type CallResult } from '../http/transport.js';
import { tokenAudience } from './identity-claims.js';
import { keylessProblem, type KeylessProblem } from './keyless-codes.js';
import { isSafe } from './service-url.js';

/** A job's right to ask. */
export interface TokenEndpoint {
  readonly url: string;
  /** A secret. */
  readonly token: string;
}

const maxBytes = 64 * 1024;

/** The token, or why there is none. Throws AssayError `ERR_USAGE` for a URL that cannot be asked. Redirects are not followed. */
export async function askForToken(
  endpoint: TokenEndpoint,
  network: NetworkConfiguration,
  limits: { readonly requestMs: number; readonly retries: number },
): Promise<string | KeylessProblem> {
  const url = parseHttpUrl(endpoint.url);
  if (url === null || !isSafe(url)) throw new AssayError('ERR_USAGE', 'ACTIONS_ID_TOKEN_REQUEST_URL is no https URL');
  url.searchParams.set('audience', tokenAudience);
  const transport = new Transport({
    network: { ...network, privateOrigins: new Set([...network.privateOrigins, url.origin]) },
    limits: httpLimits(limits),
    clock: systemClock,
    counts: zeroCounts(),
  });
  try {
    const headers = { authorization: `Bearer ${endpoint.token}`, accept: 'application/json' };
    const endBy = systemClock.now() + limits.requestMs * (limits.retries + 1);
    return answerOf(await transport.send<string>({ url, headers, maxBytes, streams: false, endBy, read }), url);
  } finally {
    await transport.close();
  }
}

function httpLimits({ requestMs, retries }: { readonly requestMs: number; readonly retries: number }): HttpLimits {
  const ms = { connectMs: requestMs, headersMs: requestMs, idleMs: requestMs, attemptMs: requestMs };
  return { ...defaultHttpLimits, ...ms, attempts: retries + 1, timeoutAttempts: 1 };
}

function answerOf(result: CallResult<string>, { host }: URL): string | KeylessProblem {
  switch (result.kind) {
    case 'value':
      return result.value;
    case 'absent':
    case 'denied':
      return keylessProblem('keyless-token-refused', `${host} answered with status ${String(result.status)}.`);
    case 'redirect':
      return keylessProblem('keyless-token-refused', `${host} redirected, which is not followed with a secret.`);
    case 'failed':
      return keylessProblem('keyless-token-unavailable', `${host} ${result.failure.did}.`);
  }
}

function read(reply: BodyReply): Promise<{ readonly value: string } | { readonly failure: Failure }> {
  const parsed = reply.kind === 'bytes' ? parseJson(reply.bytes, { maxBytes }) : null;
  const map = parsed?.ok === true ? asMap(parsed.document.value) : undefined;
  const value = map === undefined ? undefined : asText(map.get('value'));
  const none = { failure: badResponse('sent no token') };
  return Promise.resolve(value === undefined ? none : { value });
}
