/** The frame of the table that the script fills: search, filters, grid, and the view of one package. */

import type { Decision, Report } from '@assay/model';
import { count } from '../terminal/counts.js';
import { decisionMarks, decisionNames } from './decision-words.js';
import { html, type Html } from './html-text.js';
import { decisions } from './report-data.js';

const filters = [
  ['check', 'Check'],
  ['outcome', 'Outcome'],
  ['scope', 'Scope'],
  ['ecosystem', 'Ecosystem'],
  ['lockfile', 'Lockfile'],
] as const;

const heads = [
  ['decision', 'Verdict'],
  ['name', 'Package'],
] as const;

/** Hidden until the script runs; without it a sentence says where to look. */
export function packagesSection({ totals }: Report): Html | null {
  if (totals.subjects === 0) return null;
  return html`<section id="packages" aria-labelledby="packages-title" tabindex="-1">
    <h2 id="packages-title">Packages</h2>
    <noscript
      ><p>
        The table of all ${count(totals.subjects, 'package')} needs JavaScript. What did not pass is listed above;
        <code>--format json</code> has everything.
      </p></noscript
    >
    <div id="explorer" hidden>
      <div class="tools" role="search" aria-label="Packages">
        <div class="field grow">
          <label for="search">Search</label
          ><input
            id="search"
            type="search"
            autocomplete="off"
            spellcheck="false"
            placeholder="Name, code, signer, digest …"
            aria-describedby="hits"
          />
        </div>
        ${filters.map(
          ([id, label]) =>
            html`<div class="field" id="field-${id}">
              <label for="${id}">${label}</label
              ><select id="${id}">
                <option value="">any</option>
              </select>
            </div>`,
        )}
      </div>
      <div class="chips">
        <fieldset>
          <legend class="sr">Verdict</legend>
          ${decisions.map((decision) => chip(decision, totals.decisions[decision]))}
        </fieldset>
        <p id="hits" role="status"></p>
        <button type="button" id="reset" hidden>Clear filters</button>
      </div>
      <div id="grid" role="grid" aria-labelledby="packages-title" aria-describedby="grid-help" aria-colcount="5">
        <div role="rowgroup" class="grid-head">
          <div role="row" aria-rowindex="1">
            ${heads.map(headCell)}
            <div role="columnheader">Why</div>
            <div role="columnheader">Scope</div>
            <div role="columnheader">Locked at</div>
          </div>
        </div>
        <div role="rowgroup" id="viewport"><div id="canvas" role="presentation"></div></div>
      </div>
      <p id="grid-help" class="quiet">Arrow keys move, Enter opens a package, Escape closes it, / searches.</p>
    </div>
  </section>`;
}

function chip(decision: Decision, n: number): Html | null {
  if (n === 0) return null;
  return html`<label class="chip is-${decision}"
    ><input type="checkbox" name="decision" value="${decision}" />
    <span class="mark" aria-hidden="true">${decisionMarks[decision]}</span> ${decisionNames[decision]}
    <span class="number">${n}</span></label
  >`;
}

function headCell([id, label]: (typeof heads)[number]): Html {
  return html`<div role="columnheader" aria-sort="none" id="head-${id}">
    <button type="button" data-sort="${id}">${label}</button>
  </div>`;
}

/** The view of one package; the script fills it. */
export function packageDialog(): Html {
  return html`<dialog id="package" aria-labelledby="package-title">
    <div class="dialog-bar">
      <button type="button" id="previous">Previous</button><button type="button" id="next">Next</button
      ><span id="position" role="status"></span><button type="button" id="close">Close</button>
    </div>
    <div id="package-body" tabindex="0"></div>
  </dialog>`;
}
