/** `yanked`: the version is still offered; nobody deprecated, yanked, unpublished or removed it. */

import type { Release, Subject, SubjectFile, Unreadable } from '@assay/model';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { missingEvidence, unreadableEvidence } from '../missing-evidence.js';
import { judgeSourceKind } from '../not-applicable.js';
import { codes } from './codes.js';

type Result = CheckResult<keyof typeof codes>;

export const yanked: Check = {
  id: 'yanked',
  depth: 'registry',
  wants: ['release'],
  byDefault: 'prefer',
  codes,
  run,
};

function run(context: CheckContext): readonly Result[] {
  const { subject, release } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind !== 'registry') {
    return [{ code: 'not-in-registry', detail: `${subject.name} comes from a ${subject.source.kind} source.` }];
  }
  if (release.state === 'unreadable') return [withdrawn(subject, release.why) ?? unreadableEvidence(release)];
  if (release.state !== 'have') return [withdrawnBy(context) ?? missingEvidence(release)];
  const judged =
    subject.ecosystem === 'rubygems' ? judgeGem(subject, release.value) : [judgePackage(subject, release.value)];
  return judged.map((result) => ({ ...result, evidence: release.evidence }));
}

/** The registry answered with its list of all versions, and that says more than that there is none. */
function withdrawnBy({ subject, release }: CheckContext): Result | null {
  return release.state === 'absent' && release.why !== undefined ? withdrawn(subject, release.why) : null;
}

function withdrawn({ name, version }: Subject, { problem }: Unreadable): Result | null {
  if (problem === 'version-removed') {
    return {
      code: 'removed-for-security',
      detail: `${name} ${version} is gone, and ${holdingVersion} holds its place.`,
    };
  }
  if (problem !== 'version-unpublished') return null;
  return { code: 'unpublished', detail: `${name} ${version} was published once, and is gone from the registry.` };
}

/** The version of npm's placeholders. */
const holdingVersion = '0.0.1-security';
const longestMessage = 300;

function judgePackage(subject: Subject, release: Release): Result {
  const { name, version } = subject;
  if (release.version === holdingVersion) {
    return { code: 'security-holding', detail: `${name} ${version} is npm’s placeholder.` };
  }
  const message = release.deprecated ?? lockedDeprecation(subject);
  if (message === undefined) {
    return {
      code: 'nothing-said-against',
      detail: `The registry serves ${name} ${version}, and says nothing against it.`,
    };
  }
  const who = release.deprecated === undefined ? 'the lockfile' : 'the registry';
  const line = message.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  const cut = line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
  const detail = `By ${who}, ${name} ${version} is deprecated`;
  return { code: 'deprecated', detail: cut === '' ? `${detail}.` : `${detail}: “${cut}”` };
}

/** A mirror may leave the word out; a lockfile that was written before keeps it. */
function lockedDeprecation({ description }: Subject): string | undefined {
  return description?.from === 'lockfile' ? description.deprecated : undefined;
}

function judgeGem(subject: Subject, release: Release): readonly Result[] {
  const { name, version, files } = subject;
  if (release.files.length === 0) {
    return [{ code: 'yanked', detail: `The registry lists ${name}, but not ${version}.` }];
  }
  if (files.length === 0) return [{ code: 'still-listed', detail: `The registry lists ${name} ${version}.` }];
  return files.map((file) => judgeGemFile(file, release));
}

/** Bundler may install another platform's file than the one that a version was yanked for: each file is judged by itself. */
function judgeGemFile({ name, platform }: SubjectFile, release: Release): Result {
  const listed = release.files.some((file) => file.platform === platform);
  return listed
    ? { code: 'still-listed', detail: `The registry lists ${name}.`, file: name }
    : { code: 'platform-yanked', detail: `The registry lists the version, but not ${name}.`, file: name };
}
