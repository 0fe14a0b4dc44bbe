/**
 * Whether a vendor states, signed, that a licence package has exactly this content: instead of a digest in an e-mail. Two forms, told
 * by what stands in the document: a DSSE envelope signed with a key that is pinned, and a Sigstore bundle, verified as every other
 * bundle is. Each counts only where it is said who should have signed it.
 */

import type { DocMap } from '@assay/documents';
import { AssayError, type Outcome } from '@assay/model';
import { licenseChecksumCodes, type LicenseChecksumCode } from '../codes/license-checksum-codes.js';
import { attestationCodeInfo } from '../file-attestation/attestation-code-info.js';
import { signerText, type ExpectedSigner } from '../file-attestation/expected-signer.js';
import { managedKeys, matchExpected } from '../file-attestation/match-expected.js';
import { refuse, type Refusal } from '../outcome.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import { verifyBundle } from '../sigstore/verify-bundle.js';
import { licenseChecksumPredicateType, type ChecksumStatement } from './checksum-statement.js';
import { openChecksumDocument, type ChecksumSubject, type OpenedStatement } from './open-checksum-document.js';

/** Who should have signed. At least one member; each is for documents of its form alone. */
export interface ChecksumSigners {
  /** Public keys for plain envelopes, as `checksumKeyProblem` takes them; several where one is being replaced. */
  readonly keys?: readonly string[];
  /** For Sigstore bundles. */
  readonly sigstore?: { readonly expected: ExpectedSigner; readonly roots: readonly SigstoreRoot[] };
}

/** What is asked about one package file. */
export interface ChecksumQuestion extends ChecksumSubject {
  readonly signers: ChecksumSigners;
}

/** What a statement proves about the file. */
export interface ChecksumVerdict {
  readonly outcome: Outcome;
  /** Of `licenseChecksumCodes`; for Sigstore bundles also of those that `attestationCodeInfo` knows. */
  readonly code: string;
  readonly text: string;
  /** One sentence with the particulars. May hold attacker-controlled text: escape before printing. */
  readonly detail: string;
  readonly next: string;
  /** Who signed, in one line, and what; only where the signature holds and is the expected signer's. */
  readonly signedBy?: string;
  readonly statement?: ChecksumStatement;
}

/**
 * Verifies a document for a package file. Never throws for any document; throws AssayError `ERR_POLICY` for signers that cannot be
 * asked, `ERR_USAGE` for a file without a strong digest, `ERR_INTERNAL` when `at` is no time.
 */
export function verifyChecksumStatement(document: Uint8Array, question: ChecksumQuestion): ChecksumVerdict {
  const { keys = [], sigstore } = question.signers;
  if (keys.length === 0 && sigstore === undefined) {
    throw new AssayError('ERR_POLICY', 'Nobody is named who should have signed the checksum statement.');
  }
  const found = openChecksumDocument(document, question, { keys, openBundle: (map) => openBundle(map, question) });
  const { outcome, text, next } = codeInfo(found.code);
  return { ...found, outcome, text, next };
}

function openBundle(map: DocMap, { signers, file, at }: ChecksumQuestion): OpenedStatement | Refusal {
  if (signers.sigstore === undefined) return refuse('license-checksum-signer-unknown', 'It is a Sigstore bundle.');
  const { expected, roots } = signers.sigstore;
  const bundle = parseBundle(map);
  if (!bundle.ok) return bundle;
  const { digests } = file;
  const predicateTypes = [licenseChecksumPredicateType];
  const answer = verifyBundle({
    bundle: bundle.value,
    artifact: { digests },
    roots,
    at,
    keys: managedKeys(expected),
    predicateTypes,
  });
  if (!answer.ok) return answer;
  const { statement, signer } = answer.value;
  if (statement === undefined) return refuse('license-checksum-other-statement', 'It is a signature over bytes.');
  const match = matchExpected(
    { expected, roots, at, documents: [], artifact: { label: file.name, digests } },
    answer.value,
  );
  return match.match ? { statement, signedBy: signerText(signer) } : refuse(match.code, match.detail);
}

/** What a code of {@link verifyChecksumStatement} means. */
function codeInfo(code: string) {
  const own = Object.hasOwn(licenseChecksumCodes, code) ? licenseChecksumCodes[code as LicenseChecksumCode] : undefined;
  return own ?? attestationCodeInfo(code);
}
