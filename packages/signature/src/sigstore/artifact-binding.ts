import { isStrong, sameDigest, type Digest } from '@assay/model';
import { equalBytes } from '../encoding/bytes.js';
import { decodeHex, encodeHex } from '../encoding/hex.js';
import { inTotoPayloadType, parseStatement, type Statement, type StatementSubject } from '../in-toto/statement.js';
import { artifactDigest, isConsistent, nameOf, type ArtifactUnderTest } from './artifact.js';
import type { BundleParts, MessageContent } from './bundle-parts.js';
import { readLoggedBody } from './log-entry-body.js';
import { disprove, isRefusal, prove, type NotProven, type Proof } from './proof.js';

/** What binds artefact and signature. */
export interface Binding {
  readonly subject: Digest;
  readonly statement?: Statement;
}

/**
 * The digest that a message signature is about must be the artefact's, before any signature is looked at. For an envelope
 * nothing is read yet: its payload counts only once it is verified.
 */
export function checkMessageDigest(
  { content, entries }: BundleParts,
  artifact: ArtifactUnderTest,
): Proof<'message-digest', Digest | null> | NotProven {
  if (!isConsistent(artifact)) {
    return disprove('artifact-mismatch', `The bytes of ${nameOf(artifact)} do not have the digests that were given.`);
  }
  if (content.kind !== 'message') return prove('message-digest', null, 'The bundle holds an envelope.');
  const { digestAlgorithm: alg, digest } = content;
  const actual = artifactDigest(artifact, alg);
  if (actual === undefined) {
    return disprove('artifact-digest-missing', `The bundle is about a ${alg} digest of ${nameOf(artifact)}.`);
  }
  const stated: Digest = { alg, value: encodeHex(digest), covers: 'artifact' };
  if (sameDigest(stated, actual)) return prove('message-digest', stated, `${alg} ${stated.value} is the artefact's.`);
  const detail = `The bundle states ${alg} ${stated.value}, the artefact has ${actual.value}.`;
  const isLogged = entries.some((entry) => logs(entry, actual, content));
  return disprove(isLogged ? 'message-digest-mismatch' : 'artifact-mismatch', detail);
}

/** True when the entry is about the artefact and this signature, whatever the bundle states beside it. */
function logs(entry: BundleParts['entries'][number], actual: Digest, content: MessageContent): boolean {
  const claim = readLoggedBody(entry.body, entry.kind, entry.version);
  if (typeof claim === 'string' || claim.signedDigest?.alg !== actual.alg) return false;
  return (
    equalBytes(claim.signedDigest.bytes, decodeHex(actual.value) ?? new Uint8Array()) &&
    equalBytes(claim.signature, content.signature)
  );
}

/** What is known about the binding once the signature is verified. */
interface BindingInput {
  readonly content: BundleParts['content'];
  readonly artifact: ArtifactUnderTest;
  /** Proven before: the digest of a message signature. */
  readonly message: Digest | null;
  readonly predicateTypes: readonly string[] | undefined;
}

/**
 * The verified signature is about this artefact: by the digest of a message signature, or by a subject of the statement in the
 * envelope, which is parsed here, once, from the bytes that were verified (THREATS row 2; CVE-2022-35929, CVE-2026-39395).
 */
export function checkBinding(input: BindingInput): Proof<'binding', Binding> | NotProven {
  const { content, artifact, message, predicateTypes } = input;
  if (content.kind === 'message') return checkMessage(message, predicateTypes);
  if (content.payloadType !== inTotoPayloadType) {
    const type = JSON.stringify(content.payloadType.slice(0, 100));
    return disprove('payload-type-unsupported', `The payload's type is ${type}.`);
  }
  const statement = parseStatement(content.payload);
  if (typeof statement === 'string') return disprove('statement-malformed', statement);
  if (predicateTypes !== undefined && !predicateTypes.includes(statement.predicateType)) {
    const type = JSON.stringify(statement.predicateType.slice(0, 200));
    return disprove('predicate-type-mismatch', `The predicate's type is ${type}.`);
  }
  const subject = findSubject(statement, artifact);
  if (isRefusal(subject)) return subject;
  return prove('binding', { subject, statement }, `${subject.alg} ${subject.value} is a subject of the statement.`);
}

function checkMessage(
  message: Digest | null,
  predicateTypes: readonly string[] | undefined,
): Proof<'binding', Binding> | NotProven {
  if (predicateTypes !== undefined) {
    return disprove('predicate-type-mismatch', 'A signature over bytes is no statement of a required type.');
  }
  if (message === null) return disprove('artifact-mismatch', 'The bundle is about nothing.');
  return prove(
    'binding',
    { subject: message },
    `The signature is over the bytes with ${message.alg} ${message.value}.`,
  );
}

/** The strongest digest by which one of the subjects is the artefact. */
function findSubject({ subjects }: Statement, artifact: ArtifactUnderTest): Digest | NotProven {
  let comparable = false;
  for (const { digests } of subjects) {
    const pairs = comparablePairs(digests, artifact);
    comparable ||= pairs.some(({ stated }) => isStrong(stated.alg));
    // A conjunction: one weak digest that matches, or one strong among others that do not, decides nothing.
    const strong = pairs.filter(({ stated }) => isStrong(stated.alg)).at(-1);
    if (strong !== undefined && pairs.every(({ stated, actual }) => sameDigest(stated, actual))) return strong.stated;
  }
  const count = `${subjects.length} subject(s)`;
  if (comparable || subjects.every(({ digests }) => digests.length === 0)) {
    return disprove('subject-mismatch', `None of ${count} is ${nameOf(artifact)}.`);
  }
  return disprove('artifact-digest-missing', `No digest of ${count} can be compared with ${nameOf(artifact)}.`);
}

function comparablePairs(
  digests: StatementSubject['digests'],
  artifact: ArtifactUnderTest,
): readonly { readonly stated: Digest; readonly actual: Digest }[] {
  return digests
    .flatMap((stated) => {
      const actual = artifactDigest(artifact, stated.alg);
      return actual === undefined ? [] : [{ stated, actual }];
    })
    .sort((a, b) => a.stated.value.length - b.stated.value.length);
}
