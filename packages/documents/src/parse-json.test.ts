import { describe, expect, it } from 'vitest';
import { asList, asMap, asNumber, asText } from './as-value.js';
import type { DocProblemKind } from './doc-problem.js';
import { parseJson, type JsonOptions } from './parse-json.js';

const encoder = new TextEncoder();

function read(text: string | Uint8Array, options: Partial<JsonOptions> = {}) {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  return parseJson(bytes, { maxBytes: 1_000_000, ...options });
}

function valueOf(text: string | Uint8Array, options: Partial<JsonOptions> = {}) {
  const result = read(text, options);
  if (!result.ok) throw new Error(`${result.problem.problem}: ${result.problem.detail}`);
  return result.document.value;
}

function problemOf(text: string | Uint8Array, options: Partial<JsonOptions> = {}) {
  const result = read(text, options);
  return result.ok ? undefined : result.problem;
}

const bytes = (...values: readonly (number | string)[]) =>
  new Uint8Array(values.flatMap((value) => (typeof value === 'string' ? [...encoder.encode(value)] : [value])));

/** Named as the cases of Seriot's JSONTestSuite that they are modelled on. */
const refused: Readonly<Record<string, string | Uint8Array>> = {
  array_1_true_without_comma: '[1 true]',
  array_colon_instead_of_comma: '["": 1]',
  array_comma_after_close: '[""],',
  array_comma_and_number: '[,1]',
  array_double_comma: '[1,,2]',
  array_double_extra_comma: '["x",,]',
  array_extra_close: '["x"]]',
  array_extra_comma: '["",]',
  array_incomplete: '["x"',
  array_incomplete_invalid_value: '[x',
  array_inner_array_no_comma: '[3[4]]',
  array_items_separated_by_semicolon: '[1:2]',
  array_just_comma: '[,]',
  array_just_minus: '[-]',
  array_missing_value: '[   , ""]',
  array_newlines_unclosed: '["a",\n4\n,1,',
  array_number_and_comma: '[1,]',
  array_number_and_several_commas: '[1,,]',
  array_spaces_vertical_tab_formfeed: '["\u000ba"\\f]',
  array_star_inside: '[*]',
  array_unclosed: '[""',
  array_unclosed_trailing_comma: '[1,',
  array_unclosed_with_object_inside: '[{}',
  incomplete_false: '[fals]',
  incomplete_null: '[nul]',
  incomplete_true: '[tru]',
  capitalised_true: '[True]',
  capitalised_null: 'NULL',
  multidigit_number_then_nul: '123\0',
  number_plus_plus: '[++1234]',
  number_plus_1: '[+1]',
  number_plus_inf: '[+Inf]',
  number_minus_01: '[-01]',
  number_minus_1_dot_0_dot: '[-1.0.]',
  number_minus_2_dot: '[-2.]',
  number_minus_nan: '[-NaN]',
  number_dot_minus_1: '[.-1]',
  number_dot_2e_minus_3: '[.2e-3]',
  number_0_1_2: '[0.1.2]',
  number_0_3e_plus: '[0.3e+]',
  number_0_3e: '[0.3e]',
  number_0_dot_e1: '[0.e1]',
  number_0_capital_e: '[0E]',
  number_0_capital_e_plus: '[0E+]',
  number_0e: '[0e]',
  number_0e_plus: '[0e+]',
  number_1_0e: '[1.0e]',
  number_1_0e_minus: '[1.0e-]',
  number_1_0e_plus: '[1.0e+]',
  number_1_000: '[1 000.0]',
  number_1eE2: '[1eE2]',
  number_2_dot: '[2.]',
  number_2_e3: '[2.e3]',
  number_2_e_minus_3: '[2.e-3]',
  number_2_e_plus_3: '[2.e+3]',
  number_9_e_plus: '[9.e+]',
  number_inf: '[Inf]',
  number_nan: '[NaN]',
  number_fullwidth_1: '[１]',
  number_expression: '[1+2]',
  number_hex_1_digit: '[0x1]',
  number_hex_2_digits: '[0x42]',
  number_infinity: '[Infinity]',
  number_invalid_plus_minus: '[0e+-1]',
  number_invalid_negative_real: '[-123.123foo]',
  number_leading_dot: '[.123]',
  number_minus_infinity: '[-Infinity]',
  number_minus_sign_with_trailing_garbage: '[-foo]',
  number_minus_space_1: '[- 1]',
  number_neg_int_starting_with_zero: '[-012]',
  number_neg_real_without_int_part: '[-.123]',
  number_neg_with_garbage_at_end: '[-1x]',
  number_real_garbage_after_e: '[1ea]',
  number_real_without_fractional_part: '[1.]',
  number_with_alpha: '[1.2a-3]',
  number_with_alpha_char: '[1.8011670033376514H-308]',
  number_with_leading_zero: '[012]',
  number_with_underscore: '[1_000]',
  number_bigint_suffix: '[1n]',
  number_octal: '[0o17]',
  object_bad_value: '["x", truth]',
  object_bracket_key: '{[: "x"}\n',
  object_comma_instead_of_colon: '{"x", null}',
  object_double_colon: '{"x"::"b"}',
  object_emoji: '{🇨🇭}',
  object_garbage_at_end: '{"a":"a" 123}',
  object_key_with_single_quotes: "{key: 'value'}",
  object_missing_colon: '{"a" b}',
  object_missing_key: '{:"b"}',
  object_missing_semicolon: '{"a" "b"}',
  object_missing_value: '{"a":',
  object_no_colon: '{"a"',
  object_non_string_key: '{1:1}',
  object_non_string_key_but_huge_number: '{9999E9999:1}',
  object_repeated_null_null: '{null:null,null:null}',
  object_several_trailing_commas: '{"id":0,,,,,}',
  object_single_quote: "{'a':0}",
  object_trailing_comma: '{"id":0,}',
  object_trailing_comment: '{"a":"b"}/**/',
  object_trailing_comment_open: '{"a":"b"}/**//',
  object_trailing_comment_slash: '{"a":"b"}//',
  object_trailing_comment_slash_incomplete: '{"a":"b"}/',
  object_two_commas_in_a_row: '{"a":"b",,"c":"d"}',
  object_unquoted_key: '{a: "b"}',
  object_unterminated_value: '{"a":"a',
  object_with_single_string: '{ "foo" : "bar", "a" }',
  object_with_trailing_garbage: '{"a":"b"}#',
  object_leading_comma: '{,"a":1}',
  object_value_missing_before_close: '{"a":}',
  object_closed_by_bracket: '{"a":1]',
  array_closed_by_brace: '[1}',
  single_space: ' ',
  string_1_surrogate_then_escape_u: '["\\uD800\\u"]',
  string_1_surrogate_then_escape_u1: '["\\uD800\\u1"]',
  string_1_surrogate_then_escape_u1x: '["\\uD800\\u1x"]',
  string_accentuated_char_no_quotes: '[é]',
  string_backslash_00: '["\\\0"]',
  string_escape_x: '["\\x00"]',
  string_escaped_backslash_bad: '["\\\\\\"]',
  string_escaped_ctrl_char_tab: '["\\\t"]',
  string_escaped_emoji: '["\\🌀"]',
  string_incomplete_escape: '["\\"]',
  string_incomplete_escaped_character: '["\\u00A"]',
  string_incomplete_surrogate: '["\\uD834\\uDd"]',
  string_incomplete_surrogate_escape_invalid: '["\\uD800\\uD800\\x"]',
  string_invalid_backslash_esc: '["\\a"]',
  string_invalid_unicode_escape: '["\\uqqqq"]',
  string_capital_u_escape: '["\\U00000041"]',
  string_unicode_escape_with_braces: '["\\u{41}"]',
  string_unicode_escape_with_sign: '["\\u+041"]',
  string_unicode_escape_with_space: '["\\u 041"]',
  string_octal_escape: '["\\0"]',
  string_leading_uescaped_thinspace: '[\\u0020"asd"]',
  string_no_quotes_with_bad_escape: '[\\n]',
  string_single_doublequote: '"',
  string_single_quote: "['single quote']",
  string_single_string_no_double_quotes: 'abc',
  string_start_escape_unclosed: '["\\',
  string_unescaped_ctrl_char: '["a\0a"]',
  string_unescaped_newline: '["new\nline"]',
  string_unescaped_tab: '["\t"]',
  string_unescaped_unit_separator: '["\u001f"]',
  string_unicode_CapitalU: '"\\UA66D"',
  string_with_trailing_garbage: '""x',
  structure_angle_bracket: '<.>',
  structure_angle_bracket_null: '[<null>]',
  structure_array_trailing_garbage: '[1]x',
  structure_array_with_extra_array_close: '[1]]',
  structure_array_with_unclosed_string: '["asd]',
  structure_ascii_unicode_identifier: 'aå',
  structure_capitalized_true: '[True]',
  structure_close_unopened_array: '1]',
  structure_comma_instead_of_closing_brace: '{"x": true,',
  structure_double_array: '[][]',
  structure_end_array: ']',
  structure_no_data: '',
  structure_null_byte_outside_string: '[\0]',
  structure_number_with_trailing_garbage: '2@',
  structure_object_followed_by_closing_object: '{}}',
  structure_object_unclosed_no_value: '{"":',
  structure_object_with_comment: '{"a":/*comment*/"b"}',
  structure_object_with_trailing_garbage: '{"a": true} "x"',
  structure_open_array_apostrophe: "['",
  structure_open_array_comma: '[,',
  structure_open_array_open_object: '[{',
  structure_open_array_open_string: '["a',
  structure_open_array_string: '["a"',
  structure_open_object: '{',
  structure_open_object_close_array: '{]',
  structure_open_object_comma: '{,',
  structure_open_object_open_array: '{[',
  structure_open_object_open_string: '{"a',
  structure_open_object_string_with_apostrophes: "{'a'",
  structure_open_open: '["\\{["\\{["\\{["\\{',
  structure_single_star: '*',
  structure_trailing_hash: '{"a":"b"}#{}',
  structure_u_escaped_lf_before_string: '[\\u000A""]',
  structure_unclosed_array: '[1',
  structure_unclosed_array_partial_null: '[ false, nul',
  structure_unclosed_array_unfinished_false: '[ true, fals',
  structure_unclosed_array_unfinished_true: '[ false, tru',
  structure_unclosed_object: '{"asd":"asd"',
  structure_unicode_identifier: 'å',
  structure_whitespace_u2060_word_joiner: '[\u2060]',
  structure_whitespace_formfeed: '[\u000c]',
  structure_whitespace_vertical_tab: '[\u000b]',
  structure_whitespace_no_break_space: '[\u00a0]',
  structure_whitespace_line_separator: '[\u2028]',
  structure_two_values: '1 2',
  structure_undefined: 'undefined',
  structure_bom_in_the_middle: '[\uFEFF1]',
};

