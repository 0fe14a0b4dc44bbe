import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { renderHtml } from '../../packages/report/dist/index.js';
import { Browser, findChromium } from '../../packages/testkit/dist/index.js';
import { largeReport } from './large-report.mjs';
import { median } from './measure.mjs';
import { ms, row } from './table.mjs';

/** From its first frame on, a page keeps its longest: the longest time between two chances to draw. */
const watchFrames = `(() => {
  let last = 0;
  window.longestFrame = 0;
  const frame = (now) => {
    if (last > 0) window.longestFrame = Math.max(window.longestFrame, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;
const firstPaint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";

const type = (text) =>
  `(() => { const field = document.getElementById('search'); field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event('input')); })()`;

/** What an engineer does with it. */
const steps = [
  ['search, letter by letter', ['s', 'st', 'str', 'stream-pad'].map(type)],
  ['search for what was found', [type('artifact-digest-match'), type('actions/runs/7919')]],
  ['search for a digest', [type('0123456789abcdef')]],
  ['clear', ["document.getElementById('reset').click()"]],
  [
    'filter by verdict',
    ["document.querySelector('input[value=fail]').click()", "document.querySelector('input[value=fail]').click()"],
  ],
  [
    'sort by name, and back',
    ["document.querySelector('[data-sort=name]').click()", "document.querySelector('[data-sort=decision]').click()"],
  ],
  [
    'scroll to the end',
    Array.from({ length: 20 }, (_, step) => `document.getElementById('viewport').scrollTop = ${step * 20_000}`),
  ],
  ['open a package', ["document.querySelector('.row button').click()", "document.getElementById('close').click()"]],
];

/** Prints size, time to make, and the longest frame in Chromium while it opens and is worked with; no limit is held here. */
export async function showHtmlReport({ pairs }) {
  const program = findChromium();
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-html-'));
  try {
    row(['html', 'packages', 'MB', 'a package', 'made in']);
    for (const size of [100, 1000, 10_000]) writeReport(folder, size);
    if (program === null) console.log('  no Chromium is installed: frames are not measured');
    else await showFrames(program, join(folder, '10000.html'), pairs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeReport(folder, size) {
  const input = largeReport(size);
  const started = performance.now();
  const text = renderHtml(input);
  const took = performance.now() - started;
  const bytes = Buffer.byteLength(text);
  writeFileSync(join(folder, `${size}.html`), text);
  row(['  report', String(size), (bytes / 1e6).toFixed(2), `${Math.round(bytes / size)} B`, ms(took)]);
}

async function showFrames(program, file, runs) {
  const longest = new Map();
  const note = (step, frame) => longest.set(step, [...(longest.get(step) ?? []), frame]);
  for (let run = 0; run < runs; run++) {
    const browser = Browser.launch(program);
    try {
      await measureRun(await browser.newPage(), pathToFileURL(file).href, note);
    } finally {
      await browser.close();
    }
  }
  row(['html, longest frame of 10,000 packages, ≤ 200 ms', 'median', 'worst']);
  for (const [step, frames] of longest) row([`  ${step}`, ms(median(frames)), ms(Math.max(...frames))]);
}

async function measureRun(page, url, note) {
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: watchFrames });
  await page.open(url);
  await page.waitFor("document.querySelectorAll('.row').length > 0");
  note('until something is seen', await page.evaluate(firstPaint));
  note('open', await longestFrame(page));
  for (const [step, actions] of steps) {
    for (const action of actions) {
      await page.evaluate(`${action}; 0`);
      await settle(page);
    }
    note(step, await longestFrame(page));
  }
}

const settle = (page) => page.evaluate('new Promise((resolve) => setTimeout(resolve, 100))');

/** Since it was asked for last. */
async function longestFrame(page) {
  await settle(page);
  const frame = await page.evaluate('window.longestFrame');
  await page.evaluate('window.longestFrame = 0');
  return frame;
}
