import { DocRefusal } from './doc-problem.js';
import { mostDocuments } from './limits.js';
import { LineCursor } from './line-cursor.js';

/**
 * What readers of YAML disagree about, in any place. Next line, line and paragraph separator end lines for YAML 1.1 readers
 * (libyaml, so Ruby and Python) and are text in 1.2; the byte order mark is nothing at the start of a line for libyaml, and
 * text for others. `---a: b` is an entry; for js-yaml 4, which pnpm has, it starts a document with the entry `a`.
 */
const twoFaced = /[\u0085\u2028\u2029\uFEFF]|(?:^|[\n\r])---[^ \t\n\r]/;

/** Begins a document, wherever it stands: a text in quotes or a block ends before it. */
const documentMarker = /(?:^|[\n\r])---(?=[ \t\n\r]|$)/g;

/**
 * Looks through a YAML text before it is parsed. Throws DocRefusal for more than `maxValues` marks or `mostDocuments` documents, and for
 * what other readers take for other data, so that an attacker hides a second `name:` from one of them.
 */
export function checkYamlText(text: string, maxValues: number): void {
  if (text.length > maxValues && countMarks(text) > maxValues) {
    throw new DocRefusal({ problem: 'too-large', detail: `The document may have more than ${maxValues} values.` });
  }
  refuseManyDocuments(text);
  const found = twoFaced.exec(text);
  if (found === null) return;
  const [piece] = found;
  const line = new LineCursor(text).lineAt(found.index + piece.length - 1);
  const what = piece.includes('---') ? 'the marker ---' : `U+${hexOf(piece)}`;
  throw new DocRefusal({ problem: 'ambiguous', detail: `Readers of YAML disagree about ${what} here.`, line });
}

function refuseManyDocuments(text: string): void {
  let documents = 0;
  for (const { index } of text.matchAll(documentMarker)) {
    if (++documents <= mostDocuments) continue;
    const line = new LineCursor(text).lineAt(index + 1);
    throw new DocRefusal({
      problem: 'too-large',
      detail: `The stream has more than ${mostDocuments} documents.`,
      line,
    });
  }
}

/**
 * A quote alone at the start of a line, moved in by a space. Where libyaml reads the text at all, it closes a quoted text or opens
 * one in a flow collection, and white space before it is dropped in both; anywhere else libyaml gives up.
 */
export function indentClosingQuotes(text: string): string {
  return text.replaceAll(/^['"]$/gm, ' $&');
}

function hexOf(char: string): string {
  return char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}

/**
 * Every node but the first needs a mark: a line end, one of `, [ { :`, or a `-` or `?` before white space. Counting them bounds
 * the nodes, up to a small factor. An attacker writes a node in one byte; the parser needs more than a hundred to hold it.
 */
function countMarks(text: string): number {
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    if (isMark(text, at)) marks++;
  }
  return marks;
}

function isMark(text: string, at: number): boolean {
  switch (text.charCodeAt(at)) {
    case 0x0a:
    case 0x0d:
    case 0x2c: // ,
    case 0x3a: // :
    case 0x5b: // [
    case 0x7b: // {
      return true;
    case 0x2d: // -
    case 0x3f: // ?
      return isSpace(text.charCodeAt(at + 1));
    default:
      return false;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
