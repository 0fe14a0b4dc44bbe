/** `verifySbom`: a bill of materials against the recorded evidence that it was made from. */

import { readBoundedFile } from '@assay/acquire';
import { AssayError, type FileVerdict } from '@assay/model';
import {
  optionsOfBom,
  parseBom,
  recheckBom,
  type Bom,
  type BomDifference,
  type ReadBom,
  type StandardsMapping,
} from '@assay/sbom';
import { createVerifier } from '../create-verifier.js';
import { loadPolicy, type LoadedPolicy, type PolicyInput } from '../load-policy.js';
import type { VerifyResult } from '../options.js';
import type { AttestationVerifierOptions } from '../verify-attestation-options.js';
import { foreignTrustNotes } from './foreign-trust.js';
import { openSignedSbom, signedFormOf } from './open-signed-sbom.js';
import { applicationBomsOf, sbomInputOf, sbomOf } from './render-sbom.js';
import type { RenderSbomOptions } from './sbom-options.js';
import { validateBom } from './validate-bom.js';

/** Options of {@link verifySbom}. */
export interface VerifySbomOptions {
  /** The document: CycloneDX in JSON or XML, or the signed form of `signSbom`. */
  readonly file: string;
  /** An evidence file, as a run records it. */
  readonly evidence: string;
  /** The policy that must have been in force: what it says, not its text. Default: whichever was recorded. */
  readonly policy?: PolicyInput;
  /** The mapping that the document was made with. Default: the built-in one; what another one says is then not shown, and not false. */
  readonly mapping?: StandardsMapping;
  /** Who must have signed the document. Without it, a signed document is refused: half a verification looks like a whole one. */
  readonly signer?: AttestationVerifierOptions;
  /** Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What came of it. */
export interface VerifiedSbom {
  /** 0: the evidence shows every claim. 1: one is false, or the signature is. 3: nothing is false, but something is not shown. */
  readonly exitCode: 0 | 1 | 3;
  /** Where document and evidence differ. */
  readonly differences: readonly BomDifference[];
  /** The signature, for each lockfile of the evidence; empty for a document that is not signed. */
  readonly signatures: readonly FileVerdict[];
  /** The repeated run. */
  readonly replayed: VerifyResult;
  readonly notes: readonly string[];
}

const maxBytes = 500_000_000;

/**
 * Repeats the recorded run, makes the document that it gives, and compares. The evidence is believed where its digests bind it: who made
 * the file chose policy and trusted roots, so name the policy that you expect. Throws AssayError `ERR_USAGE` for files that cannot be
 * read, a document that is no CycloneDX 1.6 or 1.7, and a signature without an expected signer or the other way round;
 * `ERR_EVIDENCE_FILE` for damaged evidence.
 */
export async function verifySbom(options: VerifySbomOptions): Promise<VerifiedSbom> {
  const { file, evidence, env } = options;
  const bytes = await readBoundedFile(file, { maxBytes, code: 'ERR_USAGE', what: 'bill of materials' });
  const signed = signedFormOf(file, bytes);
  refuseHalf(options, signed !== null);
  const verifier = createVerifier({ replay: evidence, facts: true, ...(env === undefined ? {} : { env }) });
  const replayed = await verifier.verify();
  const policy = options.policy === undefined ? undefined : await loadPolicy(options.policy);
  const notes = [...replayed.notes, ...(await foreignTrustNotes(replayed, policy, env ?? process.env))];
  if (signed === null || options.signer === undefined) {
    const differences = [...policyDifference(policy, replayed), ...compare(bytes, options, replayed)];
    return { exitCode: exitCodeOf(differences), differences, signatures: [], replayed, notes };
  }
  const opened = await openSignedSbom(signed, replayed.inventory.lockfiles, options.signer);
  const all = { signatures: opened.verdicts, replayed, notes: [...opened.notes, ...notes] };
  const code = signatureExitCode(opened.verdicts);
  if (code !== 0 || opened.bom === null) return { ...all, exitCode: code === 0 ? 1 : code, differences: [] };
  const differences = [...policyDifference(policy, replayed), ...compare(opened.bom, options, replayed)];
  return { ...all, exitCode: exitCodeOf(differences), differences };
}

function refuseHalf({ file, signer }: VerifySbomOptions, isSigned: boolean): void {
  if (isSigned && signer === undefined) {
    const hint = 'Name who must have signed it: --key, --publisher, or --identity with --issuer.';
    throw new AssayError('ERR_USAGE', 'the document is signed, and no signer is expected', { file, hint });
  }
  if (isSigned || signer === undefined) return;
  const hint = 'Ask for the signed form, or leave the signer out.';
  throw new AssayError('ERR_USAGE', 'a signer is expected, and the document is not signed', { file, hint });
}

function policyDifference(policy: LoadedPolicy | undefined, { report }: VerifyResult): readonly BomDifference[] {
  if (policy === undefined) return [];
  const { policyDigest } = policy;
  if (policyDigest.value === report.policyDigest.value) return [];
  const [says, shows] = [report.policyDigest.value, policyDigest.value];
  return [{ code: 'policy-differs', outcome: 'false', where: 'evidence', says, shows }];
}

function compare(
  bytes: Uint8Array,
  { file, mapping }: VerifySbomOptions,
  replayed: VerifyResult,
): readonly BomDifference[] {
  const read = parseBom(bytes);
  if (!read.ok) {
    const { detail, line } = read.problem;
    throw new AssayError('ERR_USAGE', `this is no document that can be compared: ${detail}`, {
      file,
      ...(line === undefined ? {} : { line }),
    });
  }
  const { root } = read.bom;
  const seen = optionsOfBom(read.bom);
  if (seen === undefined) {
    throw new AssayError('ERR_USAGE', 'only CycloneDX 1.6 and 1.7 can be compared with evidence', { file });
  }
  const options = { ...seen, ...(mapping === undefined ? {} : { mapping }) };
  const complete = replayed.report.depth === 'artifacts';
  const shown = documentLike(root.get('serialNumber'), options, replayed);
  const found = recheckBom(read.bom, shown, { complete, mapped: mapping !== undefined });
  return [...unreadParts(bytes, read.bom), ...found];
}

/** What the reader passes over is compared with nothing, and could say anything: what no schema knows, and what is of another namespace. */
function unreadParts(bytes: Uint8Array, { passedOver }: ReadBom): readonly BomDifference[] {
  const { problems } = validateBom(bytes, { schemaOnly: true });
  const differences = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ path, detail }) => ({ where: path === '' ? 'document' : path, says: detail }));
  if (passedOver !== undefined) {
    const says = `“${passedOver.name}”, which CycloneDX does not know there`;
    differences.push({ where: `line ${String(passedOver.line)}`, says });
  }
  return differences.map((each) => ({ code: 'document-differs', outcome: 'false', ...each }));
}

