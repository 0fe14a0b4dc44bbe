/** Whether a package still comes from where it came from. */

import { normaliseRegistryUrl, originOf, type SubjectSource } from '@assay/model';
import { agrees } from './compare-pins.js';
import { draftOf, listed, type Draft, type Pair } from './draft.js';
import type { Locked } from './side.js';

/** Compares kind of place, registry, repository and commit. */
export function compareSource(pair: Pair): readonly Draft[] {
  const [before, after] = [pair.base.subject.source, pair.head.subject.source];
  if (before.kind !== after.kind) return [otherKind(pair, before, after)];
  if (after.kind === 'registry') return compareRegistry(pair);
  if (before.kind === 'git' && after.kind === 'git') return compareRepository(pair, before, after);
  return comparePlace(pair, before, after);
}

/** From a registry to a place that nobody vouches for is an alarm. A folder's content is in the change itself, for all to see. */
function otherKind(pair: Pair, before: SubjectSource, after: SubjectSource): Draft {
  const harmless = ['registry', 'directory', 'builtin', 'bundled'].includes(after.kind);
  const text = `${pair.title} comes from ${placeText(after)} instead of ${placeText(before)}.`;
  const severity = harmless ? 'attention' : 'alarm';
  const places = { before: [placeText(before)], after: [placeText(after)] };
  return draftOf(pair, { code: 'source-changed', severity, text, ...places });
}

type GitSource = Extract<SubjectSource, { kind: 'git' }>;

function compareRepository(pair: Pair, before: GitSource, after: GitSource): readonly Draft[] {
  if (before.url !== after.url) return comparePlace(pair, before, after);
  if (before.commit === after.commit) return [];
  const [from, to] = [before.commit ?? 'no commit', after.commit ?? 'no commit'];
  const text = `${pair.title} is commit ${to} of ${after.url} instead of ${from}.`;
  const severity = after.commit === undefined ? 'alarm' : 'attention';
  return [draftOf(pair, { code: 'commit-changed', severity, text, before: [from], after: [to] })];
}

/** Paths, URLs and hosts by name: another text is another place. Archives' URLs and names hold the version. */
function comparePlace(pair: Pair, before: SubjectSource, after: SubjectSource): readonly Draft[] {
  const [from, to] = [placeText(before), placeText(after)];
  if (from === to) return [];
  const inProject = ['archive', 'directory', 'builtin', 'bundled'].includes(after.kind);
  const sameOrigin = before.kind === 'url' && after.kind === 'url' && originOf(before.url) === originOf(after.url);
  const severity = inProject || sameOrigin ? 'attention' : 'alarm';
  const text = `${pair.title} comes from ${to} instead of ${from}.`;
  return [draftOf(pair, { code: 'source-changed', severity, text, before: [from], after: [to] })];
}

function placeText(source: SubjectSource): string {
  switch (source.kind) {
    case 'registry':
      return source.url === undefined ? 'a registry' : `the registry ${source.url}`;
    case 'git':
      return `the repository ${source.url}`;
    case 'url':
      return source.url;
    case 'archive':
      return `the archive ${source.path}`;
    case 'directory':
      return `the folder ${source.path}`;
    case 'bundled':
      return `the archive of ${source.within}`;
    case 'builtin':
      return 'the package manager itself';
    case 'unsupported':
      return 'a kind of entry that cannot be judged';
  }
}

/** Same bytes from another registry are the same package; other bytes are somebody else's word. */
function compareRegistry(pair: Pair): readonly Draft[] {
  const [one, other] = [registryOf(pair.base), registryOf(pair.head)];
  const exact = one.asked && other.asked;
  const [before, after] = [exact ? one.urls : originsOf(one.urls), exact ? other.urls : originsOf(other.urls)];
  if (before.length === 0 || after.every((url) => before.includes(url))) return [];
  const same = pair.direction === 'same' && samePins(pair);
  const sure = same ? ' The pinned bytes are the same.' : '';
  const text = `${pair.title} comes from ${listed(after)} instead of ${listed(before)}.${sure}`;
  return [draftOf(pair, { code: 'registry-changed', severity: same ? 'attention' : 'alarm', text, before, after })];
}

function samePins({ base, head }: Pair): boolean {
  return head.subject.files.every((file) => {
    const before = base.subject.files.find(({ platform }) => platform === file.platform);
    return before !== undefined && agrees(file.pins, before.pins);
  });
}

interface KnownRegistry {
  readonly urls: readonly string[];
  /** It is the base URL of a registry, not where some file lies on one. */
  readonly asked: boolean;
}

/** The registry that was asked, or that the lockfile names; else where its files lie, which is all that is known of what nobody asked. */
function registryOf({ subject, facts }: Locked): KnownRegistry {
  const stated = subject.source.kind === 'registry' ? subject.source.url : undefined;
  const asked = facts.registry ?? (stated === undefined ? undefined : (normaliseRegistryUrl(stated) ?? stated));
  if (asked !== undefined) return { urls: [asked], asked: true };
  return { urls: subject.files.flatMap(({ url }) => (url === undefined ? [] : [url])), asked: false };
}

/** With the path, where it is none of a host's. */
function originsOf(urls: readonly string[]): readonly string[] {
  return [...new Set(urls.map((url) => originOf(url) ?? url))].sort();
}
