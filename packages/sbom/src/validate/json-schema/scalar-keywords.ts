import { asList, asMap, asNumber, type DocValue } from '@assay/documents';
import type { BomProblemCode } from '../bom-problem.js';
import { expectedForm } from '../expected-form.js';
import { tell } from '../problem-sink.js';
import { expectedInstead, listed, quoted } from '../words.js';
import type { Check } from './check.js';
import { numberUnder, textsUnder, textUnder, type SchemaNode } from './schema-node.js';
import { stringFormat } from './string-format.js';

/** Checks of the keywords about values that hold no others (validation §6.1–6.3 and §7). */
export function scalarChecks(node: SchemaNode): readonly Check[] {
  const checks = [typeCheck(node), enumCheck(node), patternCheck(node), formatCheck(node)];
  return [...checks, ...lengthChecks(node), ...rangeChecks(node)].filter((check) => check !== undefined);
}

function failure(
  code: BomProblemCode,
  isRight: (value: DocValue) => boolean,
  detail: (value: DocValue) => string,
): Check {
  return (value, place, sink) => {
    if (!isRight(value)) tell(sink, { code, place, detail: () => detail(value) });
  };
}

/** Of other types than texts, these keywords say nothing. */
function formFailure(isRight: (text: string) => boolean, detail: (text: string) => string): Check {
  return (value, place, sink) => {
    if (typeof value !== 'string' || isRight(value)) return;
    tell(sink, { code: 'schema-format', place, detail: () => detail(value) });
  };
}

function typeCheck(node: SchemaNode): Check | undefined {
  const types = textsUnder(node, 'type');
  if (types === undefined) return undefined;
  return failure(
    'schema-type',
    (value) => types.some((type) => isOfType(value, type)),
    (value) => `Expected ${types.map(typeWord).join(' or ')}, found ${shown(value)}.`,
  );
}

function isOfType(value: DocValue, type: string): boolean {
  const found = typeOf(value);
  return found === type || (type === 'integer' && Number.isInteger(value));
}

function typeOf(value: DocValue): string {
  if (value === null) return 'null';
  if (asMap(value) !== undefined) return 'object';
  return asList(value) === undefined ? typeof value : 'array';
}

function typeWord(type: string): string {
  if (type === 'null') return 'null';
  return /^[aio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** A value as a message shows it: short. */
function shown(value: DocValue): string {
  if (typeof value === 'string') return `the string ${quoted(value)}`;
  if (value === null || typeof value === 'boolean') return String(value);
  return typeof value === 'number' ? `the number ${value}` : typeWord(typeOf(value));
}

/** `const` is an enumeration of one. The official schemas enumerate scalars only. */
function enumCheck(node: SchemaNode): Check | undefined {
  const constant = node.map.get('const');
  const words = constant === undefined ? asList(node.map.get('enum')) : [constant];
  if (words === undefined) return undefined;
  const allowed = new Set(words);
  return failure(
    'schema-value',
    (value) => allowed.has(value),
    (value) =>
      typeof value === 'string'
        ? `${quoted(value)} is not allowed here; ${expectedInstead(value, words.map(String))}.`
        : `Expected ${listed(words.slice(0, 16).map(String), 'or')}, found ${shown(value)}.`,
  );
}

/** The pattern is the schema's, never the document's. Those of the official schemas take linear time. */
function patternCheck(node: SchemaNode): Check | undefined {
  const source = textUnder(node, 'pattern');
  if (source === undefined) return undefined;
  const pattern = new RegExp(source, 'u');
  return formFailure(
    (text) => pattern.test(text),
    (text) => `${quoted(text)} is not ${expectedForm(source)}.`,
  );
}

function formatCheck(node: SchemaNode): Check | undefined {
  const name = textUnder(node, 'format');
  const format = name === undefined ? undefined : stringFormat(name);
  if (format === undefined) return undefined;
  return formFailure(format.matches, (text) => `${quoted(text)} is not ${format.expected}.`);
}

function lengthChecks(node: SchemaNode): readonly (Check | undefined)[] {
  return [
    bound(node, 'minLength', (limit) => ({
      isRight: (value) => typeof value !== 'string' || characters(value, limit) >= limit,
      expected: `a string of at least ${limit} characters`,
    })),
    bound(node, 'maxLength', (limit) => ({
      isRight: (value) => typeof value !== 'string' || characters(value, limit) <= limit,
      expected: `a string of at most ${limit} characters`,
    })),
  ];
}

/** Characters as JSON Schema counts them (code points); of long texts only whether they are more than `limit`. */
function characters(text: string, limit: number): number {
  return text.length > 2 * limit ? text.length : [...text].length;
}

function rangeChecks(node: SchemaNode): readonly (Check | undefined)[] {
  return [
    bound(node, 'minimum', (limit) => ({
      isRight: (value) => (asNumber(value) ?? limit) >= limit,
      expected: `a number from ${limit} on`,
    })),
    bound(node, 'maximum', (limit) => ({
      isRight: (value) => (asNumber(value) ?? limit) <= limit,
      expected: `a number up to ${limit}`,
    })),
  ];
}

interface Bound {
  readonly isRight: (value: DocValue) => boolean;
  readonly expected: string;
}

function bound(node: SchemaNode, keyword: string, make: (limit: number) => Bound): Check | undefined {
  const limit = numberUnder(node, keyword);
  if (limit === undefined) return undefined;
  const { isRight, expected } = make(limit);
  return failure('schema-range', isRight, (value) => `Expected ${expected}, found ${shown(value)}.`);
}
