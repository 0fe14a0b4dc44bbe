/** A headless Chromium with an empty profile. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { DevtoolsPipe } from './devtools-pipe.js';
import { BrowserPage } from './page.js';

/** As root Chromium has no sandbox; what it opens here, tests have made. */
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-extensions',
  '--no-first-run',
  '--no-default-browser-check',
  '--remote-debugging-pipe',
];

/** One process. */
export class Browser {
  readonly #process: ChildProcess;
  readonly #pipe: DevtoolsPipe;
  readonly #profile: string;

  private constructor(process: ChildProcess, pipe: DevtoolsPipe, profile: string) {
    this.#process = process;
    this.#pipe = pipe;
    this.#profile = profile;
  }

  static launch(program: string): Browser {
    const profile = mkdtempSync(join(tmpdir(), 'assay-chromium-'));
    const child = spawn(program, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    const [, , , output, input] = child.stdio;
    return new Browser(child, new DevtoolsPipe(output as Writable, input as Readable), profile);
  }

  /** A new tab of this size. */
  async newPage(width = 1280, height = 900): Promise<BrowserPage> {
    const { targetId } = await this.#pipe.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.#pipe.send('Target.attachToTarget', { targetId, flatten: true });
    return BrowserPage.attach(this.#pipe, String(sessionId), { width, height });
  }

  async close(): Promise<void> {
    const ended = this.#process.exitCode === null ? once(this.#process, 'exit') : Promise.resolve();
    await this.#pipe.send('Browser.close').catch(() => this.#process.kill('SIGKILL'));
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
