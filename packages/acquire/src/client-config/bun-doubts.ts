/** What the checkout tells Bun that leads it away from what bun.lock says, or that cannot be understood. */

import { join, resolve } from 'node:path';
import { parseBunToml } from './bun-toml.js';
import type { Checkout } from './checkout.js';
import type { ConfigurationDoubt } from './client-configuration.js';
import { foldersOf, type VerifiedLockfiles } from './verified-lockfiles.js';

/** The doubts about every folder in which a lockfile of Bun’s was read. */
export async function bunDoubts(options: {
  readonly checkout: Checkout;
  readonly lockfiles: VerifiedLockfiles;
}): Promise<readonly ConfigurationDoubt[]> {
  const doubts: ConfigurationDoubt[] = [];
  for (const folder of foldersOf(options.lockfiles, ['bun.lock'])) {
    const file = join(folder, 'bunfig.toml');
    const content = await options.checkout.read(file);
    if (content.kind === 'absent') continue;
    const parsed = content.kind === 'bytes' ? parseBunToml(content.bytes, (text) => text) : null;
    if (parsed?.ok !== true) doubts.push({ code: 'bun-settings-unread', detail: unread, file });
    else if (parsed.cacheFolder !== null && (await options.checkout.brings(resolve(folder, parsed.cacheFolder))))
      doubts.push({ code: 'bun-committed-cache', detail: committed, file });
  }
  return doubts;
}

const unread =
  'Bun reads this file, which may name another registry, and Assay does not understand it: make it a plain file of settings.';
const committed =
  'Bun installs what its cache holds, and `cache` names a folder of the checkout, which was not looked at: remove the setting.';
