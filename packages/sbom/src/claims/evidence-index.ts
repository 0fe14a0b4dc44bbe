/** The evidence that claims rest on, each digest once. */

import { canonicalJson, formatDigest, type Digest } from '@assay/model';
import type { ClaimEvidence } from '../cyclonedx/index.js';
import type { SbomInput } from '../sbom-input.js';
import type { Row } from './outcome-table.js';

/** Bom-ref of the entry about the run itself: policy, trusted roots, depth and time of every claim. */
export const runEvidence = 'evidence-run';

/** Numbers of raw evidence, by digest as text, in the order in which claims first name it. */
export type EvidenceIndex = ReadonlyMap<string, { readonly ref: string; readonly digest: Digest }>;

/** Collects the digests that proven and refuted findings rest on. */
export function indexEvidence(rows: readonly Row[]): EvidenceIndex {
  const index = new Map<string, { readonly ref: string; readonly digest: Digest }>();
  for (const digest of digestsOf(rows)) {
    const text = formatDigest(digest);
    if (!index.has(text)) index.set(text, { ref: `evidence-${String(index.size + 1)}`, digest });
  }
  return index;
}

function* digestsOf(rows: readonly Row[]): Generator<Digest> {
  for (const { cells } of rows) {
    for (const { claim, findings } of cells.values()) {
      if (claim !== undefined) yield* findings.flatMap(({ evidence }) => evidence);
    }
  }
}

/** Entries, the run's first. May be iterated more than once. */
export function evidenceEntries(index: EvidenceIndex, input: SbomInput): Iterable<ClaimEvidence> {
  return {
    *[Symbol.iterator]() {
      yield runEntry(input);
      for (const [text, { ref, digest }] of index) {
        yield {
          'bom-ref': ref,
          propertyName: 'assay:evidence:digest',
          description: kinds[digest.covers],
          data: [{ name: text }],
        };
      }
    },
  };
}

const kinds: Readonly<Record<Digest['covers'], string>> = {
  artifact: 'Digest of an archive, over its bytes as they were received.',
  document: 'Digest of a document, over its bytes as they were received.',
  tree: 'Digest of a list of files.',
  'client-archive': 'Digest of an archive that a package manager makes itself.',
};

/** What every claim was judged by, as data that a machine can compare. */
function runEntry({ report, reportDigest }: SbomInput): ClaimEvidence {
  const { tool, policyDigest, inventoryDigest, trustedRoots, depth, at } = report;
  const content = canonicalJson({
    at,
    depth,
    inventory: formatDigest(inventoryDigest),
    policy: formatDigest(policyDigest),
    report: formatDigest(reportDigest),
    tool: `${tool.name} ${tool.version}`,
    trustedRoots: trustedRoots.map(formatDigest),
  });
  return {
    'bom-ref': runEvidence,
    propertyName: 'assay:evidence:run',
    description: 'The run that every claim comes from: its report, policy, trusted roots, inventory, depth and time.',
    data: [{ name: 'run', contents: { attachment: { contentType: 'application/json', content } } }],
    created: at,
    author: { name: `${tool.name} ${tool.version}` },
  };
}
