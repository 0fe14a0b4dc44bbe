import type { BrowserPage } from '@assay/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { htmlSample } from '../testing/html-sample.js';
import { chromium, ReportReader, rowsOf } from '../testing/html-page.js';

describe.skipIf(chromium === null)('the filters of an HTML report', () => {
  const reader = new ReportReader();
  let page: BrowserPage;
  beforeAll(async () => {
    page = await reader.open(htmlSample());
  });
  afterEach(() => page.evaluate("document.getElementById('reset').click()"));
  afterAll(() => reader.close());

  const hits = () => page.evaluate<string>("document.getElementById('hits').textContent");
  const settled = (text: string) =>
    page.waitFor(`document.getElementById('hits').textContent === ${JSON.stringify(text)}`);
  const choose = (id: string, value: string) =>
    page.evaluate(
      `{ const field = document.getElementById(${JSON.stringify(id)}); field.value = ${JSON.stringify(value)}; field.dispatchEvent(new Event('change')); }`,
    );
  const search = (text: string) =>
    page.evaluate(
      `{ const field = document.getElementById('search'); field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event('input')); }`,
    );
  const names = async () => (await rowsOf(page)).map((row) => row.split(' | ')[1]);

  it('by verdict, several at once', async () => {
    await page.evaluate("document.querySelector('input[value=fail]').click()");
    await settled('2 of 307 packages');
    await page.evaluate("document.querySelector('input[value=unverified]').click()");
    await settled('3 of 307 packages');
    expect(await names()).toEqual(['tampered 1.0.0', 'unpinned 1.0.0', 'slow 1.0.0']);
  });

  it('by the numbers of the overview', async () => {
    await search('nothing is called so');
    await settled('0 of 307 packages');
    await page.evaluate("document.querySelector('.tile a[data-decision=waived]').click()");
    await settled('1 of 307 packages');
    expect(await names()).toEqual(['old 1.0.0']);
  });

  it('by check and outcome together: what that very check found', async () => {
    await choose('check', 'pin-strength');
    await choose('outcome', 'absent');
    await settled('3 of 307 packages');
    expect(await names()).toEqual(['unpinned 1.0.0', 'weak 1.0.0', 'old 1.0.0']);
    await choose('check', 'artifact-digest');
    await settled('0 of 307 packages');
  });

  it('by outcome alone: what any check found', async () => {
    await choose('outcome', 'refuted');
    await settled('1 of 307 packages');
  });

  it.each([
    ['scope', 'dev', ['unpinned 1.0.0', 'weak 1.0.0']],
    ['ecosystem', 'rubygems', ['rack 3.0.8']],
    ['lockfile', 'shop/Gemfile.lock', ['rack 3.0.8']],
  ])('by %s', async (id, value, wanted) => {
    await choose(id, value);
    await settled(`${String(wanted.length)} of 307 packages`);
    expect(await names()).toEqual(wanted);
  });

  it.each([
    ['a name', 'tampered', ['tampered 1.0.0']],
    ['a name in other letters', 'RACK', ['rack 3.0.8']],
    ['name and version', '@scope/signed@2.3.4', ['@scope/signed 2.3.4']],
    ['a package URL', 'pkg:npm/%40scope/signed', ['@scope/signed 2.3.4']],
    ['a code', 'artifact-digest-mismatch', ['tampered 1.0.0']],
    ['words of what was found', 'received sha512-bbbb', ['tampered 1.0.0']],
    ['a signer', 'acme/signed/release.yml', ['@scope/signed 2.3.4']],
    ['a digest in hex', 'cd'.repeat(32), ['@scope/signed 2.3.4']],
    ['a digest with its algorithm', `sha256:${'cd'.repeat(32)}`, ['@scope/signed 2.3.4']],
    ['the beginning of a digest', 'cdcdcdcdcd', ['@scope/signed 2.3.4']],
    ['a lockfile', 'gemfile', ['rack 3.0.8']],
    ['several words, all of them', 'pin-missing weak', ['weak 1.0.0']],
  ])('by text: %s', async (_what, text, wanted) => {
    await search(text);
    await settled(`${String(wanted.length)} of 307 packages`);
    expect(await names()).toEqual(wanted);
  });

  it.each(['.*', '[', '\\', '__proto__', 'constructor', '\u0000', '('])('text is text: %j', async (text) => {
    await search(text);
    await settled('0 of 307 packages');
    expect(page.errors).toEqual([]);
  });

  it('by everything at once, and back to all with one button', async () => {
    await page.evaluate("document.querySelector('input[value=fail]').click()");
    await choose('scope', 'dev');
    await search('pinned');
    await settled('1 of 307 packages');
    await page.evaluate("document.getElementById('reset').click()");
    await settled('307 packages');
    expect(await page.evaluate("document.getElementById('reset').hidden")).toBe(true);
  });

  it('sorting by name goes both ways and is told', async () => {
    await page.evaluate("document.querySelector('[data-sort=name]').click()");
    await page.waitFor("document.querySelector('.row').textContent.includes('@scope/signed')");
    expect(await page.evaluate("document.getElementById('head-name').ariaSort")).toBe('ascending');
    await page.evaluate("document.querySelector('[data-sort=name]').click()");
    await page.waitFor("document.querySelector('.row').textContent.includes('weak')");
    expect(await page.evaluate("document.getElementById('head-name').ariaSort")).toBe('descending');
    await page.evaluate("document.querySelector('[data-sort=decision]').click()");
    await page.waitFor("document.querySelector('.row').textContent.includes('tampered')");
    expect(await hits()).toBe('307 packages');
  });
});
