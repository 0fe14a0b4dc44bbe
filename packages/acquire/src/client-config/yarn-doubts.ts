/**
 * What the checkout tells Yarn that takes the lockfile’s checksums out of force, leads it to another lockfile, or brings along the archives
 * to install.
 */

import { asText } from '@assay/documents';
import { join, normalize } from 'node:path';
import type { Checkout } from './checkout.js';
import type { ConfigurationDoubt } from './client-configuration.js';
import { foldersOf, type VerifiedLockfiles } from './verified-lockfiles.js';
import { parseYarnYaml } from './yarn-yaml.js';

/** The doubts about every folder in which a lockfile of Yarn’s was read. */
export async function yarnDoubts(options: {
  readonly checkout: Checkout;
  readonly lockfiles: VerifiedLockfiles;
}): Promise<readonly ConfigurationDoubt[]> {
  const doubts: ConfigurationDoubt[] = [];
  for (const folder of foldersOf(options.lockfiles, ['yarn.lock'])) {
    const file = join(folder, '.yarnrc.yml');
    const content = await options.checkout.read(file);
    if (content.kind === 'absent') continue;
    const parsed = content.kind === 'bytes' ? parseYarnYaml(content.bytes) : null;
    doubts.push(...doubtsIn(parsed?.ok === true ? (parsed.root?.entries() ?? []) : null, file));
  }
  return doubts;
}

function doubtsIn(settings: Iterable<readonly [string, unknown]> | null, file: string): readonly ConfigurationDoubt[] {
  if (settings === null) {
    const detail = 'Yarn reads this file and Assay does not understand it: make it a plain file of settings.';
    return [{ code: 'yarn-settings-unread', detail, file }];
  }
  return [...settings].flatMap(([key, value]) => {
    const text = typeof value === 'string' ? (asText(value) ?? '') : '';
    if (key === 'checksumBehavior' && text !== 'throw') {
      const detail =
        '`checksumBehavior` has Yarn accept archives that the lockfile’s checksums do not fit: remove the setting.';
      return [{ code: 'yarn-checksums-off', detail, file }];
    }
    if (key === 'lockfileFilename' && text !== 'yarn.lock') {
      const detail =
        '`lockfileFilename` has Yarn install from another lockfile than the one that was read: remove the setting.';
      return [{ code: 'yarn-other-lockfile', detail, file }];
    }
    if (key === 'cacheFolder' && normalize(text) !== join('.yarn', 'cache')) {
      const detail =
        '`cacheFolder` has Yarn install archives from a folder that was not looked at: remove the setting, or have Yarn compare them (`yarn install --immutable --check-cache`).';
      return [{ code: 'yarn-cache-elsewhere', detail, file }];
    }
    return [];
  });
}
