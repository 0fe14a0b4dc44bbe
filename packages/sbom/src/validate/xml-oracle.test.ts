import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { officialBomSchema } from '@assay/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { createBomValidator } from './create-bom-validator.js';

/** `xmllint` (libxml2) says what the official XML schemas say; its name for a file is its line of output. */
const program = spawnSync('xmllint', ['--version']).error === undefined;
const data = new URL('../../../../../shared/data/cyclonedx/', import.meta.url);
const there = existsSync(data);

/** Every so many mutations of a case are tried, from another start in each, and one other version; ASSAY_ORACLE_STEP=1 tries all. */
const step = Number(process.env['ASSAY_ORACLE_STEP'] ?? 397);

const folder = mkdtempSync(join(tmpdir(), 'assay-xml-oracle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Part {
  readonly start: number;
  readonly startEnd: number;
  readonly endStart: number;
  readonly end: number;
  readonly leaf: boolean;
}

/** The elements of a case, by their offsets. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  const open: { start: number; startEnd: number; children: number }[] = [];
  for (const { 0: tag, index } of text.matchAll(/<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<[^>]+>/gs)) {
    if (/^<[!?]/.test(tag)) continue;
    const end = index + tag.length;
    if (tag.startsWith('</')) {
      const { children, ...from } = open.pop()!;
      parts.push({ ...from, endStart: index, end, leaf: children === 0 });
    } else {
      if (open.length > 0) open.at(-1)!.children++;
      if (tag.endsWith('/>')) parts.push({ start: index, startEnd: end, endStart: end, end, leaf: false });
      else open.push({ start: index, startEnd: end, children: 0 });
    }
  }
  return parts;
}

const values = [
  ...[
    '',
    ' ',
    'foo',
    '0',
    '-1',
    '1.5',
    '+07',
    '1',
    'true',
    'TRUE',
    '2',
    '1e3',
    '.5',
    '-0.000',
    '99999999999999999999999',
  ],
  ...[
    '2020-02-30',
    '2024-02-29',
    '2020-02-03T24:00:00',
    '2020-02-03T23:59:60Z',
    '2020-02-03T10:00:00+14:01',
    '2020-01-01T00:00:00.5-14:00',
  ],
  ...['0000-01-01', '-0001-01-01', '12020-01-01', '2020-1-1', '2020-01-01Z', '2020-01-01T00:00:00'],
  ...[
    'http://a.example/b c',
    '%zz',
    '%41',
    'a:b',
    '1a:b',
    'a#b#c',
    '[x',
    'http://[::1]/',
    'http://a:b/',
    '//a:80',
    'é',
    '#',
    '?',
    'a b',
    'git@h.example:a/b',
    'mailto:a@b.example',
    '\\\\x',
    '{}',
    'http://a^b',
    "x'y",
    '\u007f',
    'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1',
    'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/01#x',
  ],
  ...[
    '  MIT\n ',
    'mit',
    'text/plain',
    'de-DE',
    'cpe:2.3:a:a:b:1:*:*:*:*:*:*:*',
    'cpe:2.3:a:a:b:1:??:*:*:*:*:*:*a',
    'cpe:/a:x:y',
    'CRE:1-2',
    'DE',
    '\ttab',
  ],
  ...['d41d8cd98f00b204e9800998ecf8427e', 'D41D8CD98F00B204E9800998ECF8427', '{3e671687-395b-41f5-a30f-a58921a69b79}'],
];

const inserted = [
  'x',
  ' ',
  '<!-- x -->',
  '<x:y xmlns:x="urn:x"><bom xmlns="urn:y"/></x:y>',
  '<nons xmlns=""/>',
  '<foo/>',
  '<name>x</name>',
];
const attributes = [
  ' foo="1"',
  ' x:foo="1" xmlns:x="urn:x"',
  ' bom-ref="acme"',
  ' xml:lang="de"',
  ' type="x"',
  ' xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ' xsi:schemaLocation="a b" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
];

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * Left out is what xmllint (2.9) judges otherwise than XML Schema says: it refuses white space before a date and in CDATA, and takes
 * elements of the document's namespace after those of others where only others may follow.
 *
 * Single changes of a case: an element or attribute dropped, doubled, moved, renamed, a value changed, something put in. */
function* mutations(text: string): Generator<string> {
  const parts = partsOf(text);
  for (const [at, part] of parts.entries()) {
    const { start, startEnd, endStart, end } = part;
    const put = (from: number, to: number, by: string): string => text.slice(0, from) + by + text.slice(to);
    const whole = text.slice(start, end);
    if (start > 60) {
      yield put(start, end, '');
      yield put(start, end, whole + whole);
    }
    const next = parts.find((other) => other.start >= end && /^\s*$/.test(text.slice(end, other.start)));
    if (next !== undefined) yield put(start, next.end, text.slice(next.start, next.end) + whole);
    const other = parts[(at * 7 + 3) % parts.length]!;
    yield put(start, start, text.slice(other.start, other.end));
    const name = /^<([\w:.-]+)/.exec(whole)![1]!;
    const newName = at % 2 === 0 ? 'foo' : /^<([\w:.-]+)/.exec(text.slice(other.start))![1]!;
    if (endStart === end) yield put(start, startEnd, `<${newName}${text.slice(start + 1 + name.length, startEnd)}`);
    else yield put(start, end, `<${newName}${text.slice(start + 1 + name.length, endStart)}</${newName}>`);
    if (part.leaf) for (const value of values) yield put(startEnd, endStart, escaped(value));
    if (endStart < end)
      for (const piece of inserted) {
        if (piece === ' ' && part.leaf) continue;
        yield put(endStart, endStart, piece);
        if (!piece.startsWith('<x:')) yield put(startEnd, startEnd, piece);
      }
    for (const attribute of attributes) yield put(start + 1 + name.length, start + 1 + name.length, attribute);
    for (const { 0: attribute, 1: value = '', index } of text.slice(start, startEnd).matchAll(/\s[\w:-]+="([^"]*)"/g)) {
      const from = start + index;
      if (attribute.startsWith(' xmlns')) continue;
      yield put(from, from + attribute.length, '');
      const valueEnd = from + attribute.length - 1;
      for (const changed of values) yield put(valueEnd - value.length, valueEnd, escaped(changed));
    }
  }
}

