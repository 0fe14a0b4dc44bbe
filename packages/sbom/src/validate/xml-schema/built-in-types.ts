import { isIriReference } from '../json-schema/iri.js';
import { quoted } from '../words.js';
import { compareDecimals, isDecimal, isInteger } from './decimal.js';
import type { SimpleType, WhiteSpace } from './simple-type.js';
import { isXsdDate, isXsdDateTime } from './xsd-date.js';

/** The built-in types of XML Schema part 2 that the official schemas use, by their name. */
export const builtInTypes: ReadonlyMap<string, SimpleType> = new Map(
  [
    textType('string', 'preserve'),
    textType('normalizedString', 'replace'),
    textType('token', 'collapse'),
    checkedType('anyURI', 'a URL or a reference relative to one', isAnyUri),
    checkedType('boolean', '"true" or "false"', (text) => /^(?:true|false|[01])$/.test(text)),
    checkedType('date', 'a date, such as "2026-01-31"', isXsdDate),
    checkedType('dateTime', 'a date and time, such as "2026-01-31T12:00:00Z"', isXsdDateTime),
    numberType('decimal', 'a decimal number', isDecimal),
    numberType('integer', 'a whole number', isInteger),
    numberType(
      'nonNegativeInteger',
      'a whole number from 0 on',
      (text) => isInteger(text) && compareDecimals(text, '0') >= 0,
    ),
    numberType(
      'positiveInteger',
      'a whole number from 1 on',
      (text) => isInteger(text) && compareDecimals(text, '1') >= 0,
    ),
  ].map((type) => [type.name, type]),
);

function textType(name: string, whiteSpace: WhiteSpace): SimpleType {
  return { name, whiteSpace, problemOf: () => undefined };
}

function checkedType(name: string, expected: string, isRight: (text: string) => boolean): SimpleType {
  return {
    name,
    whiteSpace: 'collapse',
    problemOf: (text) =>
      isRight(text) ? undefined : { code: 'schema-format', detail: () => `${quoted(text)} is not ${expected}.` },
  };
}

function numberType(name: string, expected: string, isRight: (text: string) => boolean): SimpleType {
  return { ...checkedType(name, expected, isRight), compare: compareDecimals };
}

/** What a URI cannot hold stands for its escapes (XML Schema part 2 §3.2.17, XLink §5.4). */
function isAnyUri(text: string): boolean {
  return isIriReference(text.replaceAll(/[^!#-;=?-[\]_a-z~]/g, '_'));
}
