/** Where a Chromium is. */

import { spawnSync } from 'node:child_process';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A program that starts; `CHROMIUM` names another. Null where there is none: tests that need it say so and are skipped. */
export function findChromium(): string | null {
  const wanted = process.env['CHROMIUM'];
  const candidates = wanted === undefined ? names : [wanted];
  return candidates.find((name) => spawnSync(name, ['--version'], { timeout: 60_000 }).status === 0) ?? null;
}
