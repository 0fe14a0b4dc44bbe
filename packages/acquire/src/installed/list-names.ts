/** Names in a folder that is looked through for copies, such as the ABI versions of Ruby. */

import { opendirSync } from 'node:fs';
import { entriesOf } from './entries-of.js';
import { isAbsence, systemCode } from './system-code.js';
import type { Obstacle } from './descend.js';

/** More names than that are none of a package manager's. */
const mostNames = 1000;

/** The names, sorted; none where there is no such folder. An obstacle where it cannot be read or holds too much. */
export function listNames(folder: string, most = mostNames): readonly string[] | Obstacle {
  try {
    const names: string[] = [];
    for (const { name } of entriesOf(opendirSync(folder))) {
      if (names.length === most) return { code: 'tree-limit-entries', path: folder };
      names.push(name);
    }
    return names.sort();
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return isAbsence(code) ? [] : { code: 'tree-unreadable', path: folder, why: code };
  }
}
