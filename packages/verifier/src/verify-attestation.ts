/** Single files against their attestations: reads, verifies, reports. */

import { readBoundedFile } from '@assay/acquire';
import { AssayError, type AttestationReport, type FileVerdict } from '@assay/model';
import {
  expectedSignerText,
  parseManagedKey,
  verifyAttestations,
  type AttestationDocument,
  type AttestedArtifact,
  type ExpectedSigner,
} from '@assay/signature';
import { readTime } from './read-time.js';
import { readRootsForFiles, type RootsForFiles } from './trust-for-run.js';
import { findBesideFile, readAttestationDocuments, readAttestedFile } from './verify-attestation-files.js';
import type {
  AttestationInput,
  AttestationResult,
  AttestationVerifier,
  AttestationVerifierOptions,
  ExpectedSignerInput,
} from './verify-attestation-options.js';
import { version } from './version.js';

const schema = 'https://assay.example/schemas/attestation-v1.json';
const maxKeyBytes = 64 * 1024;

/**
 * Reads and compiles the trust once; verifies any number of files with it. Opens no socket. Throws AssayError `ERR_USAGE` or
 * `ERR_CONFIG` when key, root or time cannot be used.
 */
export async function createAttestationVerifier(options: AttestationVerifierOptions): Promise<AttestationVerifier> {
  const run = await openAttestationRun(options);
  return { verify: (input) => verifyFiles(input, run) };
}

/** Reads key, roots and time once. Throws as {@link createAttestationVerifier}. */
export async function openAttestationRun(options: AttestationVerifierOptions): Promise<AttestationRun> {
  const at = readTime(options.at);
  const expected = await readExpected(options.expected);
  const { trustedRoot, env = process.env } = options;
  const trust = await readRootsForFiles({
    env,
    folders: [process.cwd()],
    at,
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
  });
  return { options, expected, trust, at };
}

/** Verifies files once. See {@link createAttestationVerifier}. */
export async function verifyAttestation(
  options: AttestationVerifierOptions & AttestationInput,
): Promise<AttestationResult> {
  const { files, bundles = [], ...rest } = options;
  const verifier = await createAttestationVerifier(rest);
  return verifier.verify({ files, bundles });
}

/** Everything about a verification but files and documents. */
export interface AttestationRun {
  readonly options: AttestationVerifierOptions;
  readonly expected: ExpectedSigner;
  readonly trust: RootsForFiles;
  readonly at: string;
}

async function verifyFiles({ files, bundles = [] }: AttestationInput, run: AttestationRun): Promise<AttestationResult> {
  if (files.length === 0) throw new AssayError('ERR_USAGE', 'no file was named', { hint: 'Name at least one.' });
  const shared = await readAttestationDocuments(bundles);
  const verdicts: FileVerdict[] = [];
  for (const file of files) verdicts.push(await verifyFile(file, bundles.length === 0 ? null : shared, run));
  return { report: reportOf(verdicts, run), notes: run.trust.notes };
}

/** One at a time: of large files, none stays in memory. */
async function verifyFile(
  file: string,
  shared: Awaited<ReturnType<typeof readAttestationDocuments>> | null,
  run: AttestationRun,
): Promise<FileVerdict> {
  const artifact = await readAttestedFile(file);
  const documents = shared ?? (await readAttestationDocuments(await findBesideFile(artifact)));
  return judgeDocuments(artifact, documents, run);
}

/** One artefact against documents that are at hand. */
export function judgeDocuments(
  artifact: AttestedArtifact,
  documents: readonly AttestationDocument[],
  { options, expected, trust, at }: AttestationRun,
): FileVerdict {
  const { predicateTypes, builders } = options;
  return verifyAttestations({
    artifact,
    documents,
    expected,
    roots: trust.roots,
    at,
    ...(predicateTypes === undefined ? {} : { predicateTypes }),
    ...(builders === undefined ? {} : { builders }),
  });
}

function reportOf(files: readonly FileVerdict[], { options, expected, trust, at }: AttestationRun): AttestationReport {
  return {
    schema,
    tool: { name: 'assay', version },
    at,
    exitCode: exitCodeOf(files),
    expected: expectedSignerText(expected),
    predicateTypes: options.predicateTypes ?? [],
    trustedRoots: trust.roots.map(({ name, digest }) => ({ name, digest })),
    files,
  };
}

function exitCodeOf(files: readonly FileVerdict[]): AttestationReport['exitCode'] {
  if (files.some(({ outcome }) => outcome === 'refuted')) return 1;
  return files.length > 0 && files.every(({ outcome }) => outcome === 'proven') ? 0 : 3;
}

async function readExpected(input: ExpectedSignerInput): Promise<ExpectedSigner> {
  const given = ['publishers', 'identity', 'keyFile', 'githubRelease'].filter((way) => way in input);
  if (given.length !== 1) {
    const hint = 'Name the signer in exactly one way: publishers, identity and issuer, keyFile, or githubRelease.';
    throw new AssayError('ERR_USAGE', `the signer is named in ${given.length} ways`, { hint });
  }
  if ('identity' in input) return readIdentity(input);
  if ('keyFile' in input) return readKey(input.keyFile);
  if ('githubRelease' in input) return { by: 'github-release', ...input.githubRelease };
  if (input.publishers.length > 0) return { by: 'publisher', publishers: input.publishers };
  throw new AssayError('ERR_USAGE', 'no publisher is expected', { hint: 'Name at least one.' });
}

function readIdentity({ identity, issuer }: Extract<ExpectedSignerInput, { identity: string }>): ExpectedSigner {
  if (identity !== '' && issuer !== '') return { by: 'identity', identity, issuer };
  throw new AssayError('ERR_USAGE', 'identity or issuer is empty', { hint: 'Both must be named in full.' });
}

async function readKey(file: string): Promise<ExpectedSigner> {
  const bytes = await readBoundedFile(file, { maxBytes: maxKeyBytes, code: 'ERR_USAGE', what: 'key' });
  const key = parseManagedKey(new TextDecoder().decode(bytes));
  if (key.ok) return { by: 'key', key: key.value };
  const hint = 'A key is one PEM block `PUBLIC KEY`: ECDSA, Ed25519, or RSA from 2048 bits.';
  throw new AssayError('ERR_USAGE', `is not a key that can be used: ${key.detail}`, { file, hint });
}
