import { asMap, parseYaml } from '@assay/documents';
import type { ArchiveListing } from '@assay/model';
import type { GemRefusalCode } from '../codes/gem-codes.js';
import { refuse, type Checked, type Refusal } from '../outcome.js';
import { readCertChain } from './cert-chain.js';
import type { GemJudgement, GemMember, GemSignatureInput } from './gem-signature-input.js';
import type { GemSignature } from './gem-signature.js';
import { isSignature } from './member-coverage.js';
import { verifyGemSignature } from './verify-gem-signature.js';

/** Members that a listing must have been asked for, so that {@link verifyGemListing} can judge it. */
export const gemSignatureMembers: readonly string[] = [
  'metadata.gz',
  'metadata',
  'checksums.yaml.gz',
  'metadata.gz.sig',
  'metadata.sig',
  'data.tar.gz.sig',
  'checksums.yaml.gz.sig',
];

/** Real ones have three digests of three members. */
const checksumsLimits = { maxBytes: 1024 * 1024, maxValues: 10_000 } as const;

/**
 * Judges the X.509 signatures of a gem by its listing. A gem that readers would list in different ways is not verified, however
 * right its signatures are.
 */
export function verifyGemListing(
  listing: ArchiveListing,
  judgement: GemJudgement,
): Checked<GemSignature> | Refusal<GemRefusalCode> {
  const outcome = verifyGemSignature({ ...judgement, ...partsOf(listing, judgement) });
  if (!outcome.ok) return outcome;
  const problem = listing.problems.find(({ severity }) => severity !== 'note');
  if (problem !== undefined) return refuse('gem-archive-refused', problem.detail, outcome.value.trail);
  if (listing.complete) return outcome;
  return refuse('gem-archive-refused', 'The archive was not listed to its end.', outcome.value.trail);
}

type Parts = Omit<GemSignatureInput, keyof GemJudgement>;

function partsOf({ entries, members: contents }: ArchiveListing, { policy }: GemJudgement): Parts {
  const own = entries.filter(({ within }) => within === undefined);
  const members = own.map(({ path, sha256 }): GemMember => ({
    name: path,
    ...(sha256 === undefined ? {} : { sha256 }),
  }));
  const metadata = contents.get('metadata.gz') ?? contents.get('metadata');
  const checksums = contents.get('checksums.yaml.gz');
  // Reading it is most of the work, and most gems are not signed: RubyGems' policies alone look at the certificates of those.
  const isAsked = policy !== 'assay' || members.some(({ name }) => isSignature(name));
  return {
    members,
    signatures: new Map([...contents].filter(([name]) => isSignature(name))),
    certChain: metadata === undefined || !isAsked ? null : readCertChain(metadata),
    ...(checksums === undefined || !isAsked ? {} : { checksumAlgorithms: algorithmsOf(checksums) }),
  };
}

/** The keys of checksums.yaml; none when it is no mapping. */
function algorithmsOf(checksums: Uint8Array): readonly string[] {
  const parsed = parseYaml(checksums, { tags: 'ignore', binary: 'decode', scalars: 'text', ...checksumsLimits });
  const map = parsed.ok ? asMap(parsed.documents[0]?.value ?? null) : undefined;
  return [...(map?.keys() ?? [])];
}
