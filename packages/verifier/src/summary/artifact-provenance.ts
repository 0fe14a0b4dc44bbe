/** The artefact's own provenance, as users hand it over. */

import { readBoundedFile } from '@assay/acquire';
import { AssayError, digestOf, type Digest } from '@assay/model';
import {
  judgeArtifactProvenance,
  parseAttestationDocument,
  type ArtifactProvenance,
  type AttestationDocument,
  type AttestedArtifact,
} from '@assay/signature';
import { openAttestationRun, type AttestationRun } from '../verify-attestation.js';
import type { AttestationVerifierOptions } from '../verify-attestation-options.js';

/** Documents with attestations of artefacts, and whose they should be. */
export interface ArtifactProvenanceOptions extends Pick<
  AttestationVerifierOptions,
  'expected' | 'builders' | 'trustedRoot' | 'env'
> {
  /** Files with attestations; at least one. Those that are about other artefacts are left out for each. */
  readonly bundles: readonly string[];
}

/** Judges artefacts' provenance. */
export interface ProvenanceJudge {
  /** SHA-256 of each document, by its name. */
  readonly inputs: readonly { readonly name: string; readonly digest: Digest }[];
  judge(artifact: AttestedArtifact): ArtifactProvenance;
}

const maxBytes = 64 * 1024 * 1024;

/**
 * Reads documents, key and roots once. `at`: the time to judge at, RFC 3339 UTC. Throws AssayError `ERR_USAGE` or `ERR_CONFIG` for what
 * cannot be read, and where no document is named.
 */
export async function openProvenanceJudge(options: ArtifactProvenanceOptions, at: string): Promise<ProvenanceJudge> {
  const names = [...new Set(options.bundles)];
  if (names.length === 0) throw new AssayError('ERR_USAGE', "no document with the artefact's provenance was named");
  const run = await openAttestationRun({ ...options, at });
  const read = await Promise.all(names.map(readDocument));
  const documents = read.map(({ document }) => document);
  return {
    inputs: read.map(({ document: { name }, digest }) => ({ name, digest })),
    judge: (artifact) => judge(artifact, documents, run),
  };
}

async function readDocument(name: string) {
  const bytes = await readBoundedFile(name, { maxBytes, code: 'ERR_USAGE', what: 'bundle' });
  return { document: parseAttestationDocument(name, bytes), digest: digestOf('sha256', bytes) };
}

function judge(
  artifact: AttestedArtifact,
  documents: readonly AttestationDocument[],
  { options, expected, trust, at }: AttestationRun,
): ArtifactProvenance {
  const { builders } = options;
  const question = { artifact, documents, expected, roots: trust.roots, at };
  return judgeArtifactProvenance({ ...question, ...(builders === undefined ? {} : { builders }) });
}
