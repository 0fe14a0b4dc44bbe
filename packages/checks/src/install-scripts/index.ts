/**
 * `install-scripts`: installing the package runs no code of it, or only what the policy allows. The archive decides; before it is read,
 * lockfile and registry are only heard where they say that something runs.
 */

import type { AllowedScripts, InstallRun, StatedInstall, Subject, Want } from '@assay/model';
import { judgeArtifacts, type ArtifactInHand } from '../artifact-answer.js';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { unreadableEvidence } from '../missing-evidence.js';
import { judgeSourceKind } from '../not-applicable.js';
import { codes } from './codes.js';
import { excerptOf, namesOf, shownRun } from './shown-run.js';
import { explicitlyDenied } from './stated-otherwise.js';

type Result = CheckResult<keyof typeof codes>;

export const installScripts: Check = {
  id: 'install-scripts',
  depth: 'pins',
  wants: ['release', 'artifact'],
  wantsOf: ({ depth }) => wantsAt[depth],
  byDefault: 'prefer',
  codes,
  run: (context) => (context.depth === 'artifacts' ? judgeArchives(context) : [judgeClaims(context)]),
};

const wantsAt: Readonly<Record<CheckContext['depth'], readonly Want[]>> = {
  pins: [],
  registry: ['release'],
  artifacts: ['release', 'artifact'],
};

function judgeArchives(context: CheckContext): readonly Result[] {
  return judgeArtifacts<keyof typeof codes>(context, (inHand) => [judgeArchive(context, inHand)]);
}

function judgeArchive(context: CheckContext, { file, artifact }: ArtifactInHand): Result {
  const { manifest } = artifact;
  if ('problem' in manifest) return { code: 'scripts-unread', detail: `${file.name}: ${manifest.detail}` };
  const { runs = [] } = manifest;
  if ('problem' in runs) {
    const code = runs.problem === 'bundled-unread' ? 'scripts-unread' : 'scripts-ambiguous';
    return { code, detail: `${file.name}: ${runs.detail}` };
  }
  if (runs.length === 0) return nothingRuns(context, file.name);
  const stated = statedBy(context);
  const hidden = explicitlyDenied(runs, stated);
  if (hidden.length > 0) {
    const detail = `${file.name} runs ${namesOf(hidden)}, of which the registry states ${statedText(stated)}.`;
    return { code: 'scripts-concealed', detail, excerpt: excerptOf(hidden) };
  }
  return judgeRuns(context, file.name, runs);
}

function nothingRuns(context: CheckContext, fileName: string): Result {
  const claim = claimOf(context);
  if (claim === null) return { code: 'no-install-scripts', detail: `${fileName} runs nothing when it is installed.` };
  return {
    code: 'scripts-overstated',
    detail: `${fileName} runs nothing when it is installed, although ${claim.who}.`,
  };
}

function judgeRuns({ expected }: CheckContext, what: string, runs: readonly InstallRun[]): Result {
  const refused = runs.filter((run) => !isAllowed(run, expected.installScripts));
  if (refused.length === 0) {
    return { code: 'install-scripts-allowed', detail: `${what} runs ${namesOf(runs)}, which the policy allows.` };
  }
  const changed = expected.installScripts.length > 0 ? ', which is not what the policy allows' : '';
  const detail = `${what} runs ${namesOf(refused)}${changed}.`;
  return { code: 'install-scripts', detail, excerpt: excerptOf(refused) };
}

function isAllowed(run: InstallRun, entries: readonly AllowedScripts[]): boolean {
  return entries.some(({ scripts }) => scripts === undefined || scripts.includes(shownRun(run)));
}

function judgeClaims(context: CheckContext): Result {
  const { subject, release } = context;
  const settled = judgeSourceKind(subject);
  const claim = settled === null || settled.code === 'bundled' ? claimOf(context) : null;
  if (claim !== null) return judgeClaim(context, claim);
  if (settled !== null) return settled;
  if (subject.source.kind === 'git') {
    return { code: 'git-not-fetched', detail: `${subject.name} comes from ${subject.source.url}.` };
  }
  if (context.depth === 'registry' && release.state === 'unreadable') return unreadableEvidence(release);
  const who =
    context.depth === 'registry' ? 'Neither the lockfile nor the registry claims' : 'The lockfile does not claim';
  return { code: 'no-scripts-claimed', detail: `${who} that ${subject.name} runs anything when it is installed.` };
}

/** Somebody's word that something runs. */
interface Claim {
  readonly who: string;
  /** What runs, where that is said. */
  readonly runs: readonly InstallRun[];
}

function claimOf(context: CheckContext): Claim | null {
  const stated = statedBy(context);
  const runs = stated?.runs ?? [];
  if (runs.length > 0) return { who: `the registry states ${namesOf(runs)}`, runs };
  if (stated?.hasScript === true) return { who: 'the registry says that it does', runs };
  return isLockedWithScript(context.subject) ? { who: 'the lockfile says that it does', runs } : null;
}

function judgeClaim({ subject, expected }: CheckContext, { who, runs }: Claim): Result {
  const allowed =
    runs.length > 0
      ? runs.every((run) => isAllowed(run, expected.installScripts))
      : expected.installScripts.some(({ scripts }) => scripts === undefined);
  if (allowed) {
    return { code: 'install-scripts-allowed', detail: `${subject.name} runs what the policy allows; ${who}.` };
  }
  const detail = `${subject.name} runs code when it is installed: ${who}.`;
  return { code: 'scripts-claimed', detail, ...(runs.length === 0 ? {} : { excerpt: excerptOf(runs) }) };
}

/** A lockfile's word is believed where it asks for more. That it says nothing, says nothing. */
function isLockedWithScript({ description }: Subject): boolean {
  return description?.from === 'lockfile' && description.installScript === true;
}

function statedBy({ release }: CheckContext): StatedInstall | undefined {
  return release.state === 'have' ? release.value.install : undefined;
}

function statedText(stated: StatedInstall | undefined): string {
  return stated?.runs === undefined || stated.runs.length === 0 ? 'nothing' : namesOf(stated.runs, 'with commands');
}