const refusedEncodings: Readonly<Record<string, Uint8Array>> = {
  array_invalid_utf8: bytes('[', 0xff, ']'),
  number_invalid_utf8_in_int: bytes('[0', 0xe5, ']'),
  number_invalid_utf8_in_exponent: bytes('[1e1', 0xe5, ']'),
  object_lone_continuation_byte_in_key: bytes('{"', 0xb9, '":"0",}'),
  string_invalid_utf8_after_escape: bytes('["\\', 0xe5, '"]'),
  string_iso_latin_1: bytes('["', 0xe9, '"]'),
  string_truncated_utf8: bytes('["', 0xe0, 0xff, '"]'),
  string_overlong_2_bytes: bytes('["', 0xc0, 0xaf, '"]'),
  string_overlong_6_bytes: bytes('["', 0xfc, 0x83, 0xbf, 0xbf, 0xbf, 0xbf, '"]'),
  string_not_in_unicode_range: bytes('["', 0xf4, 0xbf, 0xbf, 0xbf, '"]'),
  string_utf8_surrogate: bytes('["', 0xed, 0xa0, 0x80, '"]'),
  string_utf16le_with_bom: bytes(0xff, 0xfe, '[', 0, '"', 0, 0xe9, 0, '"', 0, ']', 0),
  string_utf16be: bytes(0xfe, 0xff, 0, '[', 0, '1', 0, ']'),
  structure_incomplete_utf8_bom: bytes(0xef, 0xbb, '{}'),
  structure_lone_e9: bytes(0xe9),
  structure_truncated_at_the_end: bytes('"a', 0xe2, 0x82),
};

