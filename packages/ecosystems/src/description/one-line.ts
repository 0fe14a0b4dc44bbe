import { asText, type DocValue } from '@assay/documents';

/** Texts longer than this many times their cap are cut before they are cleaned: cleaning takes time in proportion to the text. */
const slack = 4;

/**
 * A manifest's text as one line of at most `longest` characters (a cut one ends in `…`): control characters and runs of white space
 * become one space, halves of characters U+FFFD. Undefined for what is no text, or holds nothing to read.
 */
export function oneLine(value: DocValue | undefined, longest: number): string | undefined {
  const text = asText(value);
  if (text === undefined) return undefined;
  const line = text
    .slice(0, longest * slack)
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (line === '') return undefined;
  return line.length <= longest ? line : `${withoutHalf(line.slice(0, longest - 1))}…`;
}

/** A cut may leave the first half of a character at the end. */
function withoutHalf(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1);
}
