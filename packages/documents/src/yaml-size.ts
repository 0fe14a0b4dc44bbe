const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * An upper bound, up to a small factor, of the nodes a YAML text can have, without parsing it: every node but the first
 * needs a line end, or one of `, [ { :`, or a `-` or `?` before white space. An attacker writes a node in one byte, and
 * the parser below needs more than a hundred to hold it; this is asked first.
 */
export function countMarks(text: string): number {
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    if (isMark(text, at)) marks++;
  }
  return marks;
}

function isMark(text: string, at: number): boolean {
  switch (text.charCodeAt(at)) {
    case lineFeed:
    case carriageReturn:
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
