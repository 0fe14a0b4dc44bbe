import { renderError } from '@assay/report';
import type { SealProblem } from '@assay/verifier';
import type { Terminal } from './terminal.js';
import { terminalStyle } from './terminal-style.js';
import { writeAll } from './write-all.js';

/** Says why nothing was signed. Gives 1 where a service refused, 3 where that could not be found out. */
export async function tellProblem(terminal: Terminal, problem: SealProblem | undefined): Promise<1 | 3> {
  const { code = 'ERR_INTERNAL', text = '', detail = '', next = '', outcome } = problem ?? {};
  const error = { code, message: `${text} ${detail}`, hint: next };
  await writeAll(terminal.stderr, renderError(error, terminalStyle(terminal, terminal.stderr)));
  return outcome === 'refuted' ? 1 : 3;
}
