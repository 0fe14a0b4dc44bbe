/** Takes the bill of materials out of its signed form. */

import type { Digest, FileVerdict } from '@assay/model';
import {
  bomPredicateType,
  decodeBase64,
  parseAttestationDocument,
  type AttestationDocument,
  type ReadAttestation,
} from '@assay/signature';
import { judgeDocuments, openAttestationRun } from '../verify-attestation.js';
import type { AttestationVerifierOptions } from '../verify-attestation-options.js';

/** A file that holds a signed statement: its one attestation, not verified. */
export interface SignedForm {
  readonly document: AttestationDocument;
  readonly attestation: ReadAttestation;
}

/** The signed form, where the file is one: exactly one envelope or bundle. Null for anything else, a bare document among them. */
export function signedFormOf(name: string, bytes: Uint8Array): SignedForm | null {
  const document = parseAttestationDocument(name, bytes);
  const [attestation, ...others] = document.attestations;
  return attestation === undefined || others.length > 0 ? null : { document, attestation };
}

/** What was signed, verified or not. */
export interface OpenedSbom {
  /** One for each lockfile of the evidence: the statement must be about it. */
  readonly verdicts: readonly FileVerdict[];
  /** The document, as JSON; null where the envelope holds none. Worth reading only where every verdict is proven. */
  readonly bom: Uint8Array | null;
  readonly notes: readonly string[];
}

/** Verifies the signature for each lockfile, with the expected signer, and takes the document out of the payload. */
export async function openSignedSbom(
  { document, attestation }: SignedForm,
  lockfiles: readonly { readonly path: string; readonly digest: Digest }[],
  options: AttestationVerifierOptions,
): Promise<OpenedSbom> {
  const run = await openAttestationRun({ ...options, predicateTypes: [bomPredicateType] });
  const verdicts = lockfiles.map(({ path, digest }) =>
    judgeDocuments({ label: path, digests: [digest] }, [document], run),
  );
  return { verdicts, bom: predicateOf(attestation), notes: run.trust.notes };
}

/** A verified statement is strict JSON without repeated keys: it can be read in one way only. */
function predicateOf({ format, bundle }: ReadAttestation): Uint8Array | null {
  const envelope = format === 'dsse-envelope' ? bundle : bundle.get('dsseEnvelope');
  const payload =
    typeof envelope === 'object' && envelope !== null && 'get' in envelope ? envelope.get('payload') : null;
  const bytes = typeof payload === 'string' ? decodeBase64(payload) : null;
  if (bytes === null) return null;
  try {
    const { predicate } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly predicate?: unknown };
    return new TextEncoder().encode(JSON.stringify(predicate ?? null));
  } catch {
    return null;
  }
}
