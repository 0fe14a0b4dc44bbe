/** One line of progress on a terminal's error stream; silent elsewhere. */

import { renderProgressLine } from '@assay/report';
import type { RunProgress } from '@assay/verifier';
import type { Terminal } from './terminal.js';
import { terminalStyle } from './terminal-style.js';

/** Shows how far a run is. */
export interface Progress {
  readonly update: (progress: RunProgress) => void;
  readonly clear: () => void;
}

const redrawAfterMs = 80;

/** A progress line for terminals; does nothing when the error stream is none, or when `quiet`. */
export function createProgress(terminal: Terminal, quiet: boolean): Progress {
  const { stderr } = terminal;
  if (quiet || !stderr.isTTY || terminal.env['CI'] !== undefined) return { update: ignore, clear: ignore };
  const counts = { failed: 0, unverified: 0 };
  let drawn = 0;
  return {
    update: ({ done, total, subject, findings }) => {
      if (findings.some((finding) => finding.outcome === 'refuted' || finding.outcome === 'absent')) counts.failed += 1;
      else if (findings.some((finding) => finding.outcome === 'unknown')) counts.unverified += 1;
      if (Date.now() - drawn < redrawAfterMs && done < total) return;
      drawn = Date.now();
      const line = { done, total, name: `${subject.name} ${subject.version}`, ...counts };
      stderr.write(`\r\u001b[K${renderProgressLine(line, terminalStyle(terminal, stderr))}`);
    },
    clear: () => {
      stderr.write('\r\u001b[K');
    },
  };
}

function ignore(): void {
  // Not a terminal: nothing to draw on.
}