const accepted: Readonly<Record<string, string>> = {
  array_with_spaces: '[[]   ]',
  array_empty: '[]',
  array_heterogeneous: '[null, 1, "1", {}]',
  array_with_leading_space: ' [1]',
  array_with_several_null: '[1,null,null,null,2]',
  array_with_trailing_space: '[2] ',
  number_0e_plus_1: '[0e+1]',
  number_0e1: '[0e1]',
  number_after_space: '[ 4]',
  number_close_to_zero: '[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]',
  number_int_with_exp: '[20e1]',
  number_minus_zero: '[-0]',
  number_negative_int: '[-123]',
  number_real_capital_e: '[1E22]',
  number_real_capital_e_neg_exp: '[1E-2]',
  number_real_exponent: '[123e45]',
  number_real_fraction_exponent: '[123.456e78]',
  number_real_underflow: '[123e-10000000]',
  number_largest_safe_integer: '[9007199254740991, -9007199254740991]',
  object_basic: '{"asd":"sdf"}',
  object_empty: '{}',
  object_empty_key: '{"":0}',
  object_escaped_null_in_key: '{"foo\\u0000bar": 42}',
  object_extreme_numbers: '{ "min": -1.0e+28, "max": 1.0e+28 }',
  object_with_newlines: '{\n"a": "b"\n}',
  string_all_escapes: '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
  string_surrogate_pair: '["\\uD801\\udc37"]',
  string_backslash_and_u_escaped_zero: '["\\\\u0000"]',
  string_comments: '["a/*b*/c/*d//e"]',
  string_del: '["\u007f"]',
  string_noncharacter: '["\uffff"]',
  string_line_separators_raw: '["\u2028\u2029"]',
  string_nbsp_uescaped: '["new\\u00A0line"]',
  string_escaped_control: '["\\u0012"]',
  string_unicode: '["⍂㈴⍂"]',
  string_bom_inside: '["\uFEFF"]',
  structure_lonely_false: 'false',
  structure_lonely_int: '42',
  structure_lonely_negative_real: '-0.1',
  structure_lonely_null: 'null',
  structure_lonely_string: '"asd"',
  structure_trailing_newline: '["a"]\n',
  structure_true_in_array: '[true]',
  structure_whitespace_array: ' \t\r\n[] \t\r\n',
};

