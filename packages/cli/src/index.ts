/** The small entry: what needs no command is answered here, everything else is loaded when a command asks for it. */

import type { Terminal } from './terminal.js';
import { helpText } from './help.js';
import { version } from './version.js';

/** Runs the command line. Sets the process's exit code only after all output has been flushed. */
export async function main(process: Terminal): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  warnAboutOldNode(process);
  if (first === '--version' || first === '-V') return finish(process, `assay ${version}\n`);
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    return finish(process, helpText(rest[0]), first === undefined ? 2 : 0);
  }
  const { runCommand } = await import('./run-command.js');
  process.exitCode = await runCommand(process, first, rest);
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
