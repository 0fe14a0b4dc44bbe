/** What a Gemfile asks for, held against Bundler's lockfile. The Gemfile is never run. */

import type {
  Ask,
  AskAnswer,
  Demand,
  DemandFound,
  DirectLock,
  Gap,
  LockfileContent,
  ProjectManifests,
  Subject,
} from '@assay/model';
import { groupBy } from '@assay/model';
import { lockfileName, manifestPath } from '../../demand/manifest-path.js';
import { orphansOf } from '../../demand/orphans.js';
import { quoted } from '../lockfile/refuse-lockfile.js';
import { compareGem } from './compare-gem.js';
import type { Gemfile, GemfileGem, OddLine } from './gemfile.js';
import { readGemfile } from './read-gemfile.js';
import { sameRequirement } from './same-requirement.js';

interface Comparison {
  readonly lockfile: string;
  readonly manifest: string;
  readonly gemfile: Gemfile;
  readonly content: LockfileContent;
  readonly locks: ReadonlyMap<string, readonly DirectLock[]>;
  readonly subjects: ReadonlyMap<string, Subject>;
}

/** Holds a Gemfile (`gems.rb`) against the lockfile. Linear in both. */
export function gemDemand(content: LockfileContent, { lockfile, byFolder }: ProjectManifests): DemandFound {
  const name = lockfile.endsWith('gems.locked') ? 'gems.rb' : 'Gemfile';
  const bytes = byFolder.get('.');
  if (bytes === undefined) return nothing(lockfile, 'missing', `There is no ${name} beside ${lockfileName(lockfile)}.`);
  const gemfile = readGemfile(bytes);
  if (gemfile === null)
    return nothing(lockfile, 'unreadable', `The ${name} beside ${lockfileName(lockfile)} is no text, or too large.`);
  return compare({
    lockfile,
    manifest: manifestPath('.', name),
    gemfile,
    content,
    locks: groupBy(content.direct ?? [], (lock) => lock.name),
    subjects: new Map(content.subjects.map((subject) => [subject.id, subject])),
  });
}

function nothing(lockfile: string, state: Demand['state'], detail: string): DemandFound {
  return { demand: { lockfile, state, detail, asks: [], orphans: [] }, gaps: [] };
}

function compare(comparison: Comparison): DemandFound {
  const { lockfile, manifest, gemfile, content } = comparison;
  const lines = groupBy(gemfile.gems, ({ name }) => name);
  const declared = [...lines].flatMap(([name, gems]) => asksOf(name, gems, comparison));
  const asks = [...declared, ...undeclared(lines, comparison)];
  const missing = [...lines].flatMap(([name, gems]) => notLocked(name, gems, comparison));
  const odd = gemfile.odd.length === 0 ? '' : oddSentence(manifest, gemfile.odd);
  const state = odd === '' ? 'read' : 'partly';
  const told: readonly Gap[] = odd === '' ? [] : [{ lockfile, code: 'manifest-partly-read', detail: odd }];
  const demand: Demand = { lockfile, state, detail: odd, asks, orphans: orphansOf(content, asks) };
  return { demand, gaps: [...missing, ...told, ...plugins(comparison)] };
}

const mostLines = 5;

function oddSentence(manifest: string, odd: readonly OddLine[]): string {
  const some = odd.slice(0, mostLines).map(({ line, why }) => `line ${line} (${why})`);
  const more = odd.length > mostLines ? ` and ${odd.length - mostLines} more` : '';
  return `${manifest} is a program and is not run; what it asks for could not be known from ${some.join(', ')}${more}.`;
}

