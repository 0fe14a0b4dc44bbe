/** Loads the commands, which are one file of the bundle. */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadScript } from './kept-code.js';
import { privateFolder } from './private-folder.js';
import type { runCommand } from './run-command.js';

/** The commands, and what to call when one has run well. */
export interface Commands {
  readonly runCommand: typeof runCommand;
  readonly keep: () => void;
}

/** Code is kept for each of these apart: it is what the command calls that has been compiled. */
const keptApart = ['verify', 'sbom', 'inspect', 'license verify', 'attestation verify'];

/** Loads the commands for a run with these arguments. NODE_DISABLE_COMPILE_CACHE: nothing is read from earlier runs, nothing kept. */
export function loadCommands(argv: readonly string[]): Commands {
  const file = fileURLToPath(new URL('./commands.cjs', import.meta.url));
  const { exports, keep } = loadScript(file, codeFile(argv));
  return { ...(exports as { readonly runCommand: typeof runCommand }), keep };
}

/** In the temporary folder, never in one that build servers carry from job to job: what lies here is run. */
function codeFile(argv: readonly string[]): string | null {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] === '1') return null;
  const folder = privateFolder(tmpdir());
  if (folder === null) return null;
  const [first = '', second = ''] = argv;
  const name = keptApart.find((words) => words === first || words === `${first} ${second}`) ?? 'others';
  return join(folder, `${name.replace(' ', '-')}-${process.version}-${process.arch}.code`);
}