/**
 * The run's document that has this serial number: of all lockfiles or of one application, made with the options that the document shows,
 * or with others that can leave nothing behind to be seen. Without one, the whole: then the document says something else anyway.
 */
function documentLike(serial: unknown, options: RenderSbomOptions, replayed: VerifyResult): Bom {
  const both = [true, false] as const;
  const looks = [
    options,
    ...both.flatMap((declarations) => both.map((licenseTexts) => ({ ...options, declarations, licenseTexts }))),
  ];
  const input = sbomInputOf(replayed);
  const ofAll = (look: RenderSbomOptions) => [sbomOf(input, look)];
  const ofEach = (look: RenderSbomOptions) => applicationBomsOf(input, look).map(({ bom }) => bom);
  for (const make of [ofAll, ofEach]) {
    for (const look of looks) {
      const found = make(look).find(({ serialNumber }) => serialNumber === serial);
      if (found !== undefined) return found;
    }
  }
  return sbomOf(input, options);
}

function exitCodeOf(differences: readonly BomDifference[]): 0 | 1 | 3 {
  if (differences.some(({ outcome }) => outcome === 'false')) return 1;
  return differences.length === 0 ? 0 : 3;
}

/** Of a document that is about no lockfile of the evidence, nothing is proven. */
function signatureExitCode(verdicts: readonly FileVerdict[]): 0 | 1 | 3 {
  if (verdicts.some(({ outcome }) => outcome === 'refuted')) return 1;
  return verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === 'proven') ? 0 : 3;
}
