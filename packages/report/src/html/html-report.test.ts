import { afterAll, describe, expect, it } from 'vitest';
import { htmlSample } from '../testing/html-sample.js';
import { chromium, ReportReader, rowsOf } from '../testing/html-page.js';
import { renderHtml } from './render-html.js';

const input = htmlSample();

describe.skipIf(chromium === null)('an HTML report in Chromium', () => {
  const reader = new ReportReader();
  afterAll(() => reader.close());

  it('shows every package, worst first, from a file and without a request', async () => {
    const page = await reader.open(input);
    const rows = await rowsOf(page);
    expect(rows.slice(0, 5)).toEqual([
      '✗ failed | tampered 1.0.0 | artifact-digest: artifact-digest-mismatch | prod | package-lock.json:10',
      '✗ failed | unpinned 1.0.0 | pin-strength: pin-missing | dev | package-lock.json:20',
      '? unverified | slow 1.0.0 | artifact-digest: timeout | prod | package-lock.json:30',
      '! warning | weak 1.0.0 | pin-strength: pin-missing | dev | package-lock.json:40',
      '~ waived | old 1.0.0 | pin-strength: pin-missing | prod | package-lock.json:50',
    ]);
    expect(await page.evaluate("document.querySelector('#hits').textContent")).toBe('307 packages');
    expect(page.requests).toHaveLength(1);
    expect(page.errors).toEqual([]);
    await page.close();
  });

  it('keeps only a screenful of rows as elements, and those that are scrolled to', async () => {
    const page = await reader.open(input);
    expect((await rowsOf(page)).length).toBeLessThan(60);
    await page.evaluate("document.querySelector('#viewport').scrollTop = 1e6");
    await page.waitFor("document.querySelector('.row:last-child').textContent.includes('filler-00299')");
    expect((await rowsOf(page)).length).toBeLessThan(60);
    await page.close();
  });
});

describe('an HTML report', () => {
  it('has the same bytes for the same input', () => {
    expect(renderHtml(htmlSample())).toBe(renderHtml(input));
  });

  it('names no other resource: no address but in texts', () => {
    const markup = renderHtml(input).replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, '');
    expect(markup).not.toMatch(/\b(?:src|srcset|action|poster|data|formaction|background|style|on\w+)=/i);
    const links = [...markup.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(new Set(links)).toEqual(new Set(['#packages']));
  });

  it('has nothing between elements but space where its data lie', () => {
    expect(renderHtml(input)).toMatch(
      /<\/dialog>\s*(?:<script type="application\/json" class="data">[^<]*<\/script>\n)+<script>/,
    );
  });
});