/** Cases on which readers differ; each has one answer here. */
const decided: Readonly<Record<string, readonly [string, DocProblemKind]>> = {
  number_real_pos_overflow: ['[1.5e+9999]', 'number'],
  number_huge_exp: ['[0.4e00669999999999999999999999999999999999999999999999999999999999999999999]', 'number'],
  number_neg_int_huge_exp: ['[-1e+9999]', 'number'],
  number_too_big_pos_int: ['[100000000000000000000]', 'number'],
  number_too_big_neg_int: ['[-123123123123123123123123123123]', 'number'],
  number_two_to_the_53: ['[9007199254740992]', 'number'],
  number_two_to_the_53_plus_1: ['[9007199254740993]', 'number'],
  number_minus_two_to_the_53: ['[-9007199254740992]', 'number'],
  object_key_lone_2nd_surrogate: ['{"\\uDFAA":0}', 'encoding'],
  string_1st_surrogate_but_2nd_missing: ['["\\uDADA"]', 'encoding'],
  string_1st_valid_surrogate_2nd_invalid: ['["\\uD888\\u1234"]', 'encoding'],
  string_incomplete_surrogates_escape_valid: ['["\\uD800\\uD800\\n"]', 'encoding'],
  string_inverted_surrogates: ['["\\uDd1e\\uD834"]', 'encoding'],
  structure_utf8_bom: ['\uFEFF{}', 'encoding'],
  structure_500_nested_arrays: ['['.repeat(500) + ']'.repeat(500), 'too-deep'],
  object_duplicated_key: ['{"a":"b","a":"c"}', 'duplicate-key'],
  object_duplicated_key_and_value: ['{"a":"b","a":"b"}', 'duplicate-key'],
  object_duplicated_key_by_escape: ['{"a":1,"\\u0061":2}', 'duplicate-key'],
  object_duplicated_empty_key: ['{"":1,"":2}', 'duplicate-key'],
  object_duplicated_proto: ['{"__proto__":1,"__proto__":2}', 'duplicate-key'],
};

