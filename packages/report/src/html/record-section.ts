/** What an auditor asks for: how each check counted, waivers, warnings, and the digests that the report rests on. */

import { formatDigest, type Digest, type Report, type WaiverUse } from '@assay/model';
import { count, formatCount } from '../terminal/counts.js';
import { totalsTable, type TotalsRow } from '../totals-table.js';
import { outcomeNames } from './decision-words.js';
import { html, type Html } from './html-text.js';
import { outcomes } from './report-data.js';

/** Every package counted once by every check. */
export function checksSection(report: Report): Html | null {
  if (report.totals.subjects === 0) return null;
  const rows = totalsTable(report);
  const withNotRun = rows.some(({ notRun }) => notRun > 0);
  const withWaived = rows.some(({ waived }) => waived > 0);
  const heads = [
    'Check',
    ...outcomes.map((outcome) => outcomeNames[outcome]),
    ...(withNotRun ? ['not run'] : []),
    ...(withWaived ? ['waived'] : []),
  ];
  const cells = (row: TotalsRow) => [
    ...outcomes.map((outcome) => row.outcomes[outcome]),
    ...(withNotRun ? [row.notRun] : []),
    ...(withWaived ? [row.waived] : []),
  ];
  return html`<section aria-labelledby="checks">
    <h2 id="checks">Checks</h2>
    <p class="quiet">Each check counts every package once, by the worst that it found.</p>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="checks">
      <table class="figures">
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.check ?? 'at worst, over all checks'}</th>
                ${cells(row).map(cell)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function cell(n: number): Html {
  return n === 0 ? html`<td class="none">0</td>` : html`<td>${formatCount(n)}</td>`;
}

const waiverStates: Readonly<Record<WaiverUse['state'], string>> = {
  used: 'used',
  unused: 'not needed',
  expired: 'expired, without effect',
  'not-judged': 'its check did not run',
};
const mostWaivers = 500;

/** All waivers of the policy and what became of them; null if there is none. */
export function waiversSection({ waivers }: Report): Html | null {
  if (waivers.length === 0) return null;
  const hidden = waivers.length - mostWaivers;
  const more = hidden > 0 ? html`<p class="quiet">and ${formatCount(hidden)} more</p>` : null;
  const heads = ['Package', 'Check', 'State', 'Until', 'Owner', 'Reason'];
  return html`<section aria-labelledby="waivers">
    <h2 id="waivers">Waivers</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="waivers">
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${waivers.slice(0, mostWaivers).map(waiverRow)}
        </tbody>
      </table>
    </div>
    ${more}
  </section>`;
}

function waiverRow({ purl, check, state, count: n, expires, owner, reason }: WaiverUse): Html {
  const used = state === 'used' ? `${waiverStates.used} for ${count(n, 'finding')}` : waiverStates[state];
  return html`<tr>
    <th scope="row" class="name">${purl}</th>
    <td>${check}</td>
    <td>${used}</td>
    <td>${expires}</td>
    <td>${owner}</td>
    <td>${reason}</td>
  </tr>`;
}

const mostWarnings = 100;

/** Warnings of the policy and the run; null if there is none. */
export function warningsSection({ warnings }: Report): Html | null {
  if (warnings.length === 0) return null;
  const hidden = warnings.length - mostWarnings;
  const more = hidden > 0 ? html`<li>and ${formatCount(hidden)} more</li>` : null;
  return html`<section aria-labelledby="warnings">
    <h2 id="warnings">Warnings of the policy</h2>
    <ul>
      ${warnings.slice(0, mostWarnings).map((text) => html`<li>${text}</li>`)}${more}
    </ul>
  </section>`;
}

const exitMeanings: Readonly<Record<Report['exitCode'], string>> = {
  0: 'nothing failed and nothing is unverified',
  1: 'something failed',
  3: 'something could not be verified',
};

/** What the report rests on, by digest. */
export function basisSection(report: Report): Html {
  const { tool, at, depth, exitCode, policyDigest, inventoryDigest, trustedRoots, lockfiles } = report;
  return html`<section aria-labelledby="basis">
    <h2 id="basis">What this report rests on</h2>
    <dl class="facts">
      ${fact('Judged at', at)} ${fact('Program', `${tool.name} ${tool.version}`)} ${fact('Depth', depth)}
      ${fact('Exit code', `${String(exitCode)}: ${exitMeanings[exitCode]}`)} ${digestFact('Policy', policyDigest)}
      ${digestFact('Inventory', inventoryDigest)} ${trustedRoots.map((root) => digestFact('Trusted root', root))}
      ${lockfiles.map(
        ({ path, format, digest }) =>
          html`<div>
            <dt>Lockfile</dt>
            <dd>
              <span class="place">${path}</span> (${format})<br /><code class="digest">${formatDigest(digest)}</code>
            </dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function fact(label: string, value: string): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

function digestFact(label: string, digest: Digest): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd><code class="digest">${formatDigest(digest)}</code></dd>
  </div>`;
}
