/** The small entry: what needs no command is answered here, everything else is loaded when a command is asked for. */

import type { Terminal } from './terminal.js';
import { helpText } from './help.js';
import { version } from './version.js';

/** Usage and internal errors: most of the command was not called. */
const cutShort: ReadonlySet<number> = new Set([2, 70]);

/** Runs the command line. Sets the process's exit code only after all output has been flushed. */
export async function main(process: Terminal): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  warnAboutOldNode(process);
  if (first === '--version' || first === '-V') return finish(process, `assay ${version}\n`);
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    return finish(process, helpText(rest[0]), first === undefined ? 2 : 0);
  }
  const { loadCommands } = await import('./load-commands.js');
  const { runCommand, keep, codeIdentity } = loadCommands([first, ...rest]);
  const exitCode = await runCommand(running(process, codeIdentity), first, rest);
  if (!cutShort.has(exitCode)) keep();
  process.exitCode = exitCode;
}

/** The process, with the name of the code that runs in it. */
function running(process: Terminal, codeIdentity: string | undefined): Terminal {
  if (codeIdentity === undefined) return process;
  return Object.create(process, { codeIdentity: { value: codeIdentity } }) as Terminal;
}

async function finish(process: Terminal, text: string, exitCode = 0): Promise<void> {
  const { writeAll } = await import('./write-all.js');
  await writeAll(exitCode === 0 ? process.stdout : process.stderr, text);
  process.exitCode = exitCode;
}

/** Node 20 is past its end of life: it works, but says so once. */
function warnAboutOldNode({ stderr, version: node }: Terminal): void {
  const major = Number.parseInt(node.slice(1), 10);
  if (major >= 22) return;
  stderr.write(`assay: Node ${node.slice(1)} no longer gets security fixes; run Assay on Node 22, 24 or later.\n`);
}
