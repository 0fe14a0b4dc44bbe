/**
 * `archive-safety`: every client reads the same files from this archive, and none of them leaves the package's folder. The
 * codes of what is wrong are those of package `archive`, which does the reading.
 */

import { archiveProblems } from '@assay/archive';
import type { ArchiveProblem, CodeCatalogue, CodeInfo } from '@assay/model';
import { artifactCodes, judgeArtifacts, type ArtifactInHand } from '../artifact-answer.js';
import type { Check, CheckResult } from '../check.js';

const own = {
  'archive-safe': {
    outcome: 'proven',
    text: 'The archive is read alike by every client and stays in its folder.',
    next: '',
  },
  'archive-odd': {
    outcome: 'proven',
    text: 'The archive has oddities that every client treats alike, and stays in its folder.',
    next: '',
  },
  'listing-incomplete': {
    outcome: 'unknown',
    text: 'The archive could not be read to its end, and no reason was given: a defect in Assay.',
    next: 'Please report it with this output.',
  },
} as const satisfies CodeCatalogue;

const look = 'Do not install before you have looked at it with `assay inspect`; report it to the package’s authors.';

function refusals(): CodeCatalogue {
  const refused = [...archiveProblems].filter(([, info]) => info.severity !== 'note');
  return Object.fromEntries(
    refused.map(([code, { text }]): [string, CodeInfo] => [code, { outcome: 'refuted', text, next: look }]),
  );
}

export const archiveSafety: Check = {
  id: 'archive-safety',
  depth: 'artifacts',
  wants: ['artifact'],
  codes: { ...artifactCodes, ...refusals(), ...own },
  run: (context) => judgeArtifacts(context, judge),
};

function judge({ file, artifact }: ArtifactInHand): readonly CheckResult[] {
  const { problems, complete, entries } = artifact.listing;
  const refused = groupByCode(problems.filter((problem) => problem.severity !== 'note'));
  if (refused.length > 0) return refused.map((group) => ({ code: group[0].code, detail: describe(file.name, group) }));
  if (!complete) return [{ code: 'listing-incomplete', detail: `${file.name} was not read to its end.` }];
  const notes = groupByCode(problems);
  if (notes.length === 0) {
    return [{ code: 'archive-safe', detail: `${file.name} holds ${String(entries.length)} entries.` }];
  }
  return [{ code: 'archive-odd', detail: notes.map((group) => describe(file.name, group)).join(' ') }];
}

type Group = readonly [ArchiveProblem, ...ArchiveProblem[]];

/** Problems of one code are told once, with their number: a hostile archive must not flood the report. */
function groupByCode(problems: readonly ArchiveProblem[]): readonly Group[] {
  const groups = new Map<string, [ArchiveProblem, ...ArchiveProblem[]]>();
  for (const problem of problems) {
    const group = groups.get(problem.code);
    if (group === undefined) groups.set(problem.code, [problem]);
    else group.push(problem);
  }
  return [...groups.values()];
}

const shownPath = 200;

function describe(fileName: string, [first, ...others]: Group): string {
  const where = first.path === undefined ? fileName : `${fileName}: "${first.path.slice(0, shownPath)}"`;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  return `${where}${more}: ${first.detail}`;
}
