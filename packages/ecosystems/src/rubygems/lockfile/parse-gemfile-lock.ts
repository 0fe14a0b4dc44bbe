import type { LockfileContent, LockfileInput, SubjectSource } from '@assay/model';
import { GapList } from './gap-list.js';
import { directGems } from './direct-gems.js';
import { gemProjects } from './gem-projects.js';
import { lockKey, readChecksums, type LockChecksum } from './lock-checksums.js';
import { readDependency, type LockDependency } from './lock-dependency.js';
import { readGraph } from './lock-graph.js';
import { readLockLines, type LockLine } from './lock-lines.js';
import { openPlatformsLine, reportOpenness } from './lock-openness.js';
import { indentOf, readSections, type LockSection } from './lock-section.js';
import { readSource } from './lock-source.js';
import { LockSubjects, occurrencesOf, subjectOf } from './lock-subjects.js';
import { quoted, refuseLockfile } from './refuse-lockfile.js';
import { readSourceSection, type LockSpec } from './source-section.js';

const sourceTitles: readonly string[] = ['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE'];
const otherTitles: readonly string[] = ['PLATFORMS', 'DEPENDENCIES', 'CHECKSUMS', 'RUBY VERSION', 'BUNDLED WITH'];

/**
 * Reads a Bundler lockfile (`Gemfile.lock`, `gems.locked`). Nothing is skipped without a word: a line that Bundler would not
 * write where it stands throws `ERR_LOCKFILE` with its number, a heading that nobody knows is a gap.
 */
export function parseGemfileLock({ path, bytes }: LockfileInput): LockfileContent {
  const gaps = new GapList(path);
  const sections = readSections(path, readLockLines(path, bytes));
  reportUnknownSections(path, sections, gaps);
  const checksums = readChecksums(path, linesOf(sections, 'CHECKSUMS'));
  const drafts = readSubjects(path, { sections, checksums }, gaps).drafts;
  const direct = readDirect(path, sections);
  const { edges, parents, roots } = readGraph({ file: path, drafts, direct }, gaps);
  reportOpenness({ sections, checksums, drafts }, gaps);
  const openPlatforms = openPlatformsLine(sections) !== null;
  return {
    format: 'Gemfile.lock',
    subjects: drafts.map((draft) => subjectOf(draft, openPlatforms)),
    occurrences: drafts.flatMap((draft) => occurrencesOf(draft, path, parents.get(draft.id))),
    edges,
    gaps: gaps.gaps,
    projects: gemProjects({ lockfile: path, drafts, edges, roots }),
    direct: directGems(direct, drafts),
  };
}

interface Read {
  readonly sections: readonly LockSection[];
  readonly checksums: ReadonlyMap<string, LockChecksum>;
}

function readSubjects(path: string, { sections, checksums }: Read, gaps: GapList): LockSubjects {
  const subjects = new LockSubjects(checksums, gaps);
  for (const section of sections.filter(({ title }) => sourceTitles.includes(title))) {
    const read = readSourceSection(path, section);
    subjects.add({ title: read.title, source: readSource(path, read, gaps), specs: read.specs });
  }
  const own = [...checksums.values()].filter(({ of }) => of.name === 'bundler' && !subjects.has(lockKey(of)));
  subjects.add({ title: 'GEM', source: bundlerItself, specs: own.map(bundlerSpec) });
  return subjects;
}

/** Bundler pins the gem of its own version in CHECKSUMS without listing it as a gem. */
const bundlerItself: SubjectSource = {
  kind: 'builtin',
  reason: 'This is Bundler itself, which is installed before it reads the lockfile.',
};

function bundlerSpec({ of, line }: LockChecksum): LockSpec {
  const platform = of.platform === undefined ? '' : `-${of.platform}`;
  return { ...of, text: `${of.name} (${of.version}${platform})`, line, dependencies: [] };
}

/** What the Gemfile itself names, of a lockfile that {@link parseGemfileLock} reads. */
export function readGemRequirements({ path, bytes }: Pick<LockfileInput, 'path' | 'bytes'>): readonly LockDependency[] {
  return readDirect(path, readSections(path, readLockLines(path, bytes)));
}

function readDirect(file: string, sections: readonly LockSection[]): readonly LockDependency[] {
  return linesOf(sections, 'DEPENDENCIES').map(({ text, number }) => {
    const place = { file, line: number };
    if (indentOf(text) === 2) return readDependency(place, text.slice(2));
    return refuseLockfile(place, `The line ${quoted(text)} is no dependency as Bundler writes it.`);
  });
}

function linesOf(sections: readonly LockSection[], title: string): readonly LockLine[] {
  return sections.filter((section) => section.title === title).flatMap(({ lines }) => lines);
}

/** What a heading of a newer Bundler would look like. */
const heading = /^[A-Z][A-Z ]{0,40}[A-Z]$/;

/**
 * Bundler passes over headings it does not know, and over all lines below them. A newer one may have added a section that means
 * something: that is a gap. Any other line without indentation makes Bundler drop what follows: the lockfile is refused.
 */
function reportUnknownSections(file: string, sections: readonly LockSection[], gaps: GapList): void {
  for (const { title, line, lines } of sections) {
    if (sourceTitles.includes(title) || otherTitles.includes(title)) continue;
    if (!heading.test(title))
      refuseLockfile({ file, line }, `The line ${quoted(title)} is no heading of a Bundler lockfile.`);
    gaps.add('unknown-section', `The section ${quoted(title)} (${lines.length} lines) is not read.`, line);
  }
}
