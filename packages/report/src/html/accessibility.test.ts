import type { BrowserPage } from '@assay/testkit';
import axe from 'axe-core';
import { afterAll, describe, expect, it } from 'vitest';
import { htmlSample } from '../testing/html-sample.js';
import { chromium, ReportReader } from '../testing/html-page.js';
import { renderHtml } from './render-html.js';
import { sample } from '../testing/report-builder.js';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe-core finds wrong, with the elements. */
async function violations(page: BrowserPage): Promise<readonly string[]> {
  await page.evaluate(`${axe.source}; 0`);
  const found = await page.evaluate<readonly Violation[]>(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)",
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

const themes = ['light', 'dark'].map((value) => ({
  value,
  media: { features: [{ name: 'prefers-color-scheme', value }] },
}));

describe.skipIf(chromium === null)('axe-core finds nothing wrong', () => {
  const reader = new ReportReader();
  afterAll(() => reader.close());

  it.each(themes)('with the whole report in $value', async ({ media }) => {
    const page = await reader.open(htmlSample());
    await page.emulate(media);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it.each(themes)('with one package open in $value', async ({ media }) => {
    const page = await reader.open(htmlSample(), { hash: `#${encodeURIComponent('pkg:npm/%40scope/signed@2.3.4')}` });
    await page.emulate(media);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it('on a narrow screen, which nothing is wider than', async () => {
    const page = await reader.open(htmlSample(), { width: 360 });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.close();
  });

  it('with filters that leave nothing', async () => {
    const page = await reader.open(htmlSample());
    await page.press('/');
    await page.type('no such package');
    await page.waitFor("document.getElementById('hits').textContent === '0 of 307 packages'");
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it('with a report about nothing', async () => {
    const page = await reader.openText(
      renderHtml(sample([], { reason: 'There is nothing to verify.', decision: 'unverified', exitCode: 3 })),
    );
    expect(await violations(page)).toEqual([]);
    expect(page.errors).toEqual([]);
    await page.close();
  });

  it('after the colours were changed by hand, which change', async () => {
    const page = await reader.open(htmlSample());
    const paper = 'getComputedStyle(document.body).backgroundColor';
    const before = await page.evaluate(paper);
    await page.evaluate("document.getElementById('theme').click()");
    expect(await page.evaluate(paper)).not.toBe(before);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
