import { hash } from 'node:crypto';
import { base64 } from '../bundle-json.js';
import { dsseContent } from '../content.js';
import { strangerKey } from '../strangers.js';
import { editEnvelope, editMessage, flipped, flippedBase64, restated } from './edits.js';
import { mistakes } from './mistake.js';

const dsse = { as: 'dsse' } as const;
const other = Buffer.from('another artefact\n');

/** What can be wrong with what was signed, and with its signature. */
export const contentMistakes = mistakes({
  'signature-wrong': {
    about: 'The signature is over other bytes; the log entry has it as it is.',
    content: (content) => ({ ...content, toSign: flipped(content.toSign) }),
  },
  'signature-by-another-key': {
    about: "The signature is over the right bytes, but by another key than the signer's.",
    content: (content) => ({ ...content, key: strangerKey(content.key.kind) }),
  },
  'message-digest-wrong': {
    about: 'The bundle states another digest than the log entry, which has the right one.',
    needs: { as: 'message' },
    ...editMessage((message) => ({
      ...message,
      messageDigest: { algorithm: 'SHA2_256', digest: base64(hash('sha256', other, 'buffer')) },
    })),
  },
  'message-digest-wrong-everywhere': {
    about: 'Bundle and log entry state the digest of another artefact; the signature is over the right one.',
    needs: { as: 'message' },
    content: (content) => ({ ...content, digest: hash(content.hash, other, 'buffer') }),
  },
  'message-digest-truncated': {
    about: 'The stated digest is the beginning of the right one, in bundle and log entry.',
    needs: { as: 'message' },
    content: (content) => ({ ...content, digest: content.digest.subarray(0, 16) }),
  },
  'message-digest-of-other-algorithm': {
    about: 'The bundle calls the SHA-256 digest a SHA-512 one.',
    needs: { as: 'message' },
    ...editMessage((message) => ({ ...message, messageDigest: { ...message.messageDigest, algorithm: 'SHA2_512' } })),
  },
  'payload-changed': {
    about: 'The payload was changed after it was signed; bundle and log entry agree on the changed one.',
    needs: dsse,
    content: (content) => ({ ...content, payload: Buffer.concat([content.payload, Buffer.from(' ')]) }),
  },
  'payload-changed-after-logging': {
    about: 'The payload was changed after it was signed and logged.',
    needs: dsse,
    ...editEnvelope((envelope) => ({ ...envelope, payload: flippedBase64(envelope.payload, 40) })),
  },
  'payload-type-changed': {
    about: 'The payload type was changed after it was signed.',
    needs: dsse,
    ...editEnvelope((envelope) => ({ ...envelope, payloadType: 'application/json' })),
  },
  'payload-type-not-in-toto': {
    about: 'The payload was signed as something else than an in-toto statement.',
    needs: dsse,
    content: ({ payload, key }) => dsseContent(payload, 'application/json', key),
  },
  'signature-over-bare-payload': {
    about: 'The signature is over the payload, not over its pre-authentication encoding (GHSA-r2xv-vpr2-42m9).',
    needs: dsse,
    content: (content) => ({ ...content, toSign: content.payload }),
  },
  'envelope-with-two-signatures': {
    about: 'The envelope carries the right signature and another one.',
    needs: dsse,
    ...editEnvelope((envelope) => ({ ...envelope, signatures: [...envelope.signatures, ...envelope.signatures] })),
  },
  'envelope-without-signature': {
    about: 'The envelope carries no signature.',
    needs: dsse,
    ...editEnvelope((envelope) => ({ ...envelope, signatures: [] })),
  },
  'statement-of-another-artifact': {
    about: 'The statement, signed and logged, is about another artefact.',
    needs: dsse,
    ...restated((statement) => ({ ...statement, subject: [subject] })),
  },
  'statement-without-subject': {
    about: 'The statement has an empty list of subjects.',
    needs: dsse,
    ...restated((statement) => ({ ...statement, subject: [] })),
  },
  'statement-with-several-subjects': {
    about: 'The statement is about the artefact and about another one.',
    needs: dsse,
    ...restated((statement) => ({ ...statement, subject: [...list(statement['subject']), subject] })),
  },
  'statement-subject-without-digest': {
    about: 'The subject of the statement has a name and no digest.',
    needs: dsse,
    ...restated((statement) => ({ ...statement, subject: [{ name: 'artifact', digest: {} }] })),
  },
  'statement-subject-with-truncated-digest': {
    about: "The subject's digest is the beginning of the right one.",
    needs: dsse,
    ...restated((statement) => JSON.stringify(statement).replace(/("sha\d+":"[0-9a-f]{32})[0-9a-f]+/, '$1')),
  },
  'statement-with-duplicate-keys': {
    about: 'The statement names its subjects twice: the right one first, another one last.',
    needs: dsse,
    ...restated((statement) => JSON.stringify(statement).replace(/\}$/, `,"subject":${JSON.stringify([subject])}}`)),
  },
  'statement-not-json': {
    about: 'The payload claims to be an in-toto statement, and is no JSON.',
    needs: dsse,
    ...restated((statement) => JSON.stringify(statement).slice(0, -1)),
  },
  'statement-of-unknown-type': {
    about: 'The statement is of a type that nobody knows.',
    needs: dsse,
    ...restated((statement) => ({ ...statement, _type: 'https://in-toto.io/Statement/v9' })),
  },
  'statement-with-other-predicate': {
    about: 'The statement has a predicate of another type.',
    needs: dsse,
    ...restated((statement) => ({ ...statement, predicateType: 'https://dev.example/vulnerabilities/v1' })),
  },
});

const subject = { name: 'another', digest: { sha256: hash('sha256', other, 'hex') } };

function list<Value>(value: Value | readonly Value[] | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}
