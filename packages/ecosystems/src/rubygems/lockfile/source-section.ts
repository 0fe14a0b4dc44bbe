import { readDependency, type LockDependency } from './lock-dependency.js';
import type { LockLine } from './lock-lines.js';
import { parseLockName, type LockName } from './lock-name.js';
import { indentOf, type LockSection } from './lock-section.js';
import { quoted, refuseLockfile } from './refuse-lockfile.js';

/** `key: value` above `specs:`. */
export interface LockOption {
  readonly key: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** One locked file of a gem: `name (version[-platform])` and the dependencies below it. */
export interface LockSpec extends LockName {
  /** The entry as it stands, without indentation. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  readonly dependencies: readonly LockDependency[];
}

/** A `GEM`, `GIT`, `PATH` or `PLUGIN SOURCE` section. */
export interface SourceSection {
  readonly title: string;
  /** 1-based line of its heading. */
  readonly line: number;
  readonly options: readonly LockOption[];
  readonly specs: readonly LockSpec[];
}

/** Indentation by which Bundler tells what a line is. */
const indents = { option: 2, spec: 4, dependency: 6 } as const;

/**
 * Reads the body of a source section. Throws `ERR_LOCKFILE` for any line that Bundler does not write there: Bundler would skip
 * most of them, and a gem or a `remote:` that only one of us sees is how a lockfile says two things.
 */
export function readSourceSection(file: string, section: LockSection): SourceSection {
  const start = section.lines.findIndex((line) => line.text === '  specs:');
  const head = start < 0 ? section.lines : section.lines.slice(0, start);
  const body = start < 0 ? [] : section.lines.slice(start + 1);
  const { title, line } = section;
  return { title, line, options: head.map((at) => readOption(file, at)), specs: readSpecs(file, body) };
}

function readOption(file: string, { text, number }: LockLine): LockOption {
  const colon = text.indexOf(': ');
  const key = text.slice(indents.option, Math.max(colon, 0));
  if (indentOf(text) !== indents.option || !/^[A-Za-z]{1,40}$/.test(key)) refuseLine(file, { text, number });
  return { key, value: text.slice(colon + 2), line: number };
}

function readSpecs(file: string, lines: readonly LockLine[]): readonly LockSpec[] {
  const specs: (LockSpec & { readonly dependencies: LockDependency[] })[] = [];
  for (const line of lines) {
    const indent = indentOf(line.text);
    const current = specs.at(-1);
    if (indent === indents.spec) specs.push({ ...readSpec(file, line), dependencies: [] });
    else if (indent === indents.dependency && current !== undefined) {
      current.dependencies.push(readDependency({ file, line: line.number }, line.text.slice(indent)));
    } else refuseLine(file, line);
  }
  return specs;
}

function readSpec(
  file: string,
  { text, number }: LockLine,
): LockName & { readonly text: string; readonly line: number } {
  const entry = text.slice(indents.spec);
  const name = parseLockName(entry);
  if (name !== null) return { ...name, text: entry, line: number };
  return refuseLockfile({ file, line: number }, `The entry ${quoted(entry)} locks no version that RubyGems accepts.`);
}

function refuseLine(file: string, { text, number }: LockLine): never {
  return refuseLockfile(
    { file, line: number },
    `The line ${quoted(text)} is none that Bundler writes in this section.`,
  );
}
