import type { GemfileToken } from './gemfile-tokens.js';

/** A value that stands there; null where it cannot be known. */
export type GemfileValue = string | readonly string[] | null;

/** What a statement is called with. */
export interface GemfileArguments {
  readonly values: readonly GemfileValue[];
  readonly options: ReadonlyMap<string, GemfileValue>;
  /** Every value is known, and nothing else stands there. */
  readonly isPlain: boolean;
  /** Something follows that decides whether the statement counts (`if …`). */
  readonly isConditional: boolean;
}

const modifiers: readonly string[] = ['if', 'unless', 'while', 'until', 'rescue'];

/** Reads what follows a statement's name. */
export function gemfileArguments(tokens: readonly GemfileToken[]): GemfileArguments {
  const at = tokens.findIndex((token) => token.kind === 'word' && modifiers.includes(token.text));
  const own = withoutBrackets(at < 0 ? tokens : tokens.slice(0, at));
  const values: GemfileValue[] = [];
  const options = new Map<string, GemfileValue>();
  let isPlain = at < 0;
  for (const part of splitAtCommas(own)) {
    const key = keyOf(part);
    const value = valueOf(key === null ? part : part.slice(key.length));
    isPlain &&= value !== null;
    if (key === null) values.push(value);
    else options.set(key.name, value);
  }
  return { values, options, isPlain, isConditional: at >= 0 };
}

/** `gem('rails', '7.0')`. */
function withoutBrackets(tokens: readonly GemfileToken[]): readonly GemfileToken[] {
  const isBracketed = tokens[0]?.text === '(' && tokens.at(-1)?.text === ')' && tokens.at(-1)?.kind === 'mark';
  return isBracketed && tokens[0]?.kind === 'mark' ? tokens.slice(1, -1) : tokens;
}

function splitAtCommas(tokens: readonly GemfileToken[]): readonly (readonly GemfileToken[])[] {
  const parts: GemfileToken[][] = [];
  let depth = 0;
  let current: GemfileToken[] = [];
  for (const token of tokens) {
    if (token.kind === 'newline') continue;
    const mark = token.kind === 'mark' ? token.text : '';
    if ('([{'.includes(mark) && mark !== '') depth++;
    if (')]}'.includes(mark) && mark !== '') depth--;
    if (mark === ',' && depth === 0) {
      parts.push(current);
      current = [];
    } else current.push(token);
  }
  return current.length === 0 ? parts : [...parts, current];
}

/** `git: …`, `:git => …` or `'git' => …`. */
function keyOf(part: readonly GemfileToken[]): { readonly name: string; readonly length: number } | null {
  const [first, second] = part;
  if (first?.kind === 'label') return { name: first.text, length: 1 };
  const isKey = first?.kind === 'symbol' || first?.kind === 'string';
  return isKey && second?.kind === 'mark' && second.text === '=>' ? { name: first.text, length: 2 } : null;
}

const constants: readonly string[] = ['true', 'false', 'nil'];

/** A list in a list is no requirement: nothing is gained by following a thousand of them down. */
function valueOf(part: readonly GemfileToken[]): GemfileValue {
  const [first] = part;
  if (first === undefined) return null;
  if (part.length === 1) return scalarOf(first);
  if (first.kind !== 'mark' || first.text !== '[' || part.at(-1)?.text !== ']') return null;
  const items = splitAtCommas(part.slice(1, -1)).map(([item, ...more]) =>
    more.length > 0 || item === undefined ? null : scalarOf(item),
  );
  return items.every((item) => typeof item === 'string') ? items : null;
}

function scalarOf(token: GemfileToken): GemfileValue {
  if (token.kind === 'words') return token.text.split(/\s/).filter((word) => word !== '');
  if (token.kind === 'word') return constants.includes(token.text) ? token.text : null;
  return token.kind === 'string' || token.kind === 'symbol' || token.kind === 'number' ? token.text : null;
}
