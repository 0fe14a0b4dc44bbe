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
  /**
   * Names everything that decides what is found in an archive: the commands' own bytes, and the Node that runs them. Undefined where code is not
   * kept either: on build servers, whose jobs run as one user and must not tell each other what is in an archive.
   */
  readonly codeIdentity: string | undefined;
}

/** Code is kept for each of these apart: it is what the command calls that has been compiled. */
const keptApart = ['verify', 'sbom', 'inspect', 'license verify', 'attestation verify', 'gate'];

/** Loads the commands for a run with these arguments. */
export function loadCommands(argv: readonly string[]): Commands {
  const file = fileURLToPath(new URL('./commands.cjs', import.meta.url));
  const { exports, keep, digest } = loadScript(file, codeFile(argv));
  return { ...(exports as { readonly runCommand: typeof runCommand }), keep, codeIdentity: identityOf(digest) };
}

/** Compressed archives are unpacked by Node's own zlib. */
function identityOf(digest: string | null): string | undefined {
  if (digest === null) return undefined;
  const { node, zlib } = process.versions;
  return `sha256:${digest} node ${node} zlib ${zlib} ${process.platform} ${process.arch}`;
}

function codeFile(argv: readonly string[]): string | null {
  const folder = keptCodeFolder({ env: process.env, temporary: tmpdir(), workingFolder: process.cwd() });
  if (folder === null) return null;
  const [first = '', second = ''] = argv;
  const name = keptApart.find((words) => words === first || words === `${first} ${second}`) ?? 'others';
  return join(folder, `${name.replace(' ', '-')}-${process.version}-${process.arch}.code`);
}
