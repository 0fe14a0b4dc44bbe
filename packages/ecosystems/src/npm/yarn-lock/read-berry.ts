import type { LockfileInput } from '@assay/model';
import { unreadable } from '../lockfile-error.js';
import { regenerate } from './lock-lines.js';
import { growTree, indentOf, type LockBlock, type LockLine } from './lock-tree.js';
import { readQuoted } from './quoted-text.js';

/** `dependenciesMeta` holds a mapping for each package. */
const deepest = 3;

/**
 * Reads the lines of a lockfile of Yarn 2 and later. It is YAML of the simplest kind: mappings indented by two spaces, texts without
 * quotes or in double ones. That much every reader of YAML reads alike; whatever else YAML knows is refused with `ERR_LOCKFILE`.
 */
export function readBerry(input: LockfileInput, lines: readonly string[]): readonly LockBlock[] {
  const tree = growTree(input);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '' || line.startsWith('#')) continue;
    const number = index + 1;
    const isLongKey = line.startsWith('? ');
    if (isLongKey && lines[++index] !== ':') throw notBerry(input, number + 1);
    const read = isLongKey ? readLongKey(line) : readLine(line);
    if (read === null) throw notBerry(input, number);
    tree.add(read, number);
  }
  return tree.blocks;
}

function notBerry(input: LockfileInput, line: number) {
  return unreadable(input, 'The line is not written as Yarn 2 and later write their lockfile.', {
    line,
    hint: regenerate,
  });
}

/** YAML has keys of more than 1,024 signs stand on a line of their own. */
function readLongKey(line: string): LockLine | null {
  const key = readText(line.slice(2));
  return key === null || key === '' ? null : { indent: 0, keys: [key], value: null };
}

function readLine(line: string): LockLine | null {
  const indent = indentOf(line);
  if (indent === null || indent > deepest) return null;
  const start = indent * 2;
  const end = keyEnd(line, start);
  if (end === null || line.charAt(end) !== ':') return null;
  const key = readText(line.slice(start, end));
  if (key === null || key === '') return null;
  if (end + 1 === line.length) return { indent, keys: [key], value: null };
  const value = line.charAt(end + 1) === ' ' ? readText(line.slice(end + 2)) : null;
  return value === null ? null : { indent, keys: [key], value };
}

function keyEnd(line: string, start: number): number | null {
  if (line.charAt(start) === '"') return readQuoted(line, start)?.end ?? null;
  const colon = line.indexOf(':', start);
  return colon < 0 ? null : colon;
}

/** The whole text, in quotes or plain; null where it is neither. */
function readText(text: string): string | null {
  if (!text.startsWith('"')) return isPlain(text) ? text : null;
  const quoted = readQuoted(text, 0);
  return quoted?.end === text.length ? quoted.text : null;
}

const special = new Set('-?:,][{}#&*!|>\'"%@` ');
const specialInside = new Set(',][{}:#');

/** What Yarn itself writes without quotes: nothing in it means anything to YAML. */
function isPlain(text: string): boolean {
  if (text === '' || special.has(text.charAt(0)) || text.endsWith(' ')) return false;
  for (const char of text) if (specialInside.has(char)) return false;
  return true;
}
