import type { ExpectedPublisher } from '@assay/model';
import type { CheckContext } from '../check.js';
import { judgePublisher } from './judge-publisher.js';
import type { Witness } from './witness.js';

/**
 * Compares who signed with who should have, for the subject's version as registries list it. Tags may hold build metadata
 * (`v1.0.0+build.7`), which registries leave out: where the lockfile states it, `{version}` may stand for either.
 */
export function publisherOfVersion(
  { subject, ecosystem, at }: Pick<CheckContext, 'subject' | 'ecosystem' | 'at'>,
  expected: readonly ExpectedPublisher[],
  witnesses: readonly Witness[],
): ReturnType<typeof judgePublisher> {
  const normal = ecosystem.normaliseVersion(subject.version) ?? subject.version;
  const judge = (version: string) =>
    judgePublisher(expected, witnesses, { version, inRange: (range) => ecosystem.inRange(normal, range), at });
  const result = judge(normal);
  if (isProven(result.code) || !isWithBuild(subject.version, normal)) return result;
  const other = judge(subject.version);
  return isProven(other.code) ? other : result;
}

function isProven(code: ReturnType<typeof judgePublisher>['code']): boolean {
  return code === 'publisher-expected' || code === 'publisher-time-unauthenticated';
}

/** Nothing but metadata behind the normal form: other spellings are never part of a tag. */
function isWithBuild(version: string, normal: string): boolean {
  return (
    version.startsWith(`${normal}+`) && /^[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*$/.test(version.slice(normal.length + 1))
  );
}
