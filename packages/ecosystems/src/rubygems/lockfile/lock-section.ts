import type { LockLine } from './lock-lines.js';
import { quoted, refuseLockfile } from './refuse-lockfile.js';

/** A heading and the indented lines below it. */
export interface LockSection {
  /** `GEM`, `GIT`, `PATH`, `PLUGIN SOURCE`, `PLATFORMS`, … or a heading nobody knows. Attacker-controlled. */
  readonly title: string;
  /** 1-based line of the heading. */
  readonly line: number;
  readonly lines: readonly LockLine[];
}

/** Splits a lockfile into its sections, in order. Throws `ERR_LOCKFILE` when text stands before the first heading. */
export function readSections(file: string, lines: readonly LockLine[]): readonly LockSection[] {
  const sections: { title: string; line: number; lines: LockLine[] }[] = [];
  for (const line of lines) {
    const current = sections.at(-1);
    if (!startsIndented(line.text)) sections.push({ title: line.text, line: line.number, lines: [] });
    else if (current !== undefined) current.lines.push(line);
    else refuseLockfile({ file, line: line.number }, `The line ${quoted(line.text)} stands outside every section.`);
  }
  return sections;
}

/** True when a line starts with ASCII white space: to Bundler it is no heading then. */
function startsIndented(text: string): boolean {
  const code = text.charCodeAt(0);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Number of spaces a line starts with. */
export function indentOf(text: string): number {
  let indent = 0;
  while (text.charCodeAt(indent) === 0x20) indent++;
  return indent;
}
