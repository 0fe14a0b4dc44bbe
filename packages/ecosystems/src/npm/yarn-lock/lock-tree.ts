import { DocMap } from '@assay/documents';
import type { LockfileInput } from '@assay/model';
import { unreadable } from '../lockfile-error.js';
import { shown } from '../shown.js';
import { regenerate } from './lock-lines.js';

/** One entry of the lockfile: what stands under a key without indentation. */
export interface LockBlock {
  /** The key, or the keys that share the entry, as they are written in this format. */
  readonly keys: readonly string[];
  /** 1-based. */
  readonly line: number;
  /** Texts, and mappings of texts. */
  readonly fields: DocMap;
}

/** One line that says something. */
export interface LockLine {
  readonly indent: number;
  readonly keys: readonly string[];
  /** Null: the lines that follow, further to the right, say it. */
  readonly value: string | null;
}

/** Builds the entries of a lockfile out of its lines. */
export interface LockTree {
  /** Adds a line. Throws AssayError `ERR_LOCKFILE` where it fits nowhere, or says again what was said before. */
  add(line: LockLine, number: number): void;
  readonly blocks: readonly LockBlock[];
}

/** Both formats indent by two spaces; `dependenciesMeta` of the newer one holds mappings of mappings. */
const deepest = 3;

/** An empty tree. Keys are data; each may stand once where it stands. */
export function growTree(input: LockfileInput): LockTree {
  const blocks: LockBlock[] = [];
  const seen = new Set<string>();
  /** The mappings that further lines may add to, by depth: `open[0]` is that of the last entry. */
  let open: DocMap[] = [];

  function addBlock({ keys, value }: LockLine, line: number): void {
    if (value !== null) throw unreadable(input, `${shown(keys[0] ?? '')} is no entry.`, { line, hint: regenerate });
    for (const key of keys) {
      if (seen.has(key)) throw duplicate(input, key, line);
      seen.add(key);
    }
    const fields = new DocMap(line);
    blocks.push({ keys, line, fields });
    open = [fields];
  }

  function addField(parent: DocMap, { keys, value, indent }: LockLine, line: number): void {
    const [key = ''] = keys;
    if (keys.length !== 1) throw unreadable(input, 'Several fields share a value.', { line, hint: regenerate });
    if (parent.has(key)) throw duplicate(input, key, line);
    const nested = value === null ? new DocMap(line) : null;
    parent.set(key, nested ?? value, line);
    open.length = indent;
    if (nested !== null && indent < deepest) open.push(nested);
  }

  return {
    blocks,
    add(line, number) {
      if (line.indent === 0) addBlock(line, number);
      else {
        const parent = open[line.indent - 1];
        if (parent === undefined) {
          throw unreadable(input, 'The line is indented under nothing.', { line: number, hint: regenerate });
        }
        addField(parent, line, number);
      }
    },
  };
}

function duplicate(input: LockfileInput, key: string, line: number) {
  const hint = 'Readers disagree about which of two equal keys counts: write the lockfile anew with Yarn.';
  return unreadable(input, `The key ${shown(key)} stands twice.`, { line, hint });
}

/** The steps of indentation of a line; null where it is no multiple of two spaces. */
export function indentOf(line: string): number | null {
  let spaces = 0;
  while (line.charCodeAt(spaces) === 0x20) spaces++;
  return spaces % 2 === 0 ? spaces / 2 : null;
}
