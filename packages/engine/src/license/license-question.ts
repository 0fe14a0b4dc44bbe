/** What is asked about a licence package's archive beyond what its ecosystem asks: the members that the rules read, and every digest. */

import { memberNames } from '@assay/checks';
import { factMembers } from '@assay/ecosystems';
import {
  digestAlgorithms,
  isExactPattern,
  isStrong,
  type DigestAlgorithm,
  type EvidenceRequest,
  type EvidenceSource,
  type LicensePackage,
} from '@assay/model';

/** Members and algorithms of one package. */
export interface LicenseQuestion {
  readonly members: readonly string[];
  readonly algorithms: readonly DigestAlgorithm[];
}

/** Files whose rules name them exactly can be read; of others only digests come back. */
export function licenseQuestion(license: LicensePackage, algorithms: readonly DigestAlgorithm[]): LicenseQuestion {
  const { content, token, ecosystem } = license;
  const read = content.files.filter(({ kind, pattern }) => kind !== 'data' && isExactPattern(pattern));
  const paths = [...read.map(({ pattern }) => pattern), ...(token === null ? [] : [token.path])];
  const wanted = new Set<DigestAlgorithm>(['sha256', 'sha512', ...algorithms.filter(isStrong)]);
  return {
    members: [...new Set([...factMembers(ecosystem), ...memberNames(ecosystem, paths)])],
    algorithms: digestAlgorithms.filter((algorithm) => wanted.has(algorithm)),
  };
}

/** A plain file of at most so many bytes is read, because it may be the token. */
const maxPlainBytes = 1024 * 1024;

/** A source that asks for more of every archive. */
export function askingAlso(source: EvidenceSource, { members, algorithms }: LicenseQuestion): EvidenceSource {
  const extended = (request: EvidenceRequest): EvidenceRequest => {
    if (request.kind !== 'artifact') return request;
    const { listing } = request;
    const all = [...new Set([...request.algorithms, ...algorithms])];
    const algorithmsAsked = digestAlgorithms.filter((algorithm) => all.includes(algorithm));
    const base = { ...request, algorithms: algorithmsAsked, uncached: true } as const;
    if (listing === undefined) return { ...base, bytesUpTo: maxPlainBytes };
    return {
      ...base,
      listing: { ...listing, members: [...new Set([...listing.members, ...members])], hashEntries: true },
    };
  };
  return { get: (request) => source.get(extended(request)) };
}
