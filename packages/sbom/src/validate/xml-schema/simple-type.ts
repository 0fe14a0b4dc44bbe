import type { BomProblemCode } from '../bom-problem.js';

/** Why a text is not of a type. */
export interface TextProblem {
  readonly code: BomProblemCode;
  readonly detail: () => string;
}

/** How white space counts (XML Schema part 2 §4.3.6). */
export type WhiteSpace = 'preserve' | 'replace' | 'collapse';

/** A type of texts: what attributes and elements without children hold. */
export interface SimpleType {
  readonly name: string;
  /** Of unions, which leave it to their members, `preserve`. */
  readonly whiteSpace: WhiteSpace;
  /** Whether its texts name a thing of the document, by its `bom-ref`. */
  readonly isReference?: boolean;
  /** What is wrong with a text whose white space is normalised, undefined where nothing is. */
  readonly problemOf: (text: string) => TextProblem | undefined;
  /** Orders two valid texts; of types of numbers alone. */
  readonly compare?: (a: string, b: string) => number;
}

/** The text with its white space as the type counts it. */
export function normalised(text: string, { whiteSpace }: SimpleType): string {
  if (whiteSpace === 'preserve') return text;
  if (whiteSpace === 'replace') return text.replaceAll(/[\t\n\r]/g, ' ');
  return /^ | $|[\t\n\r]| {2}/.test(text)
    ? text
        .split(/[ \t\n\r]+/)
        .filter((word) => word !== '')
        .join(' ')
    : text;
}
