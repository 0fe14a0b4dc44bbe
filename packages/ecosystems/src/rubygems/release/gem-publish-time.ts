import type { FoundEvidence, Subject, Unreadable } from '@assay/model';
import { listGems } from './list-gems.js';
import { matchLocked } from './listed-gem.js';

/**
 * When a gem was published, from the registry's list of versions: the time of the youngest of its locked files, since all of them are
 * installed. RFC 3339 UTC, the registry's word, signed by nobody.
 */
export function readGemPublishTime(subject: Subject, evidence: FoundEvidence): string | Unreadable {
  const listed = listGems(evidence, subject.version);
  if ('problem' in listed) return listed;
  const locked = [...matchLocked(subject.files, listed).keys()];
  const times = locked.flatMap(({ publishedAt }) => publishedAt ?? []);
  const [first, ...others] = times;
  if (first === undefined || times.length < locked.length) {
    return { problem: 'version-missing', detail: `The registry states no publish time of version ${subject.version}.` };
  }
  return others.reduce((youngest, time) => (Date.parse(time) > Date.parse(youngest) ? time : youngest), first);
}
