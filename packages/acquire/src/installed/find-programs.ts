/** Every program of a name on the search path, as the shell finds them, but for those in the project. */

import { realpathSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { below, realPathOr } from './copy-question.js';
import { attempt } from './system-code.js';

/** A program, by the path it was found under and where that leads. */
export interface FoundProgram {
  readonly path: string;
  readonly real: string;
}

/** In order of precedence. A program in the project is the checkout's choice, not the user's, and is left out. */
export function findPrograms(
  name: string,
  searchPath: string | undefined,
  projectRoot: string,
): readonly FoundProgram[] {
  const root = realPathOr(projectRoot);
  const fileName = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = (searchPath ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.flatMap((folder) => {
    const path = join(folder, fileName);
    const real = attempt(
      () => realpathSync.native(path),
      () => null,
    );
    const isOwn = real === null || below(root, real) !== null || below(root, path) !== null;
    return isOwn ? [] : [{ path, real }];
  });
}
