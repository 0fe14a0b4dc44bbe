/** What a token without a signature must look like. A shape, not a pattern: no input becomes a regular expression. */

/** Characters that a token may consist of. `printable`: ASCII from space to tilde. `uuid`: 8-4-4-4-12 hexadecimal digits. */
export type TokenAlphabet = 'hex' | 'base64' | 'uuid' | 'printable';

/** Bounds, ends included, in characters; white space at the start and end of the token does not count. */
export interface TokenShape {
  readonly length?: { readonly min: number; readonly max: number };
  /** `printable` if not told. */
  readonly alphabet?: TokenAlphabet;
}

const alphabets: Readonly<Record<TokenAlphabet, RegExp>> = {
  hex: /^[0-9A-Fa-f]+$/,
  base64: /^[A-Za-z0-9+/_-]+={0,2}$/,
  uuid: /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
  printable: /^[\x20-\x7e]+$/,
};

/** How a text differs from a shape, in one sentence; null where it does not. */
export function shapeDifference(text: string, { length, alphabet = 'printable' }: TokenShape): string | null {
  if (length !== undefined && (text.length < length.min || text.length > length.max)) {
    return `It has ${text.length} characters, not ${length.min} to ${length.max}.`;
  }
  return alphabets[alphabet].test(text) ? null : `It is not ${alphabet} throughout.`;
}

/** Why a shape can be asked of no token, in one sentence; null where it can. */
export function tokenShapeProblem({ length, alphabet }: TokenShape): string | null {
  if (alphabet !== undefined && !Object.hasOwn(alphabets, alphabet))
    return 'The alphabet of the shape is none that is known.';
  if (length === undefined) return null;
  const { min, max } = length;
  const isRange = Number.isSafeInteger(min) && Number.isSafeInteger(max) && min >= 0 && min <= max;
  return isRange ? null : 'The length of the shape is no range of whole numbers.';
}
