/** What a vendor's signed document says of a package file: read, opened, compared. Who may have signed in which form, the caller says. */

import { asMap, parseJson, type DocMap } from '@assay/documents';
import { AssayError, formatDigest, isStrong, sameDigest, type Digest } from '@assay/model';
import type { LicenseChecksumCode } from '../codes/license-checksum-codes.js';
import { parseStatement, type Statement } from '../in-toto/statement.js';
import { refuse, type Refusal } from '../outcome.js';
import { shown } from '../provenance/shown.js';
import { judgeInstant } from '../registry/judge-instant.js';
import { instantOf } from '../registry/instant.js';
import type { PublicKey } from '../sigstore/public-key.js';
import { readChecksumStatement, type ChecksumStatement } from './checksum-statement.js';
import { readDsseEnvelope } from './dsse-envelope.js';
import { readChecksumKey, verifiesStatement } from './statement-signature.js';

/** What is asked about one package file, whoever should have signed. */
export interface ChecksumSubject {
  /** The file as it is published, and its digests, SHA-256, SHA-384 or SHA-512 among them. */
  readonly file: { readonly name: string; readonly digests: readonly Digest[] };
  /** purl with version: the statement's must be this one, letter by letter. */
  readonly package: string;
  /** Exact, where it is told. */
  readonly licenseId?: string;
  readonly vendor?: string;
  /** The judge's time, RFC 3339 in UTC. */
  readonly at: string;
}

/** A statement whose signature holds, by somebody who should have signed. */
export interface OpenedStatement {
  readonly statement: Statement;
  readonly signedBy: string;
}

/** What was found; `signedBy` and `statement` only where the signature holds and is the expected signer's. */
export interface ChecksumFound {
  readonly code: string;
  readonly detail: string;
  readonly signedBy?: string;
  readonly statement?: ChecksumStatement;
}

const maxBytes = 16 * 1024 * 1024;

/**
 * Reads a document and compares it with the file. `keys` are for plain envelopes, `openBundle` for Sigstore bundles. Never throws for any
 * document; throws AssayError `ERR_POLICY` for keys that cannot be used, `ERR_USAGE` for a file without a strong digest, `ERR_INTERNAL`
 * when `at` is no time.
 */
export function openChecksumDocument(
  document: Uint8Array,
  subject: ChecksumSubject,
  signers: {
    readonly keys: readonly string[];
    readonly openBundle: (map: DocMap) => OpenedStatement | Refusal;
  },
): ChecksumFound {
  const keys = usableKeys(signers.keys, subject);
  const now = judgeInstant(subject.at);
  const read = parseJson(document, { maxBytes });
  if (!read.ok) return refuse('license-checksum-document-malformed', read.problem.detail);
  const map = asMap(read.document.value);
  if (map === undefined) return refuse('license-checksum-document-malformed', 'It is not an object.');
  const signed = map.has('mediaType') ? signers.openBundle(map) : openEnvelope(map, keys);
  if (!('statement' in signed)) return signed;
  const { signedBy } = signed;
  const statement = readChecksumStatement(signed.statement);
  if (typeof statement === 'string') {
    return refuse('license-checksum-other-statement', `It is signed by ${signedBy}, but ${statement}`);
  }
  const against = difference(statement, subject, now);
  const { code, detail } = against ?? refuse('license-checksum-stated', `It was signed by ${signedBy}.`);
  return { code, detail, signedBy, statement };
}

function usableKeys(texts: readonly string[], { file }: ChecksumSubject): readonly PublicKey[] {
  if (!file.digests.some(({ alg }) => isStrong(alg)))
    throw new AssayError('ERR_USAGE', 'The file has no strong digest.');
  return texts.map((text) => {
    const key = readChecksumKey(text);
    if (typeof key === 'string') throw new AssayError('ERR_POLICY', key);
    return key;
  });
}

function openEnvelope(map: DocMap, keys: readonly PublicKey[]): OpenedStatement | Refusal {
  const envelope = readDsseEnvelope(map);
  if (typeof envelope === 'string') return refuse('license-checksum-document-malformed', envelope);
  if (keys.length === 0) return refuse('license-checksum-signer-unknown', 'It is an envelope that a key signed.');
  const key = keys.find((candidate) => verifiesStatement(candidate, envelope.signed, envelope.signature));
  if (key === undefined) return refuse('license-checksum-foreign-signer', 'Its signature is by no pinned key.');
  const statement = parseStatement(envelope.payload);
  if (typeof statement === 'string') return refuse('license-checksum-other-statement', statement);
  return { statement, signedBy: `the key sha256:${key.fingerprint}` };
}

/** What the statement says that is not so of the file or the licence; null where all of it is. */
function difference(
  statement: ChecksumStatement,
  question: ChecksumSubject,
  now: number,
): Refusal<LicenseChecksumCode> | null {
  const { file, digests, supersedes, createdAt } = statement;
  if (file !== question.file.name) {
    return refuse('license-checksum-name-mismatch', `It is about ${shown(file)}, not ${shown(question.file.name)}.`);
  }
  const other = otherLicense(statement, question);
  if (other !== null) return other;
  if (supersedes !== undefined && question.file.digests.some((own) => sameDigest(own, supersedes))) {
    return refuse('license-checksum-superseded', `The file is ${formatDigest(supersedes)}.`);
  }
  const mismatch = digestDifference(digests, question.file.digests);
  if (mismatch !== null) return refuse('license-checksum-content-mismatch', mismatch);
  return (instantOf(createdAt) ?? Infinity) > now
    ? refuse('license-checksum-not-yet-made', `It was made at ${createdAt}.`)
    : null;
}

function otherLicense(statement: ChecksumStatement, question: ChecksumSubject): Refusal<LicenseChecksumCode> | null {
  for (const name of ['package', 'licenseId', 'vendor'] as const) {
    const expected = question[name];
    if (expected === undefined || expected === statement[name]) continue;
    const detail = `Its ${name} is ${shown(statement[name])}, not ${shown(expected)}.`;
    return refuse('license-checksum-other-license', detail);
  }
  return null;
}

/** Every strong digest that both have must be equal, and there must be one. */
function digestDifference(stated: readonly Digest[], actual: readonly Digest[]): string | null {
  const strong = stated.filter(({ alg }) => isStrong(alg));
  const pairs = strong.flatMap((one) => actual.filter(({ alg }) => alg === one.alg).map((own) => [one, own] as const));
  if (pairs.length === 0) return `Nothing of the file can be compared with ${strong.map(formatDigest).join(', ')}.`;
  const differing = pairs.find(([one, own]) => !sameDigest(one, own));
  if (differing === undefined) return null;
  return `The file is ${formatDigest(differing[1])}, and ${formatDigest(differing[0])} was stated.`;
}
