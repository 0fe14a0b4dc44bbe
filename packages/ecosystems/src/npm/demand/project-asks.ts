import type { Ask, AskAnswer, DirectLock, Gap, Subject } from '@assay/model';
import { lockfileName, manifestPath } from '../../demand/manifest-path.js';
import { shown } from '../shown.js';
import { askedSource } from './asked-source.js';
import { compareAsk } from './compare-ask.js';
import type { Comparison } from './comparison.js';
import type { DeclaredAsk, DeclaredAsks } from './read-asks.js';
import type { Replacement } from './project-rules.js';
import { sameSpecText } from './same-spec-text.js';

/** What one project asks for. */
export interface ProjectAsks {
  readonly asks: readonly Ask[];
  readonly gaps: readonly Gap[];
}

interface Project {
  readonly path: string;
  readonly manifest: string;
  readonly listed: ReadonlyMap<string, DirectLock>;
  readonly comparison: Comparison;
}

/** Holds one project's requirements against what is locked for it. `declared` null: its manifest could not be read. */
export function projectAsks(path: string, declared: DeclaredAsks | null, comparison: Comparison): ProjectAsks {
  const manifest = manifestPath(path, 'package.json');
  const project: Project = { path, manifest, listed: comparison.lookup.listedBy(path), comparison };
  if (declared === null) return { asks: undeclared(project, new Map(), 'unread'), gaps: [] };
  const asks: Ask[] = [];
  const gaps: Gap[] = [];
  for (const one of declared.asks.values()) {
    const id = comparison.lookup.lockedFor(path, one.name);
    const subject = id === undefined ? undefined : comparison.subjects.get(id);
    if (subject !== undefined) asks.push(askOf(project, one, subject));
    // Nobody has to install peers, and who asks for them says so again.
    else if (one.scope !== 'peer' && !isMetByMember(project, one)) gaps.push(notLocked(project, one));
  }
  return { asks: [...asks, ...undeclared(project, declared.asks, 'undeclared')], gaps };
}

/** A member of the workspace is taken for it, as the lockfile’s reader found by the same manifest. */
function isMetByMember({ listed }: Project, { name }: DeclaredAsk): boolean {
  return listed.get(name)?.member === true;
}

function askOf(project: Project, one: DeclaredAsk, subject: Subject): Ask {
  const { comparison, listed, manifest } = project;
  const copy = listed.get(one.name);
  const answer = answerOf(project, one, subject);
  const isCopied = copy?.spec === undefined || copy.overridden === true || sameSpecText(copy.spec, one.spec);
  const isPlain = !comparison.rules.replaced.has(one.name);
  return {
    subject: subject.id,
    manifest,
    line: one.line,
    answer,
    ...(answer === 'met' && isPlain && (!isCopied || isUnlisted(project, one)) ? { copyDiffers: true as const } : {}),
    detail: sentence(project, one, { subject, answer, copy }),
  };
}

/** A lockfile that repeats what the project asks for leaves this out. */
function isUnlisted({ listed }: Project, { name, scope }: DeclaredAsk): boolean {
  if (scope === 'peer' || listed.has(name)) return false;
  return [...listed.values()].some(({ spec }) => spec !== undefined);
}

function answerOf({ path, comparison, listed }: Project, one: DeclaredAsk, subject: Subject): AskAnswer {
  const specs = effectiveSpecs(one, listed.get(one.name), comparison);
  const isMember = comparison.members.has(subject.id);
  const answers = specs.map((spec) => compareAsk(askedSource(one.name, spec, path), subject, isMember));
  if (answers.includes('met')) return 'met';
  const [answer = 'unclear', ...others] = answers;
  // Whoever installs with `--legacy-peer-deps` or `--force` has these.
  return others.length > 0 || (one.scope === 'peer' && answer === 'outside') ? 'unclear' : answer;
}

/**
 * What counts for a name after everything that replaces it: several where it depends which of them does; none where that cannot be known from
 * the manifest.
 */
function effectiveSpecs(one: DeclaredAsk, copy: DirectLock | undefined, { rules }: Comparison): readonly string[] {
  const rule = rules.replaced.get(one.name);
  if (rule !== undefined) return replacements(rule, one, copy);
  if (copy?.overridden === true && copy.spec !== one.spec) return [];
  if (!one.spec.startsWith('catalog:')) return [one.spec];
  const meaning = rules.catalog(one.spec, one.name) ?? (copy?.spec === one.spec ? copy.meaning : undefined);
  return meaning === undefined ? [] : [meaning];
}

/** Where it depends which rule holds, the lockfile may say which of them does, but nothing that none of them says. */
function replacements({ always, any }: Replacement, { spec }: DeclaredAsk, copy: DirectLock | undefined) {
  const stated = copy?.spec !== undefined && any.has(copy.spec) ? [copy.spec] : [...any, spec];
  return (always === null ? stated : [always]).filter((one) => !one.startsWith('$') && !one.startsWith('catalog:'));
}

interface Told {
  readonly subject: Subject;
  readonly answer: AskAnswer;
  readonly copy: DirectLock | undefined;
}

function sentence({ manifest, comparison }: Project, one: DeclaredAsk, { subject, answer, copy }: Told): string {
  const asked = `${manifest}:${one.line} asks for ${shown(one.name)} as ${shown(one.spec)}`;
  const stated =
    copy?.spec === undefined || copy.spec === one.spec ? '' : `; the lockfile repeats that as ${shown(copy.spec)}`;
  const locked = `${lockfileName(comparison.lockfile)} locks ${lockedAs(subject)}`;
  return `${asked}${stated}; ${locked}${answer === 'unclear' ? ', and the two cannot be compared' : ''}.`;
}

function lockedAs({ name, version, source }: Subject): string {
  const what = version === '' ? shown(name) : `${shown(name)} ${shown(version)}`;
  switch (source.kind) {
    case 'git':
    case 'url':
      return `${what} from ${shown(source.url)}`;
    case 'archive':
    case 'directory':
      return `${what} from ${shown(source.path)}`;
    default:
      return what;
  }
}

function notLocked({ manifest, comparison: { lockfile } }: Project, one: DeclaredAsk): Gap {
  const detail =
    `${manifest}:${one.line} asks for ${shown(one.name)} as ${shown(one.spec)}, and the lockfile has no entry for it: ` +
    'a client that does not refuse this fetches whatever there is.';
  return { lockfile, code: 'declared-not-locked', detail, doubt: true };
}

/** What the lockfile says the project asks for, and its manifest does not. */
function undeclared(
  { listed, manifest, comparison }: Project,
  declared: ReadonlyMap<string, DeclaredAsk>,
  answer: 'undeclared' | 'unread',
): readonly Ask[] {
  return [...listed.values()].flatMap(({ name, spec, line, subject }) => {
    if (subject === undefined || declared.has(name)) return [];
    const asked = `${lockfileName(comparison.lockfile)}:${line} says that the project asks for ${shown(name)}`;
    const as = spec === undefined ? '' : ` as ${shown(spec)}`;
    const why = answer === 'unread' ? `${manifest} could not be read` : `${manifest} does not`;
    return [{ subject, manifest, line, answer, detail: `${asked}${as}; ${why}.` }];
  });
}
