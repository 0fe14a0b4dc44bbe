/** What was not looked at, and what lockfiles leave open. */

import type { Gap, Report } from '@assay/model';
import { groupGaps } from '../group-gaps.js';
import { formatCount } from '../terminal/counts.js';
import { html, sentence, type Html } from './html-text.js';
import { placeOf } from './place-text.js';

const mostGaps = 20;
const mostOfAKind = 3;

/** What this run did not look at; gaps that put it in doubt stand elsewhere. */
export function notLookedAtSection({ notLookedAt, gaps }: Report): Html {
  const harmless = groupGaps(gaps.filter(({ doubt }) => doubt !== true));
  const shown = harmless.slice(0, mostGaps);
  const hidden = harmless.slice(mostGaps).reduce((sum, kind) => sum + kind.length, 0);
  const more =
    hidden === 0
      ? null
      : html`<li>and ${formatCount(hidden)} more gaps of other kinds; the JSON report lists them</li>`;
  const items = [...notLookedAt.map((text) => html`<li>${sentence(text)}</li>`), ...shown.flatMap(kindItems), more];
  const list =
    notLookedAt.length + harmless.length === 0
      ? html`<p>Nothing is known to be left out.</p>`
      : html`<ul>
          ${items}
        </ul>`;
  return html`<section class="card" aria-labelledby="notlooked">
    <h2 id="notlooked">What was not looked at</h2>
    ${list}
  </section>`;
}

function kindItems(kind: readonly Gap[]): readonly Html[] {
  const shown = kind.slice(0, mostOfAKind);
  const hidden = kind.length - shown.length;
  return shown.map((gap, index) => {
    const more = hidden > 0 && index === shown.length - 1 ? ` (and ${formatCount(hidden)} more of this kind)` : '';
    return html`<li><span class="place">${placeOf(gap.lockfile, gap.line)}</span> ${sentence(gap.detail)}${more}</li>`;
  });
}

/** The gaps that put the whole run in doubt, one of each kind first; null if there is none. */
export function doubtSection({ gaps, exitCode }: Report): Html | null {
  const doubts = gaps.filter(({ doubt }) => doubt === true);
  if (doubts.length === 0) return null;
  const kinds = groupGaps(doubts);
  const mixed = [...kinds.flatMap((kind) => kind.slice(0, 1)), ...kinds.flatMap((kind) => kind.slice(1))];
  const hidden = Math.max(0, mixed.length - mostGaps);
  const more = hidden === 0 ? null : html`<li>and ${formatCount(hidden)} more; the JSON report lists them</li>`;
  const isAccepted = exitCode === 0;
  const advice = isAccepted
    ? null
    : html`<p class="next">Mend it, or accept the code under <code>acceptGaps</code> in the policy.</p>`;
  return html`<article class="reason is-${isAccepted ? 'waived' : 'unverified'}" aria-labelledby="doubts">
    <h3 id="doubts">
      <span class="mark" aria-hidden="true">${isAccepted ? '~' : '?'}</span> The lockfile leaves open what the client
      installs${isAccepted ? '; the policy accepts it' : ''}.
    </h3>
    <ul>
      ${mixed.slice(0, mostGaps).map(gapItem)}${more}
    </ul>
    ${advice}
  </article>`;
}

function gapItem({ lockfile, line, detail, code }: Gap): Html {
  return html`<li><span class="place">${placeOf(lockfile, line)}</span> ${detail} <code>${code}</code></li>`;
}
