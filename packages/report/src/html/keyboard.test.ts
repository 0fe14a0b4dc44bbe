import { afterAll, describe, expect, it } from 'vitest';
import { htmlSample } from '../testing/html-sample.js';
import { chromium, focused, ReportReader, waitForFocus } from '../testing/html-page.js';

describe.skipIf(chromium === null)('an HTML report by keyboard alone', () => {
  const reader = new ReportReader();
  afterAll(() => reader.close());
  const input = htmlSample();
  const isMarked = `(() => {
    const element = document.activeElement.closest('.chip') ?? document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  })()`;

  it('Tab leads through everything in the order in which it is seen, and the place is always marked', async () => {
    const page = await reader.open(input);
    const stops: string[] = [];
    for (let press = 0; press < 40; press += 1) {
      await page.press('Tab');
      const stop = await page.evaluate<string>(`(() => {
        const element = document.activeElement;
        return element.id || element.value || element.dataset.sort || element.dataset.decision || element.className || element.textContent;
      })()`);
      if (stop === 'on' || (await page.evaluate('document.activeElement === document.body'))) break;
      expect(await page.evaluate(isMarked), stop).toBe(true);
      stops.push(stop.trim());
    }
    const wanted = ['skip', 'theme', 'print', 'fail', 'unverified', 'warn', 'waived', 'pass'];
    expect(stops.slice(0, wanted.length)).toEqual(wanted);
    const table = stops.slice(stops.indexOf('search'));
    const filters = [
      'search',
      'check',
      'outcome',
      'scope',
      'ecosystem',
      'lockfile',
      'fail',
      'unverified',
      'warn',
      'waived',
      'pass',
    ];
    expect(table.slice(0, filters.length)).toEqual(filters);
    expect(table.slice(filters.length, filters.length + 3)).toEqual(['decision', 'name', 'tampered 1.0.0']);
    await page.close();
  });

  it('/ leads to the search, arrow down to the rows, Enter opens, Escape leads back to the row', async () => {
    const page = await reader.open(input);
    await page.press('/');
    expect(await focused(page)).toBe('search');
    await page.press('ArrowDown');
    await waitForFocus(page, 'tampered 1.0.0');
    await page.press('ArrowDown');
    await page.press('ArrowDown');
    await waitForFocus(page, 'slow 1.0.0');
    await page.press('ArrowUp');
    await page.press('Enter');
    expect(await page.evaluate("document.getElementById('package').open")).toBe(true);
    await waitForFocus(page, 'package-title');
    await page.press('Escape');
    await page.waitFor("!document.getElementById('package').open");
    await waitForFocus(page, 'unpinned 1.0.0');
    await page.close();
  });

  it('Home, End, Page Up and Page Down go as far as they say, and what they reach is in view', async () => {
    const page = await reader.open(input);
    const inView = `(() => {
      const row = document.activeElement.getBoundingClientRect();
      const view = document.getElementById('viewport').getBoundingClientRect();
      return row.top >= view.top - 1 && row.bottom <= view.bottom + 1;
    })()`;
    await page.press('/');
    await page.press('ArrowDown');
    for (const [key, wanted] of [
      ['End', 'filler-00299 1.0.0'],
      ['Home', 'tampered 1.0.0'],
      ['PageDown', null],
      ['PageUp', 'tampered 1.0.0'],
      ['ArrowUp', 'tampered 1.0.0'],
    ] as const) {
      await page.press(key);
      if (wanted !== null) await waitForFocus(page, wanted);
      expect(await page.evaluate(inView), key).toBe(true);
    }
    await page.close();
  });

  it('inside a package Tab stays inside, Next goes to the next row, and Escape leads to the row of the last one', async () => {
    const page = await reader.open(input);
    await page.press('/');
    await page.press('ArrowDown');
    await page.press('Enter');
    for (let press = 0; press < 12; press += 1) {
      await page.press('Tab');
      expect(
        await page.evaluate(
          "document.activeElement === document.body || document.getElementById('package').contains(document.activeElement)",
        ),
      ).toBe(true);
    }
    await page.evaluate("document.getElementById('next').focus()");
    await page.press('Enter');
    await page.press('Enter');
    await page.waitFor("document.getElementById('package-title').textContent === 'slow 1.0.0'");
    await page.press('Escape');
    await waitForFocus(page, 'slow 1.0.0');
    await page.close();
  });

  it('Escape empties the search; a filter that leaves nothing leaves the keyboard where it is', async () => {
    const page = await reader.open(input);
    await page.press('/');
    await page.type('no such package');
    await page.waitFor("document.getElementById('hits').textContent === '0 of 307 packages'");
    await page.press('ArrowDown');
    expect(await focused(page)).toBe('search');
    await page.press('Escape');
    await page.waitFor("document.getElementById('hits').textContent === '307 packages'");
    expect(page.errors).toEqual([]);
    await page.close();
  });

  it('scrolled far away, the row that has the keyboard keeps it', async () => {
    const page = await reader.open(input);
    await page.press('/');
    await page.press('ArrowDown');
    await page.evaluate("document.getElementById('viewport').scrollTop = 1e6");
    await page.waitFor("document.querySelector('.row:last-child').textContent.includes('filler-00299')");
    await waitForFocus(page, 'tampered 1.0.0');
    await page.press('ArrowDown');
    await waitForFocus(page, 'unpinned 1.0.0');
    await page.close();
  });
});
