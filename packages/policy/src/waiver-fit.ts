/** Whether a waiver is about a finding, and what it lacks where it is but cannot excuse it. */

import {
  isExactPattern,
  isStrong,
  matchesPattern,
  sameDigest,
  type Digest,
  type Finding,
  type Subject,
} from '@assay/model';
import type { Waiver } from './policy.js';

/** What a waiver about a finding lacks to excuse it. */
export type WaiverLack = 'exact-version' | 'digest' | 'pinned-digest';

/** `other`: it is about something else. `excuses`: it fits in everything but perhaps its days. */
export type WaiverFit = 'other' | 'excuses' | WaiverLack;

/**
 * How a waiver fits a finding, whatever the day. What is refuted needs the exact name and version and a digest of the very
 * bytes: otherwise a waiver for yesterday's oddity would let tomorrow's attack through.
 */
export function fitOf(waiver: Waiver, subject: Subject, finding: Finding): WaiverFit {
  if (waiver.check !== finding.check || (waiver.code !== undefined && waiver.code !== finding.code)) return 'other';
  if (!matchesPattern(waiver.purl, subject.purl)) return 'other';
  if (finding.outcome === 'refuted' && !namesVersion(waiver, subject)) return 'exact-version';
  if (finding.outcome === 'refuted' && waiver.digest === undefined) return 'digest';
  if (waiver.digest !== undefined && !isPinned(waiver.digest, subject, finding)) return 'pinned-digest';
  return 'excuses';
}

/** The purl that matches exactly is the subject's own: it names a version when the subject has one. */
function namesVersion({ purl }: Waiver, { version }: Subject): boolean {
  return isExactPattern(purl) && version !== '';
}

/** True when the digest is a strong pin of the finding's file (of any file, for findings about all of them). */
function isPinned(digest: Digest, subject: Subject, finding: Finding): boolean {
  if (!isStrong(digest.alg)) return false;
  const files = subject.files.filter((file) => finding.file === undefined || file.name === finding.file);
  return files.some((file) => file.pins.some((pin) => sameDigest(pin, digest)));
}