/** xmllint's verdict on each text, one run for many. */
function verdicts(version: string, texts: readonly string[]): readonly boolean[] {
  const schema = join(folder, `bom-${version}.xsd`);
  writeFileSync(schema, officialBomSchema(`bom-${version}.xsd`));
  writeFileSync(join(folder, 'spdx.SNAPSHOT.xsd'), officialBomSchema('spdx.xsd'));
  const files = texts.map((text, at) => {
    writeFileSync(join(folder, `${at}.xml`), text);
    return `${at}.xml`;
  });
  const { stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...files], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const valid = new Set([...stderr.matchAll(/^(\d+)\.xml validates$/gm)].map(([, at]) => Number(at)));
  return texts.map((_, at) => valid.has(at));
}

const validator = createBomValidator(officialBomSchema);
const cases = there
  ? readdirSync(data).flatMap((version) =>
      readdirSync(new URL(`${version}/`, data))
        .filter((file) => file.endsWith('.xml'))
        .map((file) => ({ version, file })),
    )
  : [];

describe.skipIf(!there || !program)('single changes of the cases, judged by xmllint (libxml2-utils)', () => {
  it.each(cases)('$version/$file', { timeout: 600_000 }, ({ version, file }) => {
    const text = readFileSync(fileURLToPath(new URL(`${version}/${file}`, data)), 'utf8');
    const all = [...mutations(text)];
    const texts = [text, ...all.filter((_, at) => (at + file.length) % step === 0)];
    expect(differences(version, text, texts)).toEqual([]);
    for (const [at, other] of ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'].entries()) {
      if (other === version || (step > 1 && at !== file.length % 8)) continue;
      const stated = (one: string): string => one.replaceAll(`/bom/${version}"`, `/bom/${other}"`);
      const isValid = validator.validate(new TextEncoder().encode(stated(text)), { schemaOnly: true }).valid;
      const some = isValid ? texts.map(stated) : [stated(text)];
      expect(differences(other, stated(text), some)).toEqual([]);
    }
  });
});

/** What we judge otherwise than xmllint. */
function differences(version: string, text: string, texts: readonly string[]): readonly string[] {
  const different: string[] = [];
  for (let from = 0; from < texts.length; from += 2000) {
    const some = texts.slice(from, from + 2000);
    const expected = verdicts(version, some);
    for (const [at, changed] of some.entries()) {
      const { valid, problems } = validator.validate(new TextEncoder().encode(changed), { schemaOnly: true });
      if (valid === expected[at]) continue;
      different.push(
        `${version} xmllint: ${String(expected[at])} ${JSON.stringify(problems[0])} ${changeIn(text, changed)}`,
      );
    }
  }
  return different;
}

/** Where a text differs from its case. */
function changeIn(text: string, changed: string): string {
  let at = 0;
  while (at < text.length && text[at] === changed[at]) at++;
  return `…${changed.slice(Math.max(0, at - 80), at + 120).replaceAll(/\s+/g, ' ')}…`;
}