describe('JSON that RFC 8259 does not allow', () => {
  it.each(Object.entries(refused))('%s is refused as syntax, with a line', (_name, text) => {
    expect(problemOf(text)).toMatchObject({ problem: 'syntax', line: expect.any(Number) as number });
  });

  it.each(Object.entries(refusedEncodings))('%s is refused as encoding, with a line', (_name, text) => {
    expect(problemOf(text)).toMatchObject({ problem: 'encoding', line: 1 });
  });

  it.each(Object.keys(refused))('%s is refused by JSON.parse too', (name) => {
    expect(() => JSON.parse(refused[name] as string) as unknown).toThrow();
  });
});

describe('JSON that RFC 8259 allows', () => {
  it.each(Object.entries(accepted))('%s is read as JSON.parse reads it', (_name, text) => {
    expect(plain(valueOf(text))).toEqual(JSON.parse(text));
  });
});

describe('JSON on which readers differ', () => {
  it.each(Object.entries(decided))('%s is refused', (_name, [text, problem]) => {
    expect(problemOf(text)).toMatchObject({ problem, line: 1 });
  });

  it('a decimal too precise for a double is rounded, as everywhere', () => {
    expect(valueOf('0.1000000000000000055511151231257827')).toBe(0.1);
  });

  it('-0 keeps its sign', () => {
    expect(valueOf('-0')).toBe(-0);
  });
});

