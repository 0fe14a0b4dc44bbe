import parseExpression, { type Node } from 'spdx-expression-parse';
import { spdxLicenseId, spdxWord } from './spdx-names.js';

/** A licence as it was understood: an SPDX id, an SPDX expression, or words that are neither, as they were stated. */
export type ParsedLicense =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'expression'; readonly expression: string }
  | {
      readonly kind: 'name';
      readonly name: string;
      /** The file that npm's `SEE LICENSE IN` names. */ readonly file?: string;
    };

/** The parser recurses and looks through what is left of the text for every word. */
const longestExpression = 1000;
const deepestExpression = 32;
const longestName = 1000;

/**
 * Understands a licence as a manifest states it: SPDX ids in any case, SPDX expressions (Annex D), and npm's own words (`UNLICENSED`,
 * `SEE LICENSE IN <file>`), which are no SPDX. Nothing is guessed: what SPDX does not know stays a name, as it was stated. Null for
 * an empty text.
 */
export function parseLicense(stated: string): ParsedLicense | null {
  const text = stated.toWellFormed().trim();
  if (text === '') return null;
  const id = spdxLicenseId(text);
  if (id !== undefined) return { kind: 'id', id };
  return parseSpdx(text) ?? named(text);
}

function named(text: string): ParsedLicense {
  const name = text.length > longestName ? `${text.slice(0, longestName).toWellFormed()}…` : text;
  const file = /^SEE LICEN[CS]E IN (\S.{0,255})$/.exec(text)?.[1];
  return { kind: 'name', name, ...(file === undefined ? {} : { file }) };
}

function parseSpdx(text: string): ParsedLicense | null {
  if (text.length > longestExpression || depthOf(text) > deepestExpression) return null;
  try {
    return understood(parseExpression(respelled(text)));
  } catch {
    return null;
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of text) {
    if (char === '(') deepest = Math.max(deepest, ++depth);
    else if (char === ')') depth--;
  }
  return deepest;
}

/** Every word in the list's spelling; those that it does not know (references to licences) as they are. */
function respelled(text: string): string {
  return text.replaceAll(/[A-Za-z0-9.-]+/g, (word) => spdxWord(word) ?? word).replaceAll(/\s+/g, ' ');
}

function understood(node: Node): ParsedLicense {
  if ('license' in node && node.plus !== true && node.exception === undefined) {
    const id = spdxLicenseId(node.license);
    if (id !== undefined) return { kind: 'id', id };
  }
  return { kind: 'expression', expression: written(node) };
}

function written(node: Node): string {
  if ('license' in node) {
    const exception = node.exception === undefined ? '' : ` WITH ${node.exception}`;
    return `${node.license}${node.plus === true ? '+' : ''}${exception}`;
  }
  if (node.conjunction === 'or') return `${written(node.left)} OR ${written(node.right)}`;
  return `${operand(node.left)} AND ${operand(node.right)}`;
}

/** AND binds stronger than OR (Annex D.4.6): only an OR inside an AND needs its parentheses. */
function operand(node: Node): string {
  return 'conjunction' in node && node.conjunction === 'or' ? `(${written(node)})` : written(node);
}
