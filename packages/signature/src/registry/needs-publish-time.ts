import { judgeInstant } from './judge-instant.js';
import { keyStanding } from './key-standing.js';
import { findKey } from './compiled-keys.js';
import type { RegistryKeys } from './registry-keys.js';

/**
 * True when a version's publish time decides whether its signatures count: one of these keys has ended, and none of them is
 * current. `at` is the judge's time, RFC 3339 UTC.
 */
export function needsPublishTime(keys: RegistryKeys, keyIds: readonly string[], at: string): boolean {
  const now = judgeInstant(at);
  let ended = false;
  for (const id of keyIds) {
    const key = findKey(keys, 'signatures', id);
    if (key === undefined || key === 'unsupported') continue;
    const standing = keyStanding(key, now, null);
    if (standing === 'current') return false;
    if (standing === 'publish-time-missing') ended = true;
  }
  return ended;
}
