/** Why: each reason once, with the packages it holds for. Reads well without the script, and on paper. */

import { groupBy, type Decision } from '@assay/model';
import type { Reason, ReasonCase, ReasonCheck } from '../reasons.js';
import type { SilentRegistry } from '../silent-registries.js';
import { addsNothing } from '../terminal/adds-nothing.js';
import { count, formatCount } from '../terminal/counts.js';
import { isLookalikeRisk } from '../terminal/escape-terminal.js';
import { silentAdvice, silentScope, silentText } from '../terminal/silent-block.js';
import { decisionMarks } from './decision-words.js';
import { html, sentence, type Html } from './html-text.js';
import { placeOf } from './place-text.js';

const happened: Readonly<Record<Decision, string>> = {
  fail: 'failed',
  unverified: 'could not be verified',
  warn: 'with a warning',
  waived: 'waived',
  pass: 'passed',
};

/** Packages that a reason lists; the table of all packages has the others. */
const mostCases: Readonly<Record<Decision, number>> = { fail: 200, unverified: 200, warn: 25, waived: 100, pass: 0 };
/** A long list starts closed. */
const mostOpen = 12;
const mostDetails = 5;

/** A reason as an article with its packages. */
export function reasonArticle(reason: Reason): Html {
  const { decision, text, next, cases } = reason;
  const advice = next === '' || decision === 'waived' ? null : html`<p class="next">${sentence(next)}</p>`;
  return html`<article class="reason is-${decision}">
    <h3><span class="mark" aria-hidden="true">${decisionMarks[decision]}</span> ${text}</h3>
    <p class="quiet">${count(cases.length, 'package')} ${happened[decision]} · ${sourceOf(reason)}</p>
    ${advice}${caseList(reason)}
  </article>`;
}

/** What could not be told about packages that failed for another reason. */
export function unansweredArticle(reason: Reason): Html {
  const { text, next, cases } = reason;
  const advice = next === '' ? null : html`<p class="next">${sentence(next)}</p>`;
  return html`<article class="reason is-unverified">
    <h3><span class="mark" aria-hidden="true">?</span> Also not answered: ${text}</h3>
    <p class="quiet">${count(cases.length, 'package')} that failed · ${sourceOf(reason)}</p>
    ${advice}${caseList(reason)}
  </article>`;
}

/** A registry that passes on nothing signed: said once for all its packages. */
export function silentArticle({ registry, subjects }: SilentRegistry): Html {
  const whose = registry === null ? html`The registry` : html`<span class="place">${registry}</span>`;
  return html`<article class="reason is-warn">
    <h3><span class="mark" aria-hidden="true">!</span> ${whose} ${silentText}</h3>
    <p class="quiet">${silentScope(subjects.size)}</p>
    <p class="next">${sentence(silentAdvice)}</p>
  </article>`;
}

/** `artifact-digest, archive-safety: timeout`; with numbers where the checks are not about the same packages. */
function sourceOf({ checks, code, cases }: Reason): string {
  const even = checks.every(({ packages }) => packages === cases.length);
  const named = ({ check, packages }: ReasonCheck) => (even ? check : `${check} (${formatCount(packages)})`);
  const names = checks.map(named).join(', ');
  return names === '' ? code : `${names}: ${code}${phasesOf(cases)}`;
}

function phasesOf(cases: Reason['cases']): string {
  const phases = new Set(cases.flatMap(({ findings }) => findings.flatMap(({ phase }) => phase ?? [])));
  return phases.size === 0 ? '' : ` (${[...phases].join(', ')})`;
}

function caseList({ cases, decision, text }: Reason): Html {
  const shown = cases.slice(0, mostCases[decision]);
  const hidden = cases.length - shown.length;
  const open = cases.length <= mostOpen ? html` open` : null;
  const more =
    hidden === 0 ? null : html`<p class="quiet">and ${formatCount(hidden)} more: see the table of packages</p>`;
  return html`<details${open}><summary>${count(cases.length, 'package')}</summary><ul class="cases">${shown.map((item) => caseItem(item, text))}</ul>${more}</details>`;
}

function caseItem({ name, version, occurrence, otherPlaces, findings }: ReasonCase, told: string): Html {
  const others = otherPlaces === 0 ? '' : ` and ${count(otherPlaces, 'more place')}`;
  const place =
    occurrence === null
      ? null
      : html`<span class="place">${placeOf(occurrence.lockfile, occurrence.line)}${others}</span>`;
  const details = [...groupBy(findings, ({ detail }) => detail).keys()].filter((detail) => !addsNothing(detail, told));
  const hidden = details.length - mostDetails;
  const more = hidden > 0 ? html`<p class="quiet">and ${count(hidden, 'more finding')}</p>` : null;
  return html`<li>
    <p>${packageLabel(name, version)} ${place}</p>
    ${details.slice(0, mostDetails).map((detail) => html`<p class="detail">${detail}</p>`)}${more}
  </li>`;
}

/** Name and version, and a warning where the name may imitate another. */
function packageLabel(name: string, version: string): Html {
  const risk = isLookalikeRisk(`${name}${version}`) ? html` <span class="tag">non-ASCII name</span>` : null;
  return html`<bdi class="name">${name === '' ? '(no name)' : name}</bdi> <bdi class="version">${version}</bdi>${risk}`;
}
