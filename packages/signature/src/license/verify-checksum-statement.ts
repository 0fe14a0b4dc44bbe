/**
 * Whether a vendor states, signed, that a licence package has exactly this content: instead of a digest in an e-mail. Two forms, told
 * by what stands in the document: a DSSE envelope signed with a key that is pinned, and a Sigstore bundle, verified as every other
 * bundle is. Each counts only where it is said who should have signed it.
 */

import { asMap, parseJson, type DocMap } from '@assay/documents';
import { AssayError, formatDigest, isStrong, sameDigest, type CodeInfo, type Digest, type Outcome } from '@assay/model';
import { licenseChecksumCodes, type LicenseChecksumCode } from '../codes/license-checksum-codes.js';
import { parseStatement } from '../in-toto/statement.js';
import { refuse, type Refusal } from '../outcome.js';
import { shown } from '../provenance/shown.js';
import { judgeInstant } from '../registry/judge-instant.js';
import { instantOf } from '../registry/instant.js';
import type { PublicKey } from '../sigstore/public-key.js';
import { readChecksumStatement, type ChecksumStatement } from './checksum-statement.js';
import type { ChecksumBundleOpener, OpenedStatement } from './checksum-bundle-opener.js';
import { readDsseEnvelope } from '../dsse/dsse-envelope.js';
import { readChecksumKey, verifiesStatement } from './statement-signature.js';

/** Who should have signed. At least one member; each is for documents of its form alone. */
export interface ChecksumSigners {
  /** Public keys for plain envelopes, as `checksumKeyProblem` takes them; several where one is being replaced. */
  readonly keys?: readonly string[];
  /** For Sigstore bundles: `checksumBundleOpener`, apart because it loads the cryptography of Sigstore. */
  readonly sigstore?: ChecksumBundleOpener;
}

/** What is asked about one package file. */
export interface ChecksumQuestion {
  /** The file as it is published, and its digests, SHA-256, SHA-384 or SHA-512 among them. */
  readonly file: { readonly name: string; readonly digests: readonly Digest[] };
  /** purl with version: the statement's must be this one, letter by letter. */
  readonly package: string;
  /** Exact, where it is told. */
  readonly licenseId?: string;
  readonly vendor?: string;
  readonly signers: ChecksumSigners;
  /** The judge's time, RFC 3339 in UTC. */
  readonly at: string;
}

/** What a statement proves about the file. */
export interface ChecksumVerdict {
  readonly outcome: Outcome;
  /** Of `licenseChecksumCodes`; for Sigstore bundles also those of bundles and signers. */
  readonly code: string;
  readonly text: string;
  /** One sentence with the particulars. May hold attacker-controlled text: escape before printing. */
  readonly detail: string;
  readonly next: string;
  /** Who signed, in one line, and what; only where the signature holds and is the expected signer's. */
  readonly signedBy?: string;
  readonly statement?: ChecksumStatement;
}

const maxBytes = 16 * 1024 * 1024;

/**
 * Verifies a document for a package file. Never throws for any document; throws AssayError `ERR_POLICY` for signers that cannot be
 * asked, `ERR_USAGE` for a file without a strong digest, `ERR_INTERNAL` when `at` is no time.
 */
export function verifyChecksumStatement(document: Uint8Array, question: ChecksumQuestion): ChecksumVerdict {
  const keys = usableKeys(question);
  const now = judgeInstant(question.at);
  const read = parseJson(document, { maxBytes });
  if (!read.ok) return verdictOf(refuse('license-checksum-document-malformed', read.problem.detail));
  const map = asMap(read.document.value);
  if (map === undefined) return verdictOf(refuse('license-checksum-document-malformed', 'It is not an object.'));
  const signed = map.has('mediaType') ? openBundle(map, question) : openEnvelope(map, keys);
  if (!('statement' in signed)) return verdictOf(signed);
  const { signedBy } = signed;
  const statement = readChecksumStatement(signed.statement);
  if (typeof statement === 'string') {
    return verdictOf(refuse('license-checksum-other-statement', `It is signed by ${signedBy}, but ${statement}`));
  }
  const against = difference(statement, question, now);
  const found = against ?? refuse('license-checksum-stated', `It was signed by ${signedBy}.`);
  return { ...verdictOf(found), signedBy, statement };
}

/** The pinned keys of a question that can be asked. */
function usableKeys({ signers, file }: ChecksumQuestion): readonly PublicKey[] {
  const { keys = [], sigstore } = signers;
  if (keys.length === 0 && sigstore === undefined) {
    throw new AssayError('ERR_POLICY', 'Nobody is named who should have signed the checksum statement.');
  }
  if (!file.digests.some(({ alg }) => isStrong(alg)))
    throw new AssayError('ERR_USAGE', 'The file has no strong digest.');
  return keys.map((text) => {
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

function openBundle(map: DocMap, { signers, file, at }: ChecksumQuestion): OpenedStatement | ExplainedRefusal {
  if (signers.sigstore === undefined) return refuse('license-checksum-signer-unknown', 'It is a Sigstore bundle.');
  return signers.sigstore(map, { file, at });
}

/** What the statement says that is not so of the file or the licence; null where all of it is. */
function difference(
  statement: ChecksumStatement,
  question: ChecksumQuestion,
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

function otherLicense(statement: ChecksumStatement, question: ChecksumQuestion): Refusal<LicenseChecksumCode> | null {
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

/** A refusal, with what its code means where it is not one of `licenseChecksumCodes`. */
interface ExplainedRefusal extends Refusal {
  readonly info?: CodeInfo;
}

function verdictOf(refusal: ExplainedRefusal): ChecksumVerdict {
  const { code, detail } = refusal;
  const { outcome, text, next } = Object.hasOwn(licenseChecksumCodes, code)
    ? licenseChecksumCodes[code as LicenseChecksumCode]
    : (refusal.info ?? unlisted);
  return { outcome, code, text, detail, next };
}

/** A code that is in no catalogue is a defect: nothing is proven by it. */
const unlisted = { outcome: 'unknown', text: 'Assay does not know why.', next: 'Report this as a defect.' } as const;
