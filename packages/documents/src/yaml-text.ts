import { DocRefusal } from './doc-problem.js';
import { LineCursor } from './line-cursor.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const hyphen = 0x2d;

/**
 * Looks through a YAML text before it is parsed. Throws DocRefusal for more than `maxValues` marks, and for what other readers
 * take for other data, so that an attacker hides a second `name:` from one of them.
 */
export function checkYamlText(text: string, maxValues: number): void {
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    if (isMark(text, at)) marks++;
    else if (isTwoFaced(text.charCodeAt(at))) refuseTwoFaced(text, at);
    else if (isGluedMarker(text, at)) refuse(text, at, 'Readers disagree whether this line starts a document.');
  }
  if (marks <= maxValues) return;
  throw new DocRefusal({ problem: 'too-large', detail: `The document may have more than ${maxValues} values.` });
}

/**
 * Every node but the first needs a mark: a line end, one of `, [ { :`, or a `-` or `?` before white space. Counting them bounds
 * the nodes, up to a small factor. An attacker writes a node in one byte; the parser needs more than a hundred to hold it.
 */
function isMark(text: string, at: number): boolean {
  switch (text.charCodeAt(at)) {
    case lineFeed:
    case carriageReturn:
    case 0x2c: // ,
    case 0x3a: // :
    case 0x5b: // [
    case 0x7b: // {
      return true;
    case hyphen:
    case 0x3f: // ?
      return isSpace(text.charCodeAt(at + 1));
    default:
      return false;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/**
 * Next line, line and paragraph separator: line ends to YAML 1.1 readers (libyaml, so Ruby and Python), text to 1.2. The byte
 * order mark: nothing at the start of a line to libyaml, text to others.
 */
function isTwoFaced(code: number): boolean {
  return code >= 0x85 && (code === 0x85 || code === 0x2028 || code === 0x2029 || code === 0xfeff);
}

/** `---a: b` is an entry; to js-yaml 4, which pnpm has, it starts a document with the entry `a`. */
function isGluedMarker(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== hyphen || !text.startsWith('---', at)) return false;
  const before = at === 0 ? lineFeed : text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 3);
  return isLineEnd(before) && at + 3 < text.length && !isSpace(after) && !isLineEnd(after);
}

function isLineEnd(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

function refuseTwoFaced(text: string, at: number): never {
  const name = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return refuse(text, at, `U+${name} is read differently by YAML 1.1 and 1.2.`);
}

function refuse(text: string, at: number, detail: string): never {
  throw new DocRefusal({ problem: 'ambiguous', detail, line: new LineCursor(text).lineAt(at) });
}
