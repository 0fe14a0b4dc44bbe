import { expectedForm } from '../expected-form.js';
import { expectedInstead, quoted } from '../words.js';
import { compilePattern } from './pattern.js';
import type { SimpleType, TextProblem } from './simple-type.js';
import { attributeOf, unexpected, type XsdNode } from './xsd-node.js';

type Facet = (text: string) => TextProblem | undefined;

/** A type that allows of another one what its facets allow (XML Schema part 2 §4.3). */
export function restrictedType(name: string, base: SimpleType, restriction: XsdNode): SimpleType {
  const facets = [...enumeration(restriction), ...patterns(restriction), ...limits(restriction, base)];
  const problemOf = (text: string): TextProblem | undefined => {
    const problem = base.problemOf(text);
    if (problem !== undefined) return problem;
    for (const facet of facets) {
      const found = facet(text);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { ...base, name, problemOf };
}

function valuesOf(restriction: XsdNode, facet: string): readonly string[] {
  return restriction.children.filter(({ name }) => name === facet).map((node) => attributeOf(node, 'value'));
}

/** The official schemas enumerate texts only. */
function enumeration(restriction: XsdNode): readonly Facet[] {
  const words = valuesOf(restriction, 'enumeration');
  if (words.length === 0) return [];
  const allowed = new Set(words);
  const problem = (text: string): TextProblem => {
    return {
      code: 'schema-value',
      detail: () => `${quoted(text)} is not allowed here; ${expectedInstead(text, words)}.`,
    };
  };
  return [(text) => (allowed.has(text) ? undefined : problem(text))];
}

/** Patterns of one restriction are alternatives (§4.3.4). */
function patterns(restriction: XsdNode): readonly Facet[] {
  const sources = valuesOf(restriction, 'pattern');
  if (sources.length === 0) return [];
  const matchers = sources.map(compilePattern);
  const problem = (text: string): TextProblem => {
    return {
      code: 'schema-format',
      detail: () => `${quoted(text)} is not ${expectedForm(sources.join('|'))}.`,
    };
  };
  return [(text) => (matchers.some((matches) => matches(text)) ? undefined : problem(text))];
}

const texts = ['enumeration', 'pattern'];

function limits(restriction: XsdNode, base: SimpleType): readonly Facet[] {
  return restriction.children.filter(({ name }) => !texts.includes(name)).map((node) => limit(node, base));
}

function limit(node: XsdNode, { compare = () => 0 }: SimpleType): Facet {
  const value = attributeOf(node, 'value');
  const count = Number(value);
  switch (node.name) {
    case 'minLength':
      return bound(`at least ${value} characters`, (text) => text.length >= 2 * count || [...text].length >= count);
    case 'maxLength':
      return bound(`at most ${value} characters`, (text) => text.length <= 2 * count && [...text].length <= count);
    case 'minInclusive':
      return bound(`a number from ${value} on`, (text) => compare(text, value) >= 0);
    case 'maxInclusive':
      return bound(`a number up to ${value}`, (text) => compare(text, value) <= 0);
    default:
      return unexpected(node, 'a restriction');
  }
}

function bound(expected: string, isRight: (text: string) => boolean): Facet {
  return (text) =>
    isRight(text) ? undefined : { code: 'schema-range', detail: () => `Expected ${expected}, found ${quoted(text)}.` };
}
