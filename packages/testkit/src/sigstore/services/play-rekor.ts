import { hash, X509Certificate } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@assay/model';
import { dsseContent } from '../content.js';
import type { EnvelopeJson, LogEntryJson } from '../bundle-json.js';
import { entryBody, type EntryFacts } from '../entry-body.js';
import { externalKey } from '../external-key.js';
import { mintEntry, type EntryPlan } from '../log-entry.js';
import type { World } from '../world.js';
import { jsonAnswer, refusedAnswer, type ServiceAnswer } from './service-answer.js';

const tree = { size: 7, index: 4 };
const earlierEntries = 4_163_431;

/** Rekor v1's `POST /api/v1/log/entries`, for entries of kind `dsse`. */
export function playRekorV1(world: World, body: unknown): ServiceAnswer {
  const { spec } = body as { readonly spec: { readonly proposedContent: ProposedContent } };
  const { envelope, verifiers } = spec.proposedContent;
  const pem = Buffer.from(verifiers[0] ?? '', 'base64').toString();
  const facts = factsOf(JSON.parse(envelope) as EnvelopeJson, pem, 1);
  if (facts === null) return refusedAnswer(400, 'verifying entry: no valid signature found for public key');
  const integratedTime = Math.floor(Date.now() / 1000);
  const entry = mintEntry({
    facts,
    log: world.rekorV1,
    body: withEnvelopeHash(entryBody(facts), envelope),
    integratedTime,
    logIndex: tree.index + earlierEntries,
    promise: { key: world.rekorV1.key, integratedTime },
    tree,
    checkpoint: (plan) => plan,
  });
  return jsonAnswer(201, { [`${'0'.repeat(16)}${sha256(entry.canonicalizedBody)}`]: asRekorV1(entry) });
}

interface ProposedContent {
  readonly envelope: string;
  readonly verifiers: readonly string[];
}

/** Rekor v2's `POST /api/v2/log/entries`, for envelopes. */
export function playRekorV2(world: World, body: unknown): ServiceAnswer {
  const { envelope, verifiers } = (body as { readonly dsseRequestV002: DsseRequest }).dsseRequestV002;
  const der = Buffer.from(verifiers[0]?.x509Certificate.rawBytes ?? '', 'base64');
  const facts = factsOf(envelope, new X509Certificate(der).toString(), 2);
  if (facts === null) return refusedAnswer(400, 'invalid signature');
  const unsigned: EntryPlan = {
    facts,
    log: world.rekorV2,
    integratedTime: null,
    logIndex: tree.index,
    promise: null,
    tree,
    checkpoint: (plan) => plan,
  };
  return jsonAnswer(201, mintEntry(unsigned));
}

interface DsseRequest {
  readonly envelope: EnvelopeJson;
  readonly verifiers: readonly { readonly x509Certificate: { readonly rawBytes: string } }[];
}

/** Null where the certificate's key did not sign the envelope. */
function factsOf({ payload, payloadType, signatures }: EnvelopeJson, pem: string, form: 1 | 2): EntryFacts | null {
  const key = externalKey(pem);
  const signature = Buffer.from(signatures[0]?.sig ?? '', 'base64');
  const content = dsseContent(Buffer.from(payload, 'base64'), payloadType, key);
  if (!key.verifies(content.toSign, signature)) return null;
  const certificate = { pem, der: new X509Certificate(pem).raw };
  return { kind: 'dsse', form, content, signature, verifier: { key, certificate } };
}

/** The hash is of the envelope as it was sent, in whatever order its members came. */
function withEnvelopeHash(body: Uint8Array, envelope: string): Uint8Array {
  const entry = JSON.parse(Buffer.from(body).toString()) as { readonly spec: JsonValue };
  const spec = { ...(entry.spec as object), envelopeHash: { algorithm: 'sha256', value: sha256(envelope) } };
  return Buffer.from(canonicalJson({ ...entry, spec }));
}

/** An entry as Rekor v1's own interface writes it: bytes in hex where bundles have base64. */
function asRekorV1(entry: LogEntryJson): unknown {
  const { inclusionProof: proof, inclusionPromise: promise } = entry;
  const hex = (text = '') => Buffer.from(text, 'base64').toString('hex');
  return {
    body: entry.canonicalizedBody,
    integratedTime: Number(entry.integratedTime),
    logID: hex(entry.logId.keyId),
    logIndex: Number(entry.logIndex),
    verification: {
      signedEntryTimestamp: promise?.signedEntryTimestamp,
      inclusionProof: {
        checkpoint: proof?.checkpoint?.envelope,
        hashes: proof?.hashes.map((each) => hex(each)),
        logIndex: Number(proof?.logIndex),
        rootHash: hex(proof?.rootHash),
        treeSize: Number(proof?.treeSize),
      },
    },
  };
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
