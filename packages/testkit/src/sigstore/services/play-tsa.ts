import { mintTimestamp, timestampPlan } from '../timestamp.js';
import type { World } from '../world.js';
import { refusedAnswer, type ServiceAnswer } from './service-answer.js';

/** Sigstore's timestamp authority, asked in JSON: `POST /api/v1/timestamp`. */
export function playTsa({ tsa }: World, body: unknown): ServiceAnswer {
  const { artifactHash, hashAlgorithm } = body as { readonly artifactHash: string; readonly hashAlgorithm: string };
  if (hashAlgorithm !== 'sha256') return refusedAnswer(400, `unsupported hash algorithm ${hashAlgorithm}`);
  const plan = timestampPlan(tsa, new Uint8Array(), new Date());
  const imprint = Buffer.from(artifactHash, 'base64');
  return { status: 201, type: 'application/timestamp-reply', body: mintTimestamp({ ...plan, imprint }) };
}
