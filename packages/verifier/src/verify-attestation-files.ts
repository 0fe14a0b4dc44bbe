/** What users name, read: files or digests, and the documents with their attestations. */

import { basename } from 'node:path';
import { isFile, readArtifact, readBoundedFile } from '@assay/acquire';
import { AssayError, digestAlgorithm, digestFromHex, isStrong, sameDigest, type Digest } from '@assay/model';
import { parseAttestationDocument, type AttestationDocument, type AttestedArtifact } from '@assay/signature';

/** Larger files are hashed as a stream; signatures over their bytes are verified by digest. */
const bufferBytes = 16 * 1024 * 1024;
const maxDocumentBytes = 64 * 1024 * 1024;

/**
 * Names under which attestations lie beside a file, in the order in which they are told: Sigstore's, PyPI's tools', an index's. All
 * that are there count.
 */
export const endingsBesideFile: readonly string[] = [
  '.sigstore.json',
  '.sigstore',
  '.publish.attestation',
  '.slsa.attestation',
  '.attestation',
  '.provenance',
];

/**
 * A digest if the text is one, else the file. A file whose name is the digest of other bytes is neither: whoever puts files into the
 * folder would choose what a digest means. Throws AssayError `ERR_USAGE` for it, and for a file that cannot be read.
 */
export async function readAttestedFile(named: string): Promise<AttestedArtifact> {
  const digest = parseDigest(named);
  if (digest !== null && !(await isFile(named))) return { label: named, digests: [digest] };
  if (digest === null && looksLikeDigest(named) && !(await isFile(named))) throw malformedDigest(named);
  const { digests, bytes } = await readArtifact(named, { algorithms: ['sha256', 'sha384', 'sha512'], bufferBytes });
  if (digest !== null && !digests.some((own) => sameDigest(own, digest))) {
    const hint = 'Move the file away to verify the digest, or write ./ before its name to verify the file.';
    throw new AssayError('ERR_USAGE', `is a digest, and the name of a file that has another one`, {
      file: named,
      hint,
    });
  }
  return { label: named, name: basename(named), digests, ...(bytes === undefined ? {} : { bytes }) };
}

/** The documents of these names. Throws AssayError `ERR_USAGE` for one that cannot be read at all. */
export async function readAttestationDocuments(files: readonly string[]): Promise<readonly AttestationDocument[]> {
  const documents: AttestationDocument[] = [];
  for (const file of files) {
    const bytes = await readBoundedFile(file, { maxBytes: maxDocumentBytes, code: 'ERR_USAGE', what: 'bundle' });
    documents.push(parseAttestationDocument(file, bytes));
  }
  return documents;
}

/** Names of the documents that lie beside a file. None for a digest. */
export async function findBesideFile({ label, name }: AttestedArtifact): Promise<readonly string[]> {
  if (name === undefined) return [];
  const found: string[] = [];
  for (const ending of endingsBesideFile) if (await isFile(`${label}${ending}`)) found.push(`${label}${ending}`);
  return found;
}

/** Hex alone, or the name of an algorithm before anything. */
function looksLikeDigest(text: string): boolean {
  return /^(?:sha(?:1|224|256|384|512)[:-]|[0-9a-f]{32,}$)/iu.test(text);
}

function malformedDigest(text: string): AssayError {
  const hint = 'Write sha256: and 64 lowercase hex digits, sha384: and 96, or sha512: and 128.';
  return new AssayError('ERR_USAGE', `"${text}" is neither a digest nor a file`, { hint });
}

/** `sha256:` (or 384, 512) and hex of the right length; null for any other text, which is then a file's name. */
function parseDigest(text: string): Digest | null {
  const colon = text.indexOf(':');
  const alg = colon < 0 ? null : digestAlgorithm(text.slice(0, colon));
  const hex = text.slice(colon + 1);
  return alg === null || !isStrong(alg) ? null : digestFromHex(alg, hex);
}
