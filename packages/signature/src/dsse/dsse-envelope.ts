/** DSSE envelopes (secure-systems-lab/dsse, envelope.md) with one in-toto statement and one signature. */

import { asList, asMap, asText, type DocMap } from '@assay/documents';
import { preAuthEncoding } from './pre-auth-encoding.js';
import { decodeBase64 } from '../encoding/base64.js';
import { inTotoPayloadType } from '../in-toto/statement.js';

/** An envelope taken apart, not verified. */
export interface DsseEnvelope {
  readonly payload: Uint8Array;
  /** What must have been signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Takes an envelope apart: canonical base64 in the standard alphabet, the payload type exact, exactly one signature (the
 * specification allows several, of which each reader may believe another). The key id is a hint, and not even read. Members that the
 * specification does not name are allowed, as it says. Returns why it is none as text.
 */
export function readDsseEnvelope(envelope: DocMap): DsseEnvelope | string {
  const payload = bytesOf(envelope, 'payload');
  if (payload === null) return 'Its payload is not canonical base64.';
  if (envelope.get('payloadType') !== inTotoPayloadType) return `Its payload type is not ${inTotoPayloadType}.`;
  const signatures = asList(envelope.get('signatures')) ?? [];
  const only = asMap(signatures[0]);
  if (signatures.length !== 1 || only === undefined) return `It has ${signatures.length} signatures, not one.`;
  const signature = bytesOf(only, 'sig');
  if (signature === null) return 'Its signature is not canonical base64.';
  return { payload, signed: preAuthEncoding(inTotoPayloadType, payload), signature };
}

function bytesOf(map: DocMap, name: string): Uint8Array | null {
  const text = asText(map.get(name)) ?? '';
  return text === '' ? null : decodeBase64(text);
}
