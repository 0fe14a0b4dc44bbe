import type { LockfileInput } from '@assay/model';
import { unreadable } from '../lockfile-error.js';
import { regenerate } from './lock-lines.js';
import { growTree, indentOf, type LockBlock, type LockLine } from './lock-tree.js';
import { readQuoted, type Piece } from './quoted-text.js';

/** Entries hold fields, and fields hold dependencies. */
const deepest = 2;

/**
 * Reads the lines of a lockfile of Yarn 1. Its own reader is lenient in ways that hide entries: a blank line or a comment in the middle
 * of an entry ends the file for it, and nobody is told. Whatever Yarn does not write itself, and would read otherwise than it looks, is
 * refused with `ERR_LOCKFILE`.
 */
export function readClassic(input: LockfileInput, lines: readonly string[]): readonly LockBlock[] {
  const tree = growTree(input);
  let broken = false;
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) {
      broken = true;
      continue;
    }
    const read = readLine(line);
    if (read === null) throw notClassic(input, index + 1);
    if (broken && read.indent > 0) throw interrupted(input, index + 1);
    broken = false;
    tree.add(read, index + 1);
  }
  return tree.blocks;
}

function notClassic(input: LockfileInput, line: number) {
  return unreadable(input, 'The line is not written as Yarn 1 writes its lockfile.', { line, hint: regenerate });
}

function interrupted(input: LockfileInput, line: number) {
  const message = 'A blank line or a comment stands inside an entry: Yarn 1 reads nothing of the file after it.';
  return unreadable(input, message, { line, hint: regenerate });
}

function readLine(line: string): LockLine | null {
  const indent = indentOf(line);
  if (indent === null || indent > deepest) return null;
  const keys: string[] = [];
  let at = indent * 2;
  for (;;) {
    const key = readKey(line, at);
    if (key === null || key.text === '') return null;
    keys.push(key.text);
    at = afterSpaces(line, key.end);
    if (line.charAt(at) !== ',') break;
    at = afterSpaces(line, at + 1);
  }
  if (line.charAt(at) === ':') return afterSpaces(line, at + 1) === line.length ? { indent, keys, value: null } : null;
  const value = readValue(line, at);
  return value === null || indent === 0 ? null : { indent, keys, value };
}

function afterSpaces(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === 0x20) at++;
  return at;
}

function readKey(line: string, at: number): Piece | null {
  return line.charAt(at) === '"' ? readQuoted(line, at) : readBare(line, at);
}

/** The value, which must reach to the end of the line. */
function readValue(line: string, at: number): string | null {
  const piece = readKey(line, at) ?? readWord(line, at);
  return piece !== null && afterSpaces(line, piece.end) === line.length ? piece.text : null;
}

const bareStart = /^[a-zA-Z/.-]$/;

/**
 * A text without quotes. Yarn 1 takes `true`, `false` and digits at the start of one for a value of its own and goes on with the rest as
 * if it stood apart; it writes such texts in quotes.
 */
function readBare(line: string, start: number): Piece | null {
  if (!bareStart.test(line.charAt(start)) || line.startsWith('true', start) || line.startsWith('false', start))
    return null;
  let end = start;
  for (; end < line.length; end++) {
    const char = line.charAt(end);
    if (char === ':' || char === ' ' || char === ',') break;
    if (char === '"' || char === '\\') return null;
  }
  return { text: line.slice(start, end), end };
}

/** A truth value or a whole number, which Yarn 1 writes without quotes where a field holds one. */
function readWord(line: string, start: number): Piece | null {
  const text = line.slice(start).trimEnd();
  const isWord = text === 'true' || text === 'false' || /^[0-9]{1,15}$/.test(text);
  return isWord ? { text, end: start + text.length } : null;
}
