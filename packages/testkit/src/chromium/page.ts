/** One tab: opens a page, types, looks, and keeps what went wrong. */

import { keyEvent } from './key-event.js';
import type { DevtoolsPipe, Fields } from './devtools-pipe.js';

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

const patience = 45_000;

/** A tab. */
export class BrowserPage {
  readonly requests: string[] = [];
  readonly errors: string[] = [];
  readonly dialogs: string[] = [];
  readonly #pipe: DevtoolsPipe;
  readonly #session: string;
  #loaded = 0;

  private constructor(pipe: DevtoolsPipe, session: string) {
    this.#pipe = pipe;
    this.#session = session;
    pipe.listen((method, params, sessionId) => {
      if (sessionId === session) this.#note(method, params);
    });
  }

  static async attach(pipe: DevtoolsPipe, session: string, size: PageSize): Promise<BrowserPage> {
    const page = new BrowserPage(pipe, session);
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(`${domain}.enable`);
    await page.resize(size);
    return page;
  }

  send(method: string, params: Fields = {}): Promise<Fields> {
    return this.#pipe.send(method, params, this.#session);
  }

  async resize({ width, height }: PageSize): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }

  /** Resolves when the page has loaded. */
  async open(url: string): Promise<void> {
    const before = this.#loaded;
    await this.send('Page.navigate', { url });
    await this.#until(() => Promise.resolve(this.#loaded > before), `${url} to load`);
  }

  /** The value of an expression, promises awaited. Throws what it throws. */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    const problem = answer['exceptionDetails'] as { exception?: { description?: string }; text: string } | undefined;
    if (problem !== undefined) throw new Error(problem.exception?.description ?? problem.text);
    return (answer['result'] as { value: T }).value;
  }

  /** Waits until an expression is true. */
  async waitFor(expression: string): Promise<void> {
    await this.#until(() => this.evaluate<boolean>(`Boolean(${expression})`), expression);
  }

  /** One key, as a keyboard sends it: `Tab`, `Enter`, `ArrowDown`, `a`; `Shift+Tab`. */
  async press(key: string): Promise<void> {
    for (const type of ['keyDown', 'keyUp'] as const) await this.send('Input.dispatchKeyEvent', keyEvent(type, key));
  }

  /** Text into whatever has the keyboard. */
  async type(text: string): Promise<void> {
    await this.send('Input.insertText', { text });
  }

  /** `{ media: 'print' }`, `{ features: [{ name: 'prefers-color-scheme', value: 'dark' }] }`. */
  async emulate(media: Fields): Promise<void> {
    await this.send('Emulation.setEmulatedMedia', media);
  }

  async screenshot(): Promise<Uint8Array> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(String(data), 'base64');
  }

  /** The page as it is printed. */
  async pdf(): Promise<Uint8Array> {
    const { data } = await this.send('Page.printToPDF', { printBackground: true, preferCSSPageSize: true });
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    await this.send('Page.close');
  }

  #note(method: string, params: Fields): void {
    if (method === 'Page.loadEventFired') this.#loaded += 1;
    if (method === 'Network.requestWillBeSent') this.requests.push((params['request'] as { url: string }).url);
    if (method === 'Runtime.exceptionThrown') this.errors.push(JSON.stringify(params['exceptionDetails']));
    if (method === 'Runtime.consoleAPICalled') this.errors.push(JSON.stringify(params['args']));
    if (method === 'Log.entryAdded') this.errors.push(JSON.stringify(params['entry']));
    if (method !== 'Page.javascriptDialogOpening') return;
    this.dialogs.push(String(params['message']));
    void this.send('Page.handleJavaScriptDialog', { accept: false });
  }

  async #until(test: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + patience;
    while (!(await test())) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}; ${this.errors.join(' ')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
