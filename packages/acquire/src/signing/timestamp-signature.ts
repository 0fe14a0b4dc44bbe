import { hash } from 'node:crypto';
import { keylessProblem } from './keyless-codes.js';
import { KeylessFailure } from './keyless-failure.js';
import type { ServiceClient } from './service-client.js';

/**
 * A timestamp authority's `POST /api/v1/timestamp`: a reply of RFC 3161 about a signature, unread. A URL with a path is the endpoint
 * itself, as signing configurations write it. Rejects with {@link KeylessFailure}.
 */
export async function timestampSignature(
  client: ServiceClient,
  tsa: string,
  signature: Uint8Array,
): Promise<Uint8Array> {
  const named = new URL(tsa);
  const url = named.pathname === '/' ? new URL('/api/v1/timestamp', named) : named;
  const body = { artifactHash: hash('sha256', signature, 'base64'), hashAlgorithm: 'sha256' };
  const reply = await client.post({ step: 'timestamp', url, body });
  if (reply.length > 0) return reply;
  throw new KeylessFailure(keylessProblem('keyless-answer-malformed', `The answer of ${url.host} is empty.`));
}
