import satisfies from 'semver/functions/satisfies.js';
import type { AskAnswer, Subject } from '@assay/model';
import { normaliseVersion } from '../package-version.js';
import { isAny, withoutFragment, type AskedSource } from './asked-source.js';
import { repositoryOf } from './repository-of.js';

/** What of a subject counts for this. */
export type LockedFor = Pick<Subject, 'name' | 'version' | 'source' | 'files'>;

/** How what is asked for stands to what is locked for it. `isMember`: the subject is a member of the project's workspace. */
export function compareAsk(asked: AskedSource, locked: LockedFor, isMember: boolean): AskAnswer {
  const { source } = locked;
  if (source.kind === 'unsupported') return 'unclear';
  switch (asked.kind) {
    case 'range':
    case 'tag':
      return compareRegistry(asked, locked, isMember);
    case 'git':
      return compareRepository(asked, locked);
    case 'url':
      return compareUrl(asked.url, locked);
    case 'path':
      return 'path' in source && source.path === asked.path ? 'met' : 'elsewhere';
    case 'workspace':
      return source.kind === 'directory' ? 'met' : 'elsewhere';
    default:
      return 'unclear';
  }
}

type AskedByName = Extract<AskedSource, { kind: 'range' | 'tag' }>;

/** By name from a registry. A plain URL is `source`'s business: some private registries have no other. */
function compareRegistry(asked: AskedByName, locked: LockedFor, isMember: boolean): AskAnswer {
  const { kind } = locked.source;
  if (kind === 'git' || kind === 'archive' || (kind === 'directory' && !isMember)) return 'elsewhere';
  if (locked.name !== asked.name) return 'elsewhere';
  if (asked.kind === 'tag') return kind === 'directory' ? 'met' : 'unclear';
  if (isAny(asked.range)) return 'met';
  const version = normaliseVersion(locked.version);
  // A member may have no version; then it is linked whatever is asked for.
  if (version === null) return kind === 'directory' ? 'met' : 'unclear';
  return satisfies(version, asked.range, { loose: true }) ? 'met' : 'outside';
}

function compareRepository(asked: Extract<AskedSource, { kind: 'git' }>, { source, files }: LockedFor): AskAnswer {
  const url = source.kind === 'git' || source.kind === 'url' ? source.url : files[0]?.url;
  if (source.kind === 'directory' || source.kind === 'archive' || url === undefined) return 'elsewhere';
  const repository = repositoryOf(url);
  if (asked.repository === null || repository === null) return 'unclear';
  if (asked.repository !== repository) return 'elsewhere';
  const commit = source.kind === 'git' ? source.commit : undefined;
  return asked.commit === undefined || commit === undefined || asked.commit === commit ? 'met' : 'outside';
}

function compareUrl(asked: string, { source, files }: LockedFor): AskAnswer {
  const url = 'url' in source && source.kind !== 'registry' ? source.url : files[0]?.url;
  return url !== undefined && withoutFragment(url) === asked ? 'met' : 'elsewhere';
}
