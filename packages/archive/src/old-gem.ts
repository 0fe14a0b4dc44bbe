/** Gems from before 2007: a Ruby script with the files in it. */

import type { ArchiveListing } from '@assay/model';
import { ProblemLog } from './problem-log.js';

/** RubyGems takes a file for an old gem when the mark is anywhere in these first bytes. */
const oldGemBytes = 20;

const mark = [...'MD5SUM ='].map((char) => char.charCodeAt(0));

/** True for a file that RubyGems reads as an old gem; `start` holds its first bytes. */
export function isOldGem(start: Uint8Array): boolean {
  for (let at = 0; at + mark.length <= Math.min(start.length, oldGemBytes); at++) {
    if (mark.every((code, i) => start[at + i] === code)) return true;
  }
  return false;
}

/** The listing of an old gem: refused unread. */
export function oldGemListing(): ArchiveListing {
  const log = new ProblemLog();
  log.add('gem-old-format');
  return { format: 'gem', entries: [], problems: log.list(), members: new Map(), complete: false };
}
