import type { AskAnswer, Subject } from '@assay/model';
import { repositoryOf } from '../../npm/demand/repository-of.js';
import { pathFrom } from '../../npm/project-path.js';
import { inGemRange } from '../gem-requirement.js';
import { readRegistryRemote } from '../lockfile/remote-url.js';
import type { Gemfile, GemfileGem, GemSource } from './gemfile.js';
import { comparisons } from './same-requirement.js';

type LockedGem = Pick<Subject, 'version' | 'source'>;

/** How one line of a Gemfile stands to what is locked for it. */
export function compareGem(gem: GemfileGem, locked: LockedGem, { sources }: Pick<Gemfile, 'sources'>): AskAnswer {
  const place = comparePlace(gem.source, locked, sources);
  if (place === 'elsewhere') return place;
  if (gem.requirements === null) return 'unclear';
  const range = [...comparisons(gem.requirements)].join(', ');
  const fits = range === '' ? true : inGemRange(locked.version, range);
  if (fits === null) return 'unclear';
  return fits ? place : 'outside';
}

function comparePlace(asked: GemSource, { source }: LockedGem, sources: Gemfile['sources']): AskAnswer {
  if (source.kind === 'unsupported' || asked.kind === 'unknown') return 'unclear';
  switch (asked.kind) {
    case 'default':
      return source.kind === 'builtin' ? 'met' : compareRegistry(sources, source);
    case 'registry':
      return compareRegistry([asked.url], source);
    case 'git':
      return compareRepository(asked, source);
    default:
      return comparePath(asked.path, source);
  }
}

/** A source that cannot be known can be any. */
function compareRegistry(sources: readonly (string | null)[], source: Subject['source']): AskAnswer {
  if (source.kind !== 'registry') return 'elsewhere';
  const urls = sources.map((url) => (url === null ? null : readRegistryRemote(url).url));
  if (urls.includes(source.url ?? '')) return 'met';
  return urls.length === 0 || urls.includes(null) ? 'unclear' : 'elsewhere';
}

function compareRepository(asked: Extract<GemSource, { kind: 'git' }>, source: Subject['source']): AskAnswer {
  if (source.kind !== 'git') return 'elsewhere';
  const [own, locked] = [asked.url === null ? null : repositoryOf(asked.url), repositoryOf(source.url)];
  if (own === null || locked === null) return 'unclear';
  if (own !== locked) return 'elsewhere';
  return asked.commit === undefined || source.commit === undefined || asked.commit === source.commit
    ? 'met'
    : 'outside';
}

function comparePath(asked: string | null, source: Subject['source']): AskAnswer {
  if (source.kind !== 'directory') return 'elsewhere';
  if (asked === null) return 'unclear';
  const [own, locked] = [pathFrom('.', asked), pathFrom('.', source.path)];
  // `path … do` names the folder that the gems' folders are in.
  return own === locked || own === '.' || locked.startsWith(`${own}/`) ? 'met' : 'elsewhere';
}
