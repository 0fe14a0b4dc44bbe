/** The same run as a SLSA Verification Summary Attestation, for readers of that. Assay's own gate does not read it. */

import { canonicalJson, type Digest, type JsonValue, type RunSummary } from '@assay/model';
import { encodeBase64 } from '../encoding/base64.js';
import { encodeUtf8 } from '../encoding/bytes.js';
import { decodeHex } from '../encoding/hex.js';
import type { DependencyLevels } from './dependency-levels.js';
import { summaryVerifierId, vsaPredicateType } from './summary-type.js';

/** What a VSA says beside the summary. */
export interface VsaParts {
  readonly summary: RunSummary;
  /** What the artefact is to consumers. */
  readonly resourceUri: string;
  /** What the result rests on: report, bill of materials, evidence, the artefact's provenance. */
  readonly inputs: readonly VsaInput[];
  /** Every package of the run once. */
  readonly dependencyLevels: DependencyLevels;
}

/** Something that the result rests on. */
export interface VsaInput {
  readonly name: string;
  readonly digest: Digest;
}

/**
 * The exact bytes that are to be signed, in RFC 8785 form. `PASSED` only where the summary has exit code 0; `verifiedLevels` is the
 * level of the artefact's own proven provenance, `SLSA_BUILD_LEVEL_UNEVALUATED` without one, and `FAILED` for what did not pass: never
 * anything that dependencies showed.
 */
export function renderVsa({ summary, resourceUri, inputs, dependencyLevels }: VsaParts): Uint8Array {
  const { artifact, version, at, policy, exitCode } = summary;
  const passed = exitCode === 0;
  const statement: JsonValue = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: artifact.name, digest: digestSet(artifact.digests) }],
    predicateType: vsaPredicateType,
    predicate: {
      verifier: { id: summaryVerifierId, version: { assay: version } },
      timeVerified: at,
      resourceUri,
      policy: { uri: namedByHash(policy), digest: digestSet([policy]) },
      inputAttestations: inputs.map(({ name, digest }) => ({
        name,
        uri: namedByHash(digest),
        digest: digestSet([digest]),
      })),
      verificationResult: passed ? 'PASSED' : 'FAILED',
      verifiedLevels: [passed ? (summary.provenance?.level ?? 'SLSA_BUILD_LEVEL_UNEVALUATED') : 'FAILED'],
      dependencyLevels: { ...dependencyLevels },
      slsaVersion: '1.1',
    },
  };
  return encodeUtf8(canonicalJson(statement));
}

function digestSet(digests: readonly Digest[]): Readonly<Record<string, string>> {
  return Object.fromEntries(digests.map(({ alg, value }) => [alg, value]));
}

/** `ni:` (RFC 6920): the one kind of URI that is true wherever the file lies. */
function namedByHash({ value }: Digest): string {
  const base64 = encodeBase64(decodeHex(value) ?? new Uint8Array());
  return `ni:///sha-256;${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}
