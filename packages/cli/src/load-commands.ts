/** Loads the commands, which are one file of the bundle. */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptCodeFolder } from './kept-code-folder.js';
import { loadScript } from './kept-code.js';
import type { runCommand } from './run-command.js';

/** The commands, and what to call when one has run well. */
export interface Commands {
  readonly runCommand: typeof runCommand;
  readonly keep: () => void;
}

/** Code is kept for each of these apart: it is what the command calls that has been compiled. */
const keptApart = ['verify', 'sbom', 'inspect', 'license verify', 'attestation verify', 'gate'];

/** Loads the commands for a run with these arguments. */
export function loadCommands(argv: readonly string[]): Commands {
  const file = fileURLToPath(new URL('./commands.cjs', import.meta.url));
  const { exports, keep } = loadScript(file, codeFile(argv));
  return { ...(exports as { readonly runCommand: typeof runCommand }), keep };
}

function codeFile(argv: readonly string[]): string | null {
  const folder = keptCodeFolder({ env: process.env, temporary: tmpdir(), workingFolder: process.cwd() });
  if (folder === null) return null;
  const [first = '', second = ''] = argv;
  const name = keptApart.find((words) => words === first || words === `${first} ${second}`) ?? 'others';
  return join(folder, `${name.replace(' ', '-')}-${process.version}-${process.arch}.code`);
}
