/** The first screen: the verdict, how many, what to do, what was looked at. */

import type { Decision, Report } from '@assay/model';
import type { RenderInput } from '../render-input.js';
import type { FoldedReasons } from '../silent-registries.js';
import { count, formatCount } from '../terminal/counts.js';
import { claimSentences } from '../terminal/claims.js';
import { silentAdvice } from '../terminal/silent-block.js';
import { verdictSentence } from '../verdict-sentence.js';
import { decisionMarks, decisionNames, depthMeanings, verdictMeanings, verdictWords } from './decision-words.js';
import { html, sentence, type Html } from './html-text.js';
import { decisions } from './report-data.js';

/** The verdict in one sentence, and what it means. */
export function verdictSection(report: Report): Html {
  const { decision, lockfiles } = report;
  const subject = lockfiles.length === 1 ? (lockfiles[0]?.path ?? '') : count(lockfiles.length, 'lockfile');
  return html`<section class="verdict is-${decision}" aria-labelledby="verdict">
    <p class="eyebrow">Supply chain of ${subject}</p>
    <h1 id="verdict">
      <span class="mark" aria-hidden="true">${decisionMarks[decision]}</span> <span>${verdictWords[decision]}</span>
    </h1>
    <p class="sentence">${verdictSentence(report)}.</p>
    <p class="meaning">${verdictMeanings[decision]}</p>
  </section>`;
}

/** A bar and a number for each decision; with the script, they are filters too. */
export function countsSection({ totals }: Report): Html {
  const shown = decisions.map((decision) => ({ decision, n: totals.decisions[decision] }));
  return html`<section aria-labelledby="counts" class="counts">
    <h2 id="counts" class="quiet">Packages by verdict</h2>
    ${bar(shown, totals.subjects)}
    <ul class="tiles">
      ${shown.map(tile)}
    </ul>
  </section>`;
}

interface DecisionCount {
  readonly decision: Decision;
  readonly n: number;
}

function tile({ decision, n }: DecisionCount): Html {
  const text = html`<span class="number">${formatCount(n)}</span>
    <span class="label"
      ><span class="mark" aria-hidden="true">${decisionMarks[decision]}</span> ${decisionNames[decision]}</span
    >`;
  if (n === 0) return html`<li class="tile is-${decision} is-none">${text}</li>`;
  return html`<li class="tile is-${decision}"><a href="#packages" data-decision="${decision}">${text}</a></li>`;
}

const barWidth = 1000;
/** A package among ten thousand is still seen. */
const leastWidth = 4;

function bar(shown: readonly DecisionCount[], all: number): Html | null {
  if (all === 0) return null;
  let left = 0;
  const parts = shown.map(({ decision, n }) => {
    const width = n === 0 ? 0 : Math.max(leastWidth, Math.round((n / all) * barWidth));
    const part = html`<rect class="is-${decision}" x="${left}" y="0" width="${width}" height="10" />`;
    left += width;
    return width === 0 ? null : part;
  });
  return html`<svg class="bar" viewBox="0 0 ${left} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    ${parts}
  </svg>`;
}

const mostSteps = 8;

/** What to do next, most urgent first, each step once. */
export function stepsSection({ reasons, silent }: FoldedReasons, report: Report): Html {
  const isUrgent = report.exitCode !== 0;
  const wanted: readonly Decision[] = isUrgent ? ['fail', 'unverified'] : ['warn'];
  const steps = new Map<string, number>();
  for (const { decision, next, cases } of reasons) {
    if (wanted.includes(decision) && next !== '') steps.set(next, (steps.get(next) ?? 0) + cases.length);
  }
  if (!isUrgent)
    for (const { subjects } of silent) steps.set(silentAdvice, (steps.get(silentAdvice) ?? 0) + subjects.size);
  const shown = [...steps].slice(0, mostSteps);
  const hidden = steps.size - shown.length;
  const more = hidden > 0 ? html`<li>${count(hidden, 'more step')}: see the reasons below.</li>` : null;
  const title = isUrgent ? 'What to do next' : 'Worth doing';
  const list = html`<ol>
    ${shown.map(([next, n]) => html`<li>${sentence(next)} <span class="quiet">(${count(n, 'package')})</span></li>`)}${more}
  </ol>`;
  return html`<section class="card" aria-labelledby="steps">
    <h2 id="steps">${title}</h2>
    ${steps.size === 0 ? nothingToDo(report) : list}
  </section>`;
}

function nothingToDo({ exitCode }: Report): Html {
  return exitCode === 0 ? html`<p>Nothing.</p>` : html`<p>Read what is open below, mend it, and run again.</p>`;
}

/** What the run looked at; where it passes, what it has proven. */
export function lookedAtSection(input: RenderInput): Html {
  const { report } = input;
  const { totals, lockfiles, exitCode, depth } = report;
  const proven = exitCode === 0 ? claimSentences(input) : [];
  const checks = totals.checks.length;
  return html`<section class="card" aria-labelledby="looked">
    <h2 id="looked">What was looked at</h2>
    <ul>
      <li>
        ${count(totals.subjects, 'package')} of ${count(lockfiles.length, 'lockfile')}, by ${count(checks, 'check')}
      </li>
      <li>${depthMeanings[depth]}</li>
      ${proven.map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}
