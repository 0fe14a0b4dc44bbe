/** Report and inventory as one HTML file. */

import { digestOf, formatSri } from '@assay/model';
import { collectReasons } from '../reasons.js';
import type { RenderInput } from '../render-input.js';
import { foldSilentRegistries, type FoldedReasons } from '../silent-registries.js';
import { collectUnanswered } from '../unanswered.js';
import { clientScript, clientStyle } from './client-code.js';
import { verdictWords } from './decision-words.js';
import { embedJsonInPieces } from './embed-json.js';
import { doubtSection, notLookedAtSection } from './gap-section.js';
import { html, ownHtml, type Html } from './html-text.js';
import { countsSection, lookedAtSection, stepsSection, verdictSection } from './overview-section.js';
import { packageData } from './package-data.js';
import { packageDialog, packagesSection } from './packages-section.js';
import { reasonArticle, silentArticle, unansweredArticle } from './reason-section.js';
import { basisSection, checksSection, waiversSection, warningsSection } from './record-section.js';

/**
 * A whole HTML document that needs nothing else: no file, no network, no script to be read. Its own script and style are the only ones that may
 * run, by digest; every foreign text is escaped or lies in a block of JSON. Same input, same bytes.
 */
export function renderHtml(input: RenderInput): string {
  const page = html`<html lang="en">
    ${documentHead(input)}
    <body>
      ${skipLink(input)} ${pageHead(input)}
      <main>${sections(input)}</main>
      ${packageDialog()} ${scripts(input)}
    </body>
  </html>`;
  return `<!doctype html>\n${page.toString()}\n`;
}

function skipLink({ report }: RenderInput): Html | null {
  return report.totals.subjects === 0 ? null : html`<a class="skip" href="#packages">Skip to the packages</a>`;
}

function sections(input: RenderInput): readonly (Html | null)[] {
  const { report } = input;
  return [
    verdictSection(report),
    countsSection(report),
    body(input),
    packagesSection(report),
    checksSection(report),
    waiversSection(report),
    warningsSection(report),
    basisSection(report),
    html`<section id="paper" hidden></section>`,
  ];
}

function documentHead({ report }: RenderInput): Html {
  const names = report.lockfiles.map(({ path }) => path).join(', ');
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${contentPolicy()}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="color-scheme" content="light dark" />
    <title>${verdictWords[report.decision]}: ${names === '' ? 'supply chain' : names} · Assay</title>
    ${ownHtml(`<style>${clientStyle}</style>`)}
  </head>`;
}

/** Nothing is loaded and nothing is sent; what runs is named by its digest. */
function contentPolicy(): string {
  const only = (text: string) => `'${formatSri(digestOf('sha256', text))}'`;
  return [
    "default-src 'none'",
    `script-src ${only(clientScript)}`,
    `style-src ${only(clientStyle)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** No space may come between the tags and what is named by digest. */
function scripts(input: RenderInput): Html {
  const data = embedJsonInPieces(packageData(input)).map(
    (piece) => `<script type="application/json" class="data">${piece}</script>\n`,
  );
  return ownHtml(`${data.join('')}<script>${clientScript}</script>`);
}

function pageHead({ report }: RenderInput): Html {
  return html`<header class="top">
    <p class="brand">Assay</p>
    <p class="quiet">judged at <time datetime="${report.at}">${report.at}</time></p>
    <div class="actions">
      <button type="button" id="theme" hidden>Dark</button><button type="button" id="print" hidden>Print</button>
    </div>
  </header>`;
}

function body(input: RenderInput): Html {
  const folded = foldSilentRegistries(input, collectReasons(input));
  return html`<div class="cards">
      ${stepsSection(folded, input.report)}${lookedAtSection(input)}${notLookedAtSection(input.report)}
    </div>
    ${reasonsSection(input, folded)}`;
}

/** Between what failed and what is unverified stands what could not be found out about the packages that failed. */
function reasonsSection(input: RenderInput, { reasons, silent }: FoldedReasons): Html | null {
  const doubts = doubtSection(input.report);
  const of = (...wanted: readonly string[]) =>
    reasons.filter(({ decision }) => wanted.includes(decision)).map(reasonArticle);
  const articles = [
    ...of('fail'),
    ...collectUnanswered(input).map(unansweredArticle),
    ...of('unverified'),
    ...silent.map(silentArticle),
    ...of('warn', 'waived'),
  ];
  if (doubts === null && articles.length === 0) return null;
  return html`<section aria-labelledby="reasons">
    <h2 id="reasons">Reasons</h2>
    ${doubts}${articles}
  </section>`;
}
