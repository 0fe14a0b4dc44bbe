/** The small print: what was not looked at, waivers and warnings, and what the run rests on. */

import type { Gap, Report } from '@assay/model';
import { escapeTerminal } from './escape-terminal.js';
import { count, wrap } from './layout.js';
import type { TerminalOptions } from './options.js';
import type { Style } from './style.js';

const meanings: Readonly<Record<number, string>> = {
  0: 'nothing failed, nothing is unverified',
  1: 'something failed',
  3: 'something could not be verified',
};

/** What this run did not look at, gaps of the lockfiles included. */
export function notLookedAtLines({ notLookedAt, gaps }: Report, options: TerminalOptions): readonly string[] {
  const shown = options.detail === 'verbose' ? Infinity : 3;
  const lines = notLookedAt.flatMap((text) => bullet(escapeTerminal(text), options));
  for (const group of groupGaps(gaps)) {
    const [first] = group;
    if (first === undefined) continue;
    const others = group.length > shown ? ` (${count(group.length, 'place')})` : '';
    for (const gap of group.slice(0, others === '' ? group.length : 1)) {
      lines.push(...bullet(`${place(gap)}: ${escapeTerminal(gap.detail)}${others}`, options));
    }
  }
  return lines;
}

function place({ lockfile, line }: Gap): string {
  return line === undefined ? escapeTerminal(lockfile) : `${escapeTerminal(lockfile)}:${String(line)}`;
}

function groupGaps(gaps: readonly Gap[]): readonly (readonly Gap[])[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const group = groups.get(gap.code);
    if (group === undefined) groups.set(gap.code, [gap]);
    else group.push(gap);
  }
  return [...groups.values()];
}

/** Warnings of the policy. */
export function warningLines({ warnings }: Report, options: TerminalOptions): readonly string[] {
  return warnings.flatMap((text) => bullet(escapeTerminal(text), options));
}

function bullet(text: string, { width }: TerminalOptions): readonly string[] {
  return wrap(text, width, '    ').map((line, index) => (index === 0 ? `  – ${line.trimStart()}` : line));
}

/** Lockfiles, depth, time, policy, tool and the exit code's meaning. */
export function aboutLines(report: Report, options: TerminalOptions, style: Style): readonly string[] {
  const { lockfiles, depth, at, policyDigest, tool, exitCode } = report;
  const files = lockfiles.map(({ path, format }) => `${escapeTerminal(path)} (${escapeTerminal(format)})`).join(', ');
  const run = `depth ${depth}, judged at ${escapeTerminal(at)}, policy sha256:${policyDigest.value.slice(0, 12)}…`;
  const exit = `exit code ${String(exitCode)}: ${meanings[exitCode] ?? 'internal error'}`;
  const lines = [...(files === '' ? [] : [files]), `${run}, ${tool.name} ${escapeTerminal(tool.version)}`, exit];
  return lines.flatMap((line) => wrap(line, options.width, '  ')).map(style.dim);
}
