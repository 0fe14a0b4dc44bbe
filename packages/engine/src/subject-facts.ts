/** What is known of one subject beside its findings, from the same evidence. */

import type { CheckContext } from '@assay/checks';
import {
  withoutCredentials,
  type ArchiveListing,
  type DescribedBy,
  type Ecosystem,
  type Gathered,
  type PackageDescription,
  type ReceivedFile,
  type Subject,
  type SubjectFacts,
  type Voucher,
} from '@assay/model';
import { installRuns } from './install-runs.js';

/** Where facts come from. */
export interface FactSources {
  readonly context: CheckContext;
  readonly ecosystem: Ecosystem;
  /** Empty where nothing was asked. */
  readonly have: readonly Gathered[];
  readonly vouchers: readonly Voucher[];
}

/** Distils them; nothing that was gathered is kept alive but licence texts. */
export function factsOf({ context, ecosystem, have, vouchers }: FactSources): SubjectFacts {
  const { subject, registry } = context;
  const publishedAt = publishTime(context);
  const runs = installRuns(subject, have.flatMap(artifactListing));
  return {
    subject: subject.id,
    descriptions: descriptionsOf(subject, ecosystem, have),
    ...(registry === undefined ? {} : { registry }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(runs === undefined ? {} : { runs }),
    received: have.flatMap(receivedFile),
    vouchers,
  };
}

/** Lockfile, registry, archive; of a subject's several files the first that describes it. */
function descriptionsOf(
  subject: Subject,
  ecosystem: Ecosystem,
  have: readonly Gathered[],
): readonly PackageDescription[] {
  const first = (by: readonly DescribedBy[]) => {
    for (const one of by) {
      const description = ecosystem.describe(subject, one);
      if (description !== null) return [description];
    }
    return [];
  };
  return [
    ...(subject.description === undefined ? [] : [subject.description]),
    ...first(have.flatMap(registryAnswer)),
    ...first(have.flatMap(archiveListing)),
  ];
}

function registryAnswer({ want, evidence }: Gathered): readonly DescribedBy[] {
  return want === 'release' && evidence.state === 'found' ? [{ from: 'registry', evidence }] : [];
}

function archiveListing(gathered: Gathered): readonly DescribedBy[] {
  return artifactListing(gathered).map((listing) => ({ from: 'archive', listing }));
}

function artifactListing({ want, evidence }: Gathered): readonly ArchiveListing[] {
  return want === 'artifact' && evidence.state === 'found' && evidence.listing !== undefined ? [evidence.listing] : [];
}

function receivedFile({ want, file, request, evidence }: Gathered): readonly ReceivedFile[] {
  if (want !== 'artifact' || file === undefined || evidence.state !== 'found') return [];
  const { size, digests, listing } = evidence;
  const { url } = withoutCredentials(request.url);
  return [{ name: file, url, size, digests, licenseFiles: listing?.licenseFiles ?? [] }];
}

function publishTime({ publishedAt, release }: CheckContext): string | undefined {
  if (publishedAt.state === 'have') return publishedAt.value;
  return release.state === 'have'
    ? release.value.files.find((file) => file.publishedAt !== undefined)?.publishedAt
    : undefined;
}
