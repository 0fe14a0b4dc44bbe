/** What is known about single files and their attestations: the answer of `assay attestation verify`. */

import type { Digest } from './digest.js';
import type { Outcome } from './finding.js';
import type { Signer, VerifiedLogEntry, VerifiedTime } from './signer.js';

/** One thing in which what is expected and what was found differ. Texts may be attacker-controlled. */
export interface AttestationDifference {
  readonly field: string;
  readonly expected: string;
  /** Absent: nothing is stated. */
  readonly actual?: string;
}

/** One thing that was looked at, in order. */
export interface AttestationStep {
  /** Stable word. */
  readonly step: string;
  readonly result: 'proven' | 'failed';
  /** One sentence. May hold attacker-controlled text. */
  readonly detail: string;
}

/** A code, its outcome, and what they mean. */
interface Answer {
  readonly outcome: Outcome;
  /** Stable, kebab-case. */
  readonly code: string;
  /** One sentence that is true of every answer with this code. */
  readonly text: string;
  /** One sentence with the particulars. May hold attacker-controlled text. */
  readonly detail: string;
  /** What to do; empty where nothing needs to be done. */
  readonly next: string;
}

/** What a verified signature says. Everything here was read from verified material. */
export interface VerifiedAttestation {
  readonly signer: Signer;
  /** When it was signed, and by which clock. */
  readonly times: readonly VerifiedTime[];
  readonly logEntries: readonly VerifiedLogEntry[];
  /** The digest that binds the file to the signature. */
  readonly subject: Digest;
  /** The trusted root that it was verified with; absent for a key that needs none. */
  readonly root?: { readonly name: string; readonly digest: Digest };
  readonly mediaType: string;
  readonly payloadType?: string;
  readonly predicateType?: string;
}

/** One attestation about a file. Outcome `not-applicable`: set aside, because another predicate type is required. */
export interface AttestationVerdict extends Answer {
  /** The document it stands in, as the user named it. */
  readonly from: string;
  /** Its place in that document, from 1. */
  readonly place: number;
  readonly format: AttestationFormat;
  /** Absent where the signature did not verify. */
  readonly verified?: VerifiedAttestation;
  readonly steps: readonly AttestationStep[];
  readonly differences: readonly AttestationDifference[];
  /** What is worth knowing and decides nothing, one sentence each. May hold attacker-controlled text. */
  readonly notes: readonly string[];
  /** Lines for a policy that would accept this signer of this package; where there is one who was not expected. */
  readonly suggestion?: string;
  /** Options of `assay attestation verify` that name this signer; likewise. */
  readonly options?: string;
}

/** How an attestation is written down. */
export type AttestationFormat = 'sigstore-bundle' | 'pep740' | 'dsse-envelope';

/** One file and all attestations about it. */
export interface FileVerdict extends Answer {
  /** As the user named it: a path or a digest. */
  readonly file: string;
  readonly digests: readonly Digest[];
  readonly attestations: readonly AttestationVerdict[];
  /** Attestations in the same documents that say that they are about other bytes. */
  readonly aboutOthers: number;
}

/** The answer about all files. */
export interface AttestationReport {
  /** URL of the JSON Schema. */
  readonly schema: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** RFC 3339 UTC: the time at which it was judged. */
  readonly at: string;
  /** 0: every file is proven. 1: something is refuted. 3: nothing is refuted, but something is not proven. */
  readonly exitCode: 0 | 1 | 3;
  /** Who was expected to sign. */
  readonly expected: ExpectedSignerText;
  /** The predicate types that were required; none: any. */
  readonly predicateTypes: readonly string[];
  readonly trustedRoots: readonly { readonly name: string; readonly digest: Digest }[];
  readonly files: readonly FileVerdict[];
}

/** Who is expected, in the user's words. */
export interface ExpectedSignerText {
  readonly by: 'publisher' | 'identity' | 'key';
  /** One line: the publisher's fields, identity and issuer, or the key's fingerprint. */
  readonly text: string;
}