/** One for each version that is locked under the name. */
function asksOf(name: string, gems: readonly GemfileGem[], comparison: Comparison): readonly Ask[] {
  const { locks, subjects, gemfile } = comparison;
  const [first] = gems;
  return (locks.get(name) ?? []).flatMap((lock) => {
    const subject = lock.subject === undefined ? undefined : subjects.get(lock.subject);
    if (subject === undefined || first === undefined) return [];
    const answers = gems.map((gem) => compareGem(gem, subject, gemfile));
    const answer = bestOf(
      answers,
      gems.every(({ isCertain }) => isCertain),
    );
    const gem = gems[answers.indexOf(answer)] ?? first;
    const copyDiffers = gems.every(
      ({ requirements }) => requirements !== null && !sameRequirement(requirements, [lock.spec ?? '']),
    );
    const differs = answer === 'met' && copyDiffers ? { copyDiffers: true as const } : {};
    const detail = sentence(gem, { lock, subject, answer, comparison });
    return [{ subject: subject.id, manifest: comparison.manifest, line: gem.line, answer, ...differs, detail }];
  });
}

/** Of several lines for one gem one counts, and which is decided when the Gemfile runs. */
function bestOf(answers: readonly AskAnswer[], isCertain: boolean): AskAnswer {
  const best =
    (['met', 'unclear', 'outside', 'elsewhere'] as const).find((answer) => answers.includes(answer)) ?? 'unclear';
  return best === 'met' || isCertain ? best : 'unclear';
}

interface Told {
  readonly lock: DirectLock;
  readonly subject: Subject;
  readonly answer: AskAnswer;
  readonly comparison: Comparison;
}

function sentence(gem: GemfileGem, { lock, subject, answer, comparison }: Told): string {
  const requirement =
    gem.requirements === null || gem.requirements.length === 0 ? '' : ` (${gem.requirements.join(', ')})`;
  const stated = lock.spec === undefined || lock.spec === '' ? 'in any version' : `as ${quoted(lock.spec)}`;
  const asked = `${comparison.manifest}:${gem.line} asks for ${quoted(`${gem.name}${requirement}`)}`;
  const locked = `${lockfileName(comparison.lockfile)} repeats that ${stated} and locks ${quoted(`${subject.name} ${subject.version}`)}${placeOf(subject)}`;
  return `${asked}; ${locked}${answer === 'unclear' ? ', and the two cannot be compared' : ''}.`;
}

function placeOf({ source }: Subject): string {
  switch (source.kind) {
    case 'registry':
      return source.url === undefined ? '' : ` from ${quoted(source.url)}`;
    case 'git':
      return ` from ${quoted(source.url)}`;
    case 'directory':
      return ` from ${quoted(source.path)}`;
    default:
      return '';
  }
}

/** Bundler writes every gem of the Gemfile into `DEPENDENCIES`, also those of other platforms. */
function notLocked(
  name: string,
  gems: readonly GemfileGem[],
  { locks, lockfile, manifest }: Comparison,
): readonly Gap[] {
  const certain = gems.find(({ isCertain }) => isCertain);
  if (certain === undefined || locks.has(name)) return [];
  const detail =
    `${manifest}:${certain.line} asks for ${quoted(name)}, which is not in DEPENDENCIES: a Bundler that is not frozen takes whatever ` +
    'version there is.';
  return [{ lockfile, code: 'declared-not-locked', detail, doubt: true }];
}

function undeclared(
  lines: ReadonlyMap<string, unknown>,
  { content, gemfile, lockfile, manifest }: Comparison,
): readonly Ask[] {
  const answer = gemfile.odd.length === 0 ? 'undeclared' : 'unread';
  return (content.direct ?? []).flatMap(({ name, line, subject }) => {
    if (subject === undefined || lines.has(name)) return [];
    const why = answer === 'unread' ? `what could be read of ${manifest} does not` : `${manifest} does not`;
    const detail = `${lockfileName(lockfile)}:${line} says that the project asks for ${quoted(name)}; ${why}.`;
    return [{ subject, manifest, line, answer, detail }];
  });
}

/** Bundler installs them before it reads the lockfile, and runs them. */
function plugins({ gemfile, lockfile, manifest }: Comparison): readonly Gap[] {
  return gemfile.plugins.map(({ name, line }) => ({
    lockfile,
    code: 'plugin-not-locked',
    detail: `${manifest}:${line} has Bundler install and run the plugin ${quoted(name)}, which no lockfile pins: nothing of it was looked at.`,
    doubt: true,
  }));
}
