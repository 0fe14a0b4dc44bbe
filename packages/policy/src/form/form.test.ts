import { describe, expect, expectTypeOf, test } from 'vitest';
import * as form from './index.js';

const { issuesOf } = form;
const codes = (shape: form.Form, data: unknown) => issuesOf(shape, data).map(({ code, path }) => [code, path]);
const error = 'no';

describe('a mapping', () => {
  const shape = form.mapping({ name: form.text(), age: form.wholeNumber().min(1, { error }).optional() });

  test('has its keys, those that may be left out or not', () => {
    expect(issuesOf(shape, { name: 'a' })).toEqual([]);
    expect(issuesOf(shape, { name: 'a', age: 1 })).toEqual([]);
    expectTypeOf<form.Infer<typeof shape>>().toEqualTypeOf<
      { readonly name: string } & { readonly age?: number | undefined }
    >();
  });

  test.each([
    [{}, [['type', ['name']]]],
    [
      { name: 1, age: 0 },
      [
        ['type', ['name']],
        ['bound', ['age']],
      ],
    ],
    [{ name: 'a', age: undefined }, [['type', ['age']]]],
    [{ name: 'a', other: 1 }, [['keys', []]]],
    [[], [['type', []]]],
    [null, [['type', []]]],
    ['name', [['type', []]]],
  ])('is not %j', (data, expected) => {
    expect(codes(shape, data)).toEqual(expected);
  });

  test.each(['__proto__', 'constructor', 'toString'])('knows nothing of the key %s', (key) => {
    const data = Object.assign(Object.create(null) as object, { name: 'a' });
    Object.defineProperty(data, key, { value: 1, enumerable: true });
    expect(codes(shape, data)).toEqual([['keys', []]]);
  });

  test('does not take a key from a prototype for its own', () => {
    expect(codes(shape, Object.create({ name: 'a' }))).toEqual([['type', ['name']]]);
  });
});

describe('a whole number', () => {
  test.each([0.5, NaN, Infinity, 2 ** 53, '1', 1n, null, undefined])('is not %s', (data) => {
    expect(codes(form.wholeNumber(), data)).toEqual([['type', []]]);
  });
});

describe('a text', () => {
  test('must match every pattern', () => {
    const shape = form.text().max(3, { error }).regex(/a/, { error }).regex(/b/, { error });
    expect(issuesOf(shape, 'ab')).toEqual([]);
    expect(codes(shape, 'a')).toEqual([['bound', []]]);
    expect(codes(shape, 'abcd')).toEqual([['bound', []]]);
    expect(codes(shape, 'cccc')).toHaveLength(3);
  });

  test('has errors that see what stands there', () => {
    const shape = form.text().regex(/^$/, { error: ({ input }) => `not ${String(input)}` });
    expect(issuesOf(shape, 'x')).toMatchObject([{ message: 'not x' }]);
  });
});

describe('a list', () => {
  const shape = form.list(form.flag()).min(1, { error }).max(2, { error });

  test('has so many items, each of its form', () => {
    expect(issuesOf(shape, [true, false])).toEqual([]);
    expect(codes(shape, [])).toEqual([['bound', []]]);
    expect(codes(shape, [true, 'x'])).toEqual([['type', [1]]]);
    expect(codes(shape, [true, true, 1])).toEqual([
      ['bound', []],
      ['type', [2]],
    ]);
    expect(codes(shape, { length: 1 })).toEqual([['type', []]]);
  });
});

describe('one of several words', () => {
  test('is that very value', () => {
    expect(issuesOf(form.oneOf(['a', 'b']), 'b')).toEqual([]);
    expect(codes(form.oneOf(['a', 'b']), 'c')).toEqual([['words', []]]);
    expect(codes(form.exactly(1), '1')).toEqual([['words', []]]);
    expect(codes(form.exactly(true), false)).toEqual([['words', []]]);
  });
});

describe('one of several forms', () => {
  const shape = form.either([form.text().regex(/^a/, { error: 'begins with a' }), form.mapping({ a: form.flag() })], {
    error: 'neither',
  });

  test('is any of them', () => {
    expect(issuesOf(shape, 'a')).toEqual([]);
    expect(issuesOf(shape, { a: true })).toEqual([]);
  });

  test('is refused for the limits of the one that it has otherwise', () => {
    expect(issuesOf(shape, 'b')).toMatchObject([{ code: 'bound', message: 'begins with a' }]);
  });

  test('is refused as none of them where none is near', () => {
    expect(issuesOf(shape, { b: true })).toMatchObject([{ code: 'either', message: 'neither' }]);
    expect(issuesOf(shape, 1)).toMatchObject([{ code: 'either', message: 'neither' }]);
  });
});

describe('the JSON Schema of a form', () => {
  test('says what the form says', () => {
    const shape = form.mapping({
      a: form.text().max(3, { error }).regex(/a/).regex(/b/).describe('A.'),
      b: form.list(form.exactly(1)).min(1, { error }).optional().describe('B.'),
      c: form.either([form.flag(), form.oneOf(['x', 'y'])]).optional(),
      d: form
        .wholeNumber()
        .min(0, { error })
        .meta({ examples: [1] })
        .optional(),
    });
    expect(form.formJsonSchema(shape)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        a: { type: 'string', description: 'A.', maxLength: 3, allOf: [{ pattern: 'a' }, { pattern: 'b' }] },
        b: { type: 'array', description: 'B.', items: { type: 'number', const: 1 }, minItems: 1 },
        c: { anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['x', 'y'] }] },
        d: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, examples: [1] },
      },
      required: ['a'],
      additionalProperties: false,
    });
  });
});
