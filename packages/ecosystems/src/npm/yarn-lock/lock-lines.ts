import { decodeUtf8 } from '@assay/documents';
import type { LockfileInput } from '@assay/model';
import { refused, unreadable } from '../lockfile-error.js';

/** Room for far more than 100,000 packages. */
const maxBytes = 256 * 1024 * 1024;

/** Room for 100,000 packages with all their dependencies, and a bound for a file of nothing but line ends. */
const mostLines = 8_000_000;

/** What to do about a file that Yarn did not write like this. */
export const regenerate =
  'Write it anew with Yarn: delete what does not belong there, or the file, and run yarn install.';

const mergeHint = 'Resolve the merge first: take one side of the file and run yarn install.';

/**
 * Signs that end a line for some readers and not for others, that nothing prints, or that Yarn’s two readers take for different
 * amounts of white space.
 */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const twoFaced = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/;

/** The lines of a yarn.lock, without their ends. Throws AssayError `ERR_LOCKFILE` for what two readers would divide differently. */
export function readLines(input: LockfileInput): readonly string[] {
  const decoded = decodeUtf8(input.bytes, { maxBytes, bom: 'accept' });
  if (!decoded.ok) throw refused(input, decoded.problem);
  const { text } = decoded;
  const found = twoFaced.exec(text);
  if (found !== null) {
    const sign = `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    const message = `The sign ${sign} stands where readers of this file would read different lines.`;
    throw unreadable(input, message, { line: lineAt(text, found.index), hint: regenerate });
  }
  const lines = text.split(text.includes('\r') ? /\r?\n/ : '\n', mostLines + 1);
  if (lines.length > mostLines) throw unreadable(input, `The lockfile has more than ${mostLines} lines.`);
  refuseMerge(input, text, lines);
  return lines;
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

const markers: readonly string[] = ['<<<<<<<', '|||||||', '=======', '>>>>>>>'];

/** Yarn 1 merges the two sides of a conflict by itself, in its own way, and does so wherever the three marks stand. */
function refuseMerge(input: LockfileInput, text: string, lines: readonly string[]): void {
  const message = 'The lockfile holds the marks of an unresolved merge: which side counts depends on who reads it.';
  const at = lines.findIndex((line) => markers.some((marker) => line.startsWith(marker)));
  if (at >= 0) throw unreadable(input, message, { line: at + 1, hint: mergeHint });
  const inside = ['<<<<<<<', '=======', '>>>>>>>'].every((marker) => text.includes(marker));
  if (inside) throw unreadable(input, message, { line: lineAt(text, text.indexOf('<<<<<<<')), hint: mergeHint });
}
