/**
 * A vendor's statement about one licence package: an in-toto statement v1, so that every tool for in-toto can carry and show it,
 * with one subject, the package file, and a predicate of our own:
 *
 *     { "package": purl, "licenseId": text, "vendor": text, "createdAt": RFC 3339 in UTC,
 *       "contentDigest"?: { "sha256": hex }, "supersedes"?: { "sha256": hex } }
 */

import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import { AssayError, canonicalJson, digestFromHex, isPurl, isStrong, type Digest } from '@assay/model';
import { encodeUtf8 } from '../encoding/bytes.js';
import type { Statement } from '../in-toto/statement.js';
import { instantOf } from '../registry/instant.js';

/** The type of the predicate. */
export const licenseChecksumPredicateType = 'https://assay.example/license-checksum/v1';

const statementV1 = 'https://in-toto.io/Statement/v1';

/** What a vendor states about one package file. */
export interface ChecksumStatement {
  /** The file's name as it is published, without folders. */
  readonly file: string;
  /** Of the file; a statement that is written has SHA-256 and SHA-512, one that is read has at least one strong digest. */
  readonly digests: readonly Digest[];
  /** purl of the package, with its version. */
  readonly package: string;
  readonly licenseId: string;
  readonly vendor: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  /** SHA-256 of what is in the file, where the vendor knows one that outlives a rebuild. */
  readonly contentDigest?: Digest;
  /** SHA-256 of the file of the same name that this one replaces. */
  readonly supersedes?: Digest;
}

/**
 * Renders a statement as the exact bytes that are to be signed: RFC 8785 JSON, so that the same statement is always the same bytes.
 * Throws AssayError `ERR_USAGE` for a statement that {@link verifyChecksumStatement} could not accept.
 */
export function renderChecksumStatement(statement: ChecksumStatement): Uint8Array {
  const problem = statementProblem(statement) ?? missingDigest(statement);
  if (problem !== null) throw new AssayError('ERR_USAGE', `The statement cannot be made: ${problem}`);
  const { file, digests, package: purl, licenseId, vendor, createdAt, contentDigest, supersedes } = statement;
  const digest = Object.fromEntries(digests.map(({ alg, value }) => [alg, value]));
  const text = canonicalJson({
    _type: statementV1,
    subject: [{ name: file, digest }],
    predicateType: licenseChecksumPredicateType,
    predicate: {
      package: purl,
      licenseId,
      vendor,
      createdAt,
      contentDigest: digestSet(contentDigest),
      supersedes: digestSet(supersedes),
    },
  });
  return encodeUtf8(text);
}

function digestSet(digest: Digest | undefined): { readonly sha256: string } | undefined {
  return digest === undefined ? undefined : { sha256: digest.value };
}

function missingDigest({ digests }: ChecksumStatement): string | null {
  const algorithms = digests.map(({ alg }) => alg).sort();
  return algorithms.join() === 'sha256,sha512'
    ? null
    : 'it needs the SHA-256 and the SHA-512 of the file, and no other.';
}

/** Reads a verified in-toto statement as one about a licence package; why it is none as text. */
export function readChecksumStatement(read: Statement): ChecksumStatement | string {
  const { statementType, subjects, predicateType, predicate } = read;
  if (statementType !== statementV1 || predicateType !== licenseChecksumPredicateType) return 'it is of another type.';
  const [subject] = subjects;
  if (subjects.length !== 1 || subject === undefined) return 'it is not about exactly one file.';
  const contentDigest = digestOfSet(predicate, 'contentDigest');
  const supersedes = digestOfSet(predicate, 'supersedes');
  if (contentDigest === null || supersedes === null) return 'a digest in its predicate is no SHA-256.';
  const statement: ChecksumStatement = {
    file: subject.name ?? '',
    digests: subject.digests,
    package: textOf(predicate, 'package'),
    licenseId: textOf(predicate, 'licenseId'),
    vendor: textOf(predicate, 'vendor'),
    createdAt: textOf(predicate, 'createdAt'),
    ...(contentDigest === undefined ? {} : { contentDigest }),
    ...(supersedes === undefined ? {} : { supersedes }),
  };
  return statementProblem(statement) ?? statement;
}

function textOf(map: DocMap, name: string): string {
  return asText(map.get(name)) ?? '';
}

function digestOfSet(map: DocMap, name: string): Digest | null | undefined {
  const value: DocValue | undefined = map.get(name);
  if (value === undefined) return undefined;
  const hex = asText(asMap(value)?.get('sha256')) ?? '';
  return hex === hex.toLowerCase() ? digestFromHex('sha256', hex) : null;
}

const printable = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u;
const longest = 1000;

/** What must hold of every statement, written or read. */
function statementProblem(statement: ChecksumStatement): string | null {
  const { file, digests, package: purl, licenseId, vendor, createdAt, contentDigest, supersedes } = statement;
  if (!isWords(file) || /[/\\]/.test(file)) return 'the file has no name, or one with folders.';
  if (!digests.some(({ alg }) => isStrong(alg))) return 'it has no SHA-256 or SHA-512 of the file.';
  if (!isWords(purl) || !isPurl(purl)) return 'the package is not a package URL.';
  if (!isWords(licenseId)) return 'the licence has no id.';
  if (!isWords(vendor)) return 'the vendor has no name.';
  if (instantOf(createdAt) === null) return 'its time is not RFC 3339 in UTC.';
  if ([contentDigest, supersedes].some((digest) => digest !== undefined && digest.alg !== 'sha256')) {
    return 'the digests of content and of the replaced file must be SHA-256.';
  }
  const replacesItself = digests.some(({ alg, value }) => alg === 'sha256' && value === supersedes?.value);
  return replacesItself ? 'it replaces the very file that it is about.' : null;
}

function isWords(text: string): boolean {
  return text.length <= longest && text.isWellFormed() && text.trim() === text && printable.test(text);
}
