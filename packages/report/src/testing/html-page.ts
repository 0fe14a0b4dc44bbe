/** HTML reports in a real browser, from a file on disk. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser, findChromium, type BrowserPage } from '@assay/testkit';
import { renderHtml } from '../html/render-html.js';
import type { RenderInput } from '../render-input.js';

/** Null where there is no Chromium: the tests say so and are skipped. */
export const chromium = findChromium();

/** One browser for the tests of a file. */
export class ReportReader {
  readonly #folder = mkdtempSync(join(tmpdir(), 'assay-html-'));
  #browser: Browser | null = null;
  #files = 0;

  /** A tab with this report, its table filled. */
  async open(input: RenderInput, { width = 1280, hash = '' } = {}): Promise<BrowserPage> {
    const page = await this.openText(renderHtml(input), { width, hash });
    await page.waitFor("document.querySelectorAll('.row').length > 0");
    return page;
  }

  /** A tab with this text as a file. */
  async openText(text: string, { width = 1280, hash = '', script = true } = {}): Promise<BrowserPage> {
    this.#files += 1;
    const file = join(this.#folder, `${String(this.#files)}.html`);
    writeFileSync(file, text);
    this.#browser ??= Browser.launch(chromium ?? 'chromium');
    const page = await this.#browser.newPage(width, 900);
    if (!script) await page.send('Emulation.setScriptExecutionDisabled', { value: true });
    await page.open(`${pathToFileURL(file).href}${hash}`);
    return page;
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What can be seen in the rows in view: `failed left-pad 1.0.0 …`. */
export function rowsOf(page: BrowserPage): Promise<readonly string[]> {
  return page.evaluate(
    "[...document.querySelectorAll('.row')].map((row) => [...row.children].map((cell) => cell.textContent.trim()).join(' | '))",
  );
}

/** The text of whatever has the keyboard. */
export function focused(page: BrowserPage): Promise<string> {
  return page.evaluate('document.activeElement.id || document.activeElement.textContent');
}

/** Waits until the keyboard is where it should be: a dialog's closing is told to the page some time after the key. */
export async function waitForFocus(page: BrowserPage, text: string): Promise<void> {
  const wanted = JSON.stringify(text);
  await page.waitFor(`(document.activeElement.id || document.activeElement.textContent) === ${wanted}`);
}
