/**
 * `lock-drift`: what is locked is what the project's own manifest asks for. A lockfile is long and rarely read in review; whoever
 * plants something there and not in the manifest is found by comparing the two (CVE-2021-43616).
 */

import type { Ask, AskAnswer, CodeCatalogue } from '@assay/model';
import type { Check, CheckContext, CheckResult, Demanded } from '../check.js';

const lockAnew =
  'Restore the lockfile, or let the package manager write it anew from the manifest and review what changes';

const codes = {
  'as-declared': { outcome: 'proven', text: 'The manifest asks for the package, and for this version.', next: '' },
  'pulled-in': { outcome: 'proven', text: 'Something that the manifest asks for depends on the package.', next: '' },
  'version-not-declared': {
    outcome: 'refuted',
    text: 'The locked version is not one that the manifest asks for.',
    next: `${lockAnew}: some clients install it as it is locked (CVE-2021-43616).`,
  },
  'source-not-declared': {
    outcome: 'refuted',
    text: 'The lockfile takes the package from another place than the manifest asks for, or another package.',
    next: `${lockAnew}: some clients install it as it is locked.`,
  },
  'package-not-declared': {
    outcome: 'absent',
    text: 'The lockfile says that the project itself asks for the package; the manifest does not.',
    next: `${lockAnew}: this is how a planted entry looks, and how one looks that was forgotten.`,
  },
  'orphan-package': {
    outcome: 'absent',
    text: 'Nothing that the manifest asks for leads to the package.',
    next: `${lockAnew}: most clients leave such an entry out, npm 6 installs it.`,
  },
  'lockfile-outdated': {
    outcome: 'absent',
    text: 'The lockfile’s copy of what the project asks for is not what the manifest says; the locked version fits both.',
    next: 'Let the package manager write the lockfile anew: with a frozen lockfile most clients refuse this one.',
  },
  'declaration-unclear': {
    outcome: 'unknown',
    text: 'What the manifest asks for cannot be compared with a version: a tag, a setting elsewhere, or a text that is no requirement.',
    next: 'Ask for a range of versions in the manifest.',
  },
  'manifest-partly-read': {
    outcome: 'unknown',
    text: 'What the manifest asks for could be read in part only, and that part does not ask for the package.',
    next: 'Look at the lines that the detail names: a manifest that is a program is never run.',
  },
  'manifest-unreadable': {
    outcome: 'unknown',
    text: 'The manifest beside the lockfile could not be read.',
    next: 'Mend the manifest: clients cannot read it either.',
  },
  'manifest-missing': {
    outcome: 'not-applicable',
    text: 'There is no manifest beside the lockfile to compare it with.',
    next: '',
  },
  'demand-unknown': {
    outcome: 'not-applicable',
    text: 'The package does not come from a lockfile whose format says what the project asks for.',
    next: '',
  },
} as const satisfies CodeCatalogue;

type Code = keyof typeof codes;
type Result = CheckResult<Code>;

/** What is common, and no attack by itself (a forgotten entry, a tag), is a warning; what no honest client writes fails all the same. */
export const lockDrift: Check = { id: 'lock-drift', depth: 'pins', wants: [], byDefault: 'prefer', codes, run };

/** Enough for anyone to see what is wrong; a hostile workspace could have thousands of members. */
const mostResults = 20;

function run({ subject, demanded }: CheckContext): readonly Result[] {
  if (demanded.length === 0) {
    return [{ code: 'demand-unknown', detail: `Nothing says what the project asks for of ${subject.name}.` }];
  }
  const results = demanded.flatMap((one) => {
    const about = judge(subject.name, one);
    return demanded.length === 1 ? about : about.map((result) => placed(result, one.lockfile));
  });
  return withoutRepetition(results)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostResults);
}

/** Which of several lockfiles it is about; what is as it should be is so wherever it lies. */
function placed(result: Result, lockfile: string): Result {
  return codes[result.code].outcome === 'proven' ? result : { ...result, detail: `${lockfile}: ${result.detail}` };
}

function withoutRepetition(results: readonly Result[]): Result[] {
  return [...new Map(results.map((result) => [`${result.code} ${result.detail}`, result])).values()];
}

/** The worst first: however many there are, it is told. */
function rank({ code }: Result): number {
  return ['refuted', 'unknown', 'absent', 'proven', 'not-applicable'].indexOf(codes[code].outcome);
}

function judge(name: string, demanded: Demanded): readonly Result[] {
  const { state, detail, asks, isOrphan } = demanded;
  if (state === 'missing') return [{ code: 'manifest-missing', detail }];
  if (state === 'unreadable') return [{ code: 'manifest-unreadable', detail }];
  if (asks.length > 0) return asks.map(resultOf);
  if (!isOrphan) return [{ code: 'pulled-in', detail: `${name} is needed by something that the lockfile locks.` }];
  return [{ code: 'orphan-package', detail: `The lockfile locks ${name}, and nothing asks for it.` }];
}

const codeOf: Readonly<Record<AskAnswer, Code>> = {
  met: 'as-declared',
  outside: 'version-not-declared',
  elsewhere: 'source-not-declared',
  unclear: 'declaration-unclear',
  undeclared: 'package-not-declared',
  unread: 'manifest-partly-read',
};

function resultOf({ answer, copyDiffers, detail }: Ask): Result {
  return { code: answer === 'met' && copyDiffers === true ? 'lockfile-outdated' : codeOf[answer], detail };
}
