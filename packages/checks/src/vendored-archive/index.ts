/**
 * `vendored-archive`: archives of the package that lie in the checkout, and are installed from there, are what the lockfile pins and hold
 * what the registry serves.
 */

import { isStrong, vendoredKey, type Digest, type VendoredArchive } from '@assay/model';
import type { Answer, Artifact, Check, CheckContext, CheckResult, VendoredRead } from '../check.js';
import { compareDigests } from '../compare-digests.js';
import { missingEvidence } from '../missing-evidence.js';
import { codes } from './codes.js';
import { compareFiles, type FileDifference } from './compare-files.js';

type Result = CheckResult<keyof typeof codes>;

export const vendoredArchive: Check = {
  id: 'vendored-archive',
  depth: 'pins',
  wants: ['vendored', 'artifact'],
  wantsOf: ({ subject, depth }) => {
    if (subject.vendored === undefined) return [];
    return depth === 'artifacts' ? ['vendored', 'artifact'] : ['vendored'];
  },
  concerns: ({ vendored }) => vendored !== undefined,
  codes,
  run,
};

function run(context: CheckContext): readonly Result[] {
  const { vendored = [], name } = context.subject;
  if (vendored.length === 0) return [{ code: 'no-vendored-archive', detail: `${name} is not in the checkout.` }];
  return vendored.map((archive) => {
    const answer = context.vendored.get(vendoredKey(archive));
    if (answer?.state !== 'have') return { code: 'vendored-archive-not-read', detail: notRead(archive, answer) };
    return { ...judge(context, archive, answer.value), evidence: answer.evidence };
  });
}

function notRead({ path }: VendoredArchive, answer: Answer<VendoredRead> | undefined): string {
  const why = answer === undefined || answer.state === 'have' ? '' : reasonOf(answer);
  return `${path} was not read${why}.`;
}

function reasonOf(answer: Exclude<Answer<VendoredRead>, { state: 'have' }>): string {
  const detail = answer.state === 'unreadable' ? answer.why.detail : missingEvidence(answer).detail;
  return `: ${detail.replace(/\.$/, '')}`;
}

function judge(context: CheckContext, archive: VendoredArchive, read: VendoredRead): Result {
  const pins = archive.pins.filter(({ alg }) => isStrong(alg));
  const comparison = compareDigests(pins, read.digests);
  if (comparison.result === 'different') {
    const detail = `${archive.path} has ${shownDigest(comparison.actual)}, and ${shownDigest(comparison.expected)} is locked.`;
    return { code: 'vendored-archive-pin-mismatch', detail };
  }
  const isPinned = comparison.result === 'equal';
  if (context.depth === 'artifacts') return judgeContent(context, archive, { ...read, isPinned });
  // Whoever changes an archive can change its pin: at depth pins that is all there is, above it people read what the registry vouches for.
  const pinned = context.depth === 'pins' ? 'vendored-archive-pinned' : 'vendored-archive-pinned-only';
  if (isPinned) return { code: pinned, detail: `${archive.path} has the digest that is locked.` };
  return { code: 'vendored-archive-unpinned', detail: `No digest of ${archive.path} is locked.` };
}

function shownDigest({ alg, value }: Digest): string {
  return `${alg}:${value.slice(0, 16)}…`;
}

interface Judged extends VendoredRead {
  readonly isPinned: boolean;
}

function judgeContent(context: CheckContext, archive: VendoredArchive, read: Judged): Result {
  const { path, folder, patch } = archive;
  const unsafe = read.listing?.problems.find(({ severity }) => severity !== 'note');
  if (unsafe !== undefined) return { code: 'vendored-archive-unsafe', detail: `${path}: ${unsafe.detail}` };
  const original = originalOf(context);
  if (typeof original === 'string') return { code: 'vendored-archive-not-compared', detail: `${path}: ${original}` };
  if (read.listing?.complete !== true) {
    return { code: 'vendored-archive-not-compared', detail: `${path} was not read to its end.` };
  }
  const differences = compareFiles({ listing: read.listing, folder }, original.listing);
  if (differences.length === 0) {
    const detail = `${path} holds the files of the archive${original.where === undefined ? '' : ` from ${original.where}`}${read.isPinned ? ', and is pinned' : ''}.`;
    return { code: 'vendored-archive-match', detail };
  }
  const detail = `${path}: ${told(differences)}.`;
  return patch === undefined
    ? { code: 'vendored-archive-differs', detail }
    : { code: 'vendored-archive-patched', detail: `${detail.slice(0, -1)}, by the patch ${JSON.stringify(patch)}.` };
}

/** The archive to compare with, or why there is none. */
function originalOf({ subject, artifacts }: CheckContext): Artifact | string {
  const [file] = subject.files;
  if (file === undefined) return 'the package is locked without an archive that a registry serves.';
  const answer = artifacts.get(file.name);
  if (answer?.state === 'unreadable') return answer.why.detail;
  if (answer?.state !== 'have') return answer === undefined ? 'it was not asked for.' : missingEvidence(answer).detail;
  const { listing } = answer.value;
  const refused = listing.problems.find(({ severity }) => severity !== 'note');
  if (refused !== undefined) return `the archive that it should hold is refused: ${refused.detail}`;
  return listing.complete ? answer.value : 'the archive that it should hold could not be read to its end.';
}

const mostTold = 5;

function told(differences: readonly FileDifference[]): string {
  const first = differences.slice(0, mostTold).map(({ path, what }) => `${JSON.stringify(path.slice(0, 200))} ${what}`);
  const more = differences.length - first.length;
  return `${first.join(', ')}${more === 0 ? '' : `, and ${String(more)} more`}`;
}
