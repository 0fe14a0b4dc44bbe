import { afterAll, describe, expect, it } from 'vitest';
import { htmlSample } from '../testing/html-sample.js';
import { chromium, ReportReader } from '../testing/html-page.js';
import { renderHtml } from './render-html.js';

const isShown = (selector: string) => `document.querySelector(${JSON.stringify(selector)}).checkVisibility()`;

describe.skipIf(chromium === null)('a printed HTML report', () => {
  const reader = new ReportReader();
  afterAll(() => reader.close());
  const watch =
    "addEventListener('beforeprint', () => { window.printed = document.getElementById('paper').innerText; })";

  it('holds every package, not only the rows in view', async () => {
    const page = await reader.open(htmlSample());
    await page.evaluate(watch);
    const pdf = await page.pdf();
    expect(new TextDecoder('latin1').decode(pdf.slice(0, 5))).toBe('%PDF-');
    const printed = await page.evaluate<string>('window.printed');
    for (const wanted of [
      'All 307 packages',
      'tampered 1.0.0',
      'filler-00000 1.0.0',
      'filler-00150 1.0.0',
      'filler-00299 1.0.0',
    ]) {
      expect(printed).toContain(wanted);
    }
    expect(await page.evaluate("document.getElementById('paper').childElementCount")).toBe(0);
    await page.close();
  });

  it('holds what the filters leave, and says so; and the package that is open', async () => {
    const page = await reader.open(htmlSample());
    await page.evaluate("document.querySelector('input[value=fail]').click()");
    await page.waitFor("document.getElementById('hits').textContent.startsWith('2 of')");
    await page.evaluate("document.querySelector('.row button').click()");
    await page.evaluate(watch);
    await page.pdf();
    const printed = await page.evaluate<string>('window.printed');
    expect(printed).toContain('2 of 307 packages, as filtered');
    expect(printed).not.toContain('filler-');
    expect(printed).toContain('Other bytes are served than the lockfile pins.');
    await page.close();
  });

  it('shows reasons and their lists even where they were closed, and nothing to press', async () => {
    const page = await reader.open(htmlSample());
    await page.emulate({ media: 'print' });
    for (const hidden of ['#explorer', '.actions', '.skip'])
      expect(await page.evaluate(isShown(hidden)), hidden).toBe(false);
    for (const shown of ['.verdict', '.tiles', '.cards', '.reason .cases', '#checks', '#waivers', '#basis']) {
      expect(await page.evaluate(isShown(shown)), shown).toBe(true);
    }
    await page.close();
  });

  it('is dark on white, whatever the screen is', async () => {
    const page = await reader.open(htmlSample());
    await page.emulate({ media: 'print', features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await page.close();
  });
});

describe.skipIf(chromium === null)('an HTML report without JavaScript', () => {
  const reader = new ReportReader();
  afterAll(() => reader.close());

  it('tells the verdict, the numbers, what to do, and each failure with its place', async () => {
    const page = await reader.openText(renderHtml(htmlSample()), { script: false });
    const told = await page.evaluate<string>('document.body.innerText');
    for (const wanted of [
      'Fail',
      '2 of 307 packages failed, 1 could not be verified',
      'Do not install.',
      'Other bytes are served than the lockfile pins.',
      'package-lock.json:10',
      'locked sha512-AAAA, received sha512-BBBB',
      'Signatures are not verified by this version.',
      'shop/Gemfile.lock:3',
      'needs JavaScript',
    ]) {
      expect(told).toContain(wanted);
    }
    for (const hidden of ['#explorer', '#theme', '#print', '#package'])
      expect(await page.evaluate(isShown(hidden))).toBe(false);
    await page.close();
  });
});
