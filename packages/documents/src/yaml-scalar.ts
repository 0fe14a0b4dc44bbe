import { DocRefusal } from './doc-problem.js';

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);

const decimal = /^[-+]?[0-9]+$/;
const octal = /^0o[0-7]+$/;
const hexadecimal = /^0x[0-9a-fA-F]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** Longer plain scalars that start like a number are refused: the patterns above need memory for every character. */
const longestNumber = 10_000;

/**
 * What a plain scalar means in YAML 1.2's core schema (§10.3.2): null, a truth value, a number or text. Numbers that a
 * double cannot hold (integers beyond ±(2^53−1), infinities, not-a-number) are refused.
 */
export function resolvePlainScalar(text: string, line: number): string | number | boolean | null {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!startsNumber(text.charCodeAt(0))) return text;
  if (text.length > longestNumber) return checked(Number.NaN, line);
  if (decimal.test(text) || octal.test(text) || hexadecimal.test(text)) return integer(text, line);
  if (float.test(text)) return checked(Number(text), line);
  return notFinite.test(text) ? checked(Number.NaN, line) : text;
}

function startsNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e;
}

function integer(text: string, line: number): number {
  const value = Number(text);
  return checked(Number.isSafeInteger(value) ? value : Number.NaN, line);
}

function checked(value: number, line: number): number {
  if (Number.isFinite(value)) return value;
  throw new DocRefusal({ problem: 'number', detail: 'A number is too large to be read without loss.', line });
}
