/** What a package says and does of itself: install scripts, licence, age, the policy's verdict. */

import type { Decision, DescriptionSource, TrustSeverity } from '@assay/model';
import { draftOf, listed, type Draft, type Pair } from './draft.js';
import { titleOf, type Locked } from './side.js';

/** Code that runs at install time. `known`: it is known that there is nothing beside what is listed. */
interface InstallCode {
  readonly known: boolean;
  readonly texts: readonly string[];
}

const unnamed = 'an install script';

/** Compares what would run when the two are installed. */
export function compareInstallCode(pair: Pair): readonly Draft[] {
  const [before, after] = [installCodeOf(pair.base), installCodeOf(pair.head)];
  const added = after.texts.filter((text) => !before.texts.includes(text));
  if (added.length === 0) return [];
  const had = before.texts.length > 0;
  if (had && (added.includes(unnamed) || before.texts.includes(unnamed))) return [];
  const texts = { before: before.texts.filter((text) => !after.texts.includes(text)), after: added };
  const sure = before.known && !had;
  const earlier = had ? 'other code did before' : sure ? 'nothing did before' : 'what did before is not known';
  const text = `${pair.title} runs code when it is installed (${listed(added)}); ${earlier}.`;
  const severity: TrustSeverity = sure && pair.inLine ? 'alarm' : 'attention';
  return [draftOf(pair, { code: 'install-script-added', severity, text, ...texts })];
}

/** Install code of a package that is new. */
export function installCodeOfNew(head: Locked): readonly string[] {
  return installCodeOf(head).texts;
}

/** The archive says it all. npm's registry and lockfiles say whether there is a script; nobody says it of gems. */
function installCodeOf({ subject, facts: { runs, descriptions } }: Locked): InstallCode {
  if (runs !== undefined) return { known: true, texts: runs };
  const told = descriptions.filter(({ from }) => from === 'registry' || from === 'lockfile');
  const script = told.some(({ installScript }) => installScript === true);
  const known = subject.ecosystem === 'npm' && told.some(({ from }) => from === 'registry');
  return { known: known || script, texts: script ? [unnamed] : [] };
}

const sources: readonly DescriptionSource[] = ['archive', 'registry', 'lockfile'];

/** Compares the licences that the same kind of source states of both. */
export function compareLicenses(pair: Pair): readonly Draft[] {
  for (const from of sources) {
    const [before, after] = [licensesOf(pair.base, from), licensesOf(pair.head, from)];
    if (before.length === 0 || !describes(pair.head, from)) continue;
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const to = after.length === 0 ? 'no licence' : listed(after);
    const text = `${pair.title} states ${to} instead of ${listed(before)}.`;
    return [draftOf(pair, { code: 'license-changed', severity: 'attention', text, before, after })];
  }
  return [];
}

function describes({ facts }: Locked, from: DescriptionSource): boolean {
  return facts.descriptions.some((description) => description.from === from);
}

function licensesOf({ facts }: Locked, source: DescriptionSource): readonly string[] {
  return facts.descriptions.flatMap(({ from, licenses }) => (from === source ? licenses : [])).toSorted();
}

const newDays = 7;
const day = 24 * 60 * 60 * 1000;

/** A release that is younger than a week, at the time of the head's run. Most that are taken over are found out within days. */
export function releaseAge(head: Locked, at: string): Pick<Draft, 'code' | 'severity' | 'text' | 'after'> | null {
  const { publishedAt } = head.facts;
  if (publishedAt === undefined) return null;
  const days = Math.floor((Date.parse(at) - Date.parse(publishedAt)) / day);
  if (Number.isNaN(days) || days >= newDays) return null;
  const age = days < 1 ? 'less than a day' : days === 1 ? '1 day' : `${String(days)} days`;
  const text = `${titleOf(head.subject)} was published ${age} ago, says the registry.`;
  return { code: 'release-new', severity: 'info', text, after: [publishedAt] };
}

/** Compares ages only where there is another version. */
export function compareAge(pair: Pair, at: string): readonly Draft[] {
  const age = pair.direction === 'same' ? null : releaseAge(pair.head, at);
  return age === null ? [] : [draftOf(pair, age)];
}

const worse: readonly Decision[] = ['pass', 'waived', 'warn', 'unverified', 'fail'];

/** Compares what the policy makes of both. */
export function compareVerdict(pair: Pair): readonly Draft[] {
  const [before, after] = [pair.base.decision, pair.head.decision];
  if (before === after) return [];
  const texts = { before: [before, ...pair.base.because], after: [after, ...pair.head.because] };
  if (worse.indexOf(after) < worse.indexOf(before)) {
    const text = `${pair.title}: the verdict is ${after}, before it was ${before}.`;
    return [draftOf(pair, { code: 'verdict-improved', severity: 'info', text, ...texts })];
  }
  const text = `${pair.title}: the verdict is ${after} (${listed(pair.head.because)}), before it was ${before}.`;
  const severity = after === 'fail' ? 'alarm' : 'attention';
  return [draftOf(pair, { code: 'verdict-worsened', severity, text, ...texts })];
}