describe('keys that are names of something in JavaScript', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'then', 'length', 'size', ''];

  it.each(names)('%j is a key like any other', (name) => {
    const map = asMap(valueOf(`{${JSON.stringify(name)}: {"polluted": 1}}`));
    expect(map?.size).toBe(1);
    expect([...(map?.keys() ?? [])]).toEqual([name]);
    expect(asMap(map?.get(name))?.get('polluted')).toBe(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(names)('%j is not there unless it was written', (name) => {
    const map = asMap(valueOf('{"a": 1}'));
    expect(map?.has(name)).toBe(false);
    expect(map?.get(name)).toBeUndefined();
  });
});

describe('duplicate keys, reported', () => {
  function duplicatesOf(text: string) {
    const result = read(text, { duplicateKeys: 'report' });
    return result.ok ? result.document.duplicates : result.problem;
  }

  it('the last value is kept at the first one’s place, with its own line', () => {
    const map = asMap(valueOf('{"a":1,\n"b":2,\n"a":3}', { duplicateKeys: 'report' }));
    expect([...(map?.entries() ?? [])]).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(map?.lineOf('a')).toBe(3);
  });

  it.each([
    ['{"a":1,\n"a":1}', true],
    ['{"a":1,\n"a":1.0}', true],
    ['{"a":1,\n"a":"1"}', false],
    ['{"a":null,\n"a":false}', false],
    ['{"a":{"x":1,"y":[2]},\n"a":{"y":[2],"x":1}}', true],
    ['{"a":{"x":1},\n"a":{"x":1,"y":2}}', false],
    ['{"a":{"x":1},\n"a":{"y":1}}', false],
    ['{"a":[1,2],\n"a":[2,1]}', false],
    ['{"a":[1],\n"a":[1,1]}', false],
    ['{"a":[],\n"a":{}}', false],
  ])('%s says whether both values are the same', (text, same) => {
    expect(duplicatesOf(text)).toEqual([{ key: 'a', line: 2, sameValue: same }]);
  });

  it('a key that stands three times is reported twice, each compared with the one before', () => {
    expect(duplicatesOf('{"a":1,"a":2,"a":2}')).toEqual([
      { key: 'a', line: 1, sameValue: false },
      { key: 'a', line: 1, sameValue: true },
    ]);
  });

  it('the same key in two maps is no duplicate', () => {
    expect(duplicatesOf('[{"a":1},{"a":2}]')).toEqual([]);
  });

  it('one among many keys is found', () => {
    const members = Array.from({ length: 5000 }, (_, i) => `"k${i}":${i}`);
    expect(problemOf(`{${[...members, '"k77":0'].join(',')}}`)).toMatchObject({ problem: 'duplicate-key' });
  });
});

describe('a byte order mark', () => {
  it('is skipped where the caller accepts it, and lines stay right', () => {
    const map = asMap(valueOf('\uFEFF{\n"a":1}', { bom: 'accept' }));
    expect(map?.lineOf('a')).toBe(2);
  });

  it('is accepted once', () => {
    expect(problemOf('\uFEFF\uFEFF{}', { bom: 'accept' })).toMatchObject({ problem: 'syntax' });
  });
});

describe('caps', () => {
  it('refuses one byte more than allowed, counting bytes', () => {
    expect(problemOf('"é"', { maxBytes: 4 })).toBeUndefined();
    expect(problemOf('"é"', { maxBytes: 3 })).toMatchObject({ problem: 'too-large' });
  });

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ])('reads 64 levels of %s and refuses 65', (open, close) => {
    const levels = open.startsWith('[{') ? 32 : 64;
    const nest = (n: number) => `${open.repeat(n)}0${close.repeat(n)}`;
    expect(problemOf(nest(levels))).toBeUndefined();
    expect(problemOf(nest(levels + 1))).toMatchObject({ problem: 'too-deep' });
  });

  it('refuses a depth bomb even when the caller allows any depth', () => {
    const bomb = '['.repeat(900_000);
    expect(problemOf(bomb, { maxDepth: Number.MAX_SAFE_INTEGER })).toMatchObject({ problem: 'too-deep' });
    expect(problemOf(nested(1000), { maxDepth: Number.MAX_SAFE_INTEGER })).toBeUndefined();
  });

  it('counts every value and container', () => {
    expect(problemOf('[1,{"a":2}]', { maxValues: 4 })).toBeUndefined();
    expect(problemOf('[1,{"a":2}]', { maxValues: 3 })).toMatchObject({ problem: 'too-large' });
  });

  it('does not repeat a long key in its message', () => {
    const key = 'k'.repeat(100_000);
    expect(problemOf(`{"${key}":1,"${key}":2}`)?.detail.length).toBeLessThan(200);
  });
});

describe('lines', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('are counted at %s', (_name, end) => {
    const text = ['{', '"a": {', '', '"b": [1,', '2]', '},', '"c":', '{}}'].join(end);
    const map = asMap(valueOf(text));
    expect([map?.line, map?.lineOf('a'), map?.lineOf('c')]).toEqual([1, 2, 7]);
    expect([asMap(map?.get('a'))?.lineOf('b'), asMap(map?.get('c'))?.line]).toEqual([4, 8]);
  });

  it('an unknown key has the line of its map', () => {
    expect(asMap(valueOf('\n\n{"a":1}'))?.lineOf('zzz')).toBe(3);
  });

  it('a map with many keys knows all their lines', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `"k${i}":${i}`);
    const map = asMap(valueOf(`{\n${lines.join(',\n')}\n}`));
    for (let i = 0; i < 100; i++) expect(map?.lineOf(`k${i}`)).toBe(i + 2);
  });

  it.each([
    ['{\n"a": 1,\n"a": 2}', 3],
    ['{\n"a": 1,\n\n oops}', 4],
    ['[1,\n2,\n"x\\q"]', 3],
    ['[1,\n2', 2],
    ['[\n\n9007199254740993]', 3],
    ['{}\n\n\n{}', 4],
  ])('%j is refused on line %d', (text, line) => {
    expect(problemOf(text)?.line).toBe(line);
  });

  it.each([0, 1, 2, 3, 7, 8, 100, 101])('bytes that are not UTF-8 are found on the line after %d line ends', (n) => {
    const text = bytes('[\n'.repeat(n), '"', 0xff, '"\n\n\n', 0xff);
    expect(problemOf(text)).toMatchObject({ problem: 'encoding', line: n + 1 });
  });
});

describe('soft accessors', () => {
  it('give nothing for another type', () => {
    const value = valueOf('{"t":"x","n":1,"l":[1],"m":{}}');
    const map = asMap(value);
    expect([asText(map?.get('n')), asMap(map?.get('l')), asList(map?.get('m')), asNumber(map?.get('t'))]).toEqual(
      Array(4).fill(undefined),
    );
    expect([asText(map?.get('t')), asNumber(map?.get('n')), asList(map?.get('l'))?.length]).toEqual(['x', 1, 1]);
    expect(asMap(null)).toBeUndefined();
  });
});

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

/** What JSON.parse would give, from what was read. */
function plain(value: ReturnType<typeof valueOf>): unknown {
  const list = asList(value);
  if (list !== undefined) return list.map(plain);
  const map = asMap(value);
  return map === undefined ? value : Object.fromEntries([...map.entries()].map(([key, item]) => [key, plain(item)]));
}

describe('what may be added to JSON', () => {
  const extended = { trailingCommas: 'accept', comments: 'accept' } as const;

  it('commas after the last item and comments, each only where it is asked for', () => {
    const text = '// head\n{"a": [1, /* two\nlines */ 2,], // tail\n"b": 0,}\n/**/';
    const map = asMap(valueOf(text, extended));
    expect([asList(map?.get('a')), map?.get('b'), map?.lineOf('a'), map?.lineOf('b')]).toEqual([[1, 2], 0, 2, 4]);
    expect(problemOf('[1,]', { comments: 'accept' })?.problem).toBe('syntax');
    expect(problemOf('[1] // x', { trailingCommas: 'accept' })?.problem).toBe('syntax');
  });

  it.each([
    '[,]',
    '{,}',
    '[1,,]',
    '{"a":1,,}',
    '[/]',
    '[1 / 2]',
    '/* no end',
    '/* no end *',
    '[1] /',
    '// only a comment',
    '# no comment\n1',
    '<!-- none -->1',
    '"a" // x\n"b"',
  ])('refuses %j all the same', (text) => {
    expect(problemOf(text, extended)?.problem).toBe('syntax');
  });

  it('a line comment ends with its line, however that ends', () => {
    for (const end of ['\n', '\r', '\r\n']) {
      const map = asMap(valueOf(`{//x${end}//y${end}"a":1}`, extended));
      expect(map?.lineOf('a')).toBe(3);
    }
  });

  it('a comment that ends elsewhere for JavaScript is refused, for what follows is data to one reader only', () => {
    for (const separator of ['\u2028', '\u2029']) {
      expect(problemOf(`[1\n// x${separator}, 2\n]`, extended)).toMatchObject({ problem: 'ambiguous', line: 2 });
      expect(problemOf(`[1 /*\n${separator}*/]`, extended)).toMatchObject({ problem: 'ambiguous', line: 2 });
      expect(valueOf(`"${separator}"`, extended)).toBe(separator);
    }
  });

  it('comments end no string, and strings no comment', () => {
    expect(valueOf('["// a", "/* b */" /* "c" */]', extended)).toEqual(['// a', '/* b */']);
  });
});
