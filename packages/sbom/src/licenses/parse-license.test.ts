import { officialBomSchema } from '@assay/testkit';
import current from 'spdx-license-ids/index.json' with { type: 'json' };
import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import { expect, it } from 'vitest';
import { parseLicense } from './parse-license.js';

it.each([
  ['MIT', 'MIT'],
  ['mit', 'MIT'],
  [' apache-2.0 ', 'Apache-2.0'],
  ['(MIT)', 'MIT'],
  ['((mit))', 'MIT'],
  ['GPL-2.0', 'GPL-2.0'],
])('%s is the id %s', (stated, id) => {
  expect(parseLicense(stated)).toEqual({ kind: 'id', id });
});

it.each([
  ['(MIT OR Apache-2.0)', 'MIT OR Apache-2.0'],
  ['mit or apache-2.0', 'MIT OR Apache-2.0'],
  ['MIT AND (BSD-3-Clause OR ISC)', 'MIT AND (BSD-3-Clause OR ISC)'],
  ['(MIT AND ISC) OR 0BSD', 'MIT AND ISC OR 0BSD'],
  ['GPL-2.0+', 'GPL-2.0+'],
  ['gpl-2.0-only with classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['LicenseRef-Acme', 'LicenseRef-Acme'],
  ['DocumentRef-x:LicenseRef-Acme OR MIT', 'DocumentRef-x:LicenseRef-Acme OR MIT'],
])('%s is the expression %s', (stated, expression) => {
  expect(parseLicense(stated)).toEqual({ kind: 'expression', expression });
});

it.each([
  'Apache 2',
  'BSD',
  'MIT/X11',
  'MIT OR',
  '(MIT',
  'MIT WITH Acme',
  'NOASSERTION',
  'https://host.example/license',
  'Unlicensed',
])('%s is nothing that SPDX knows, and stays the name that was stated', (name) => {
  expect(parseLicense(name)).toEqual({ kind: 'name', name });
});

it('npm’s UNLICENSED, which grants nothing, is not the Unlicense, which grants everything', () => {
  expect(parseLicense('UNLICENSED')).toEqual({ kind: 'name', name: 'UNLICENSED' });
  expect(parseLicense('Unlicense')).toEqual({ kind: 'id', id: 'Unlicense' });
});

it('SEE LICENSE IN names a file', () => {
  expect(parseLicense('SEE LICENSE IN EULA.md')).toEqual({
    kind: 'name',
    name: 'SEE LICENSE IN EULA.md',
    file: 'EULA.md',
  });
});

it('an empty text is no licence', () => {
  expect(parseLicense(' \n')).toBeNull();
});

it('what is too long or too deep for the parser is a name, cut to size', () => {
  const deep = `${'('.repeat(20_000)}MIT${')'.repeat(20_000)}`;
  const long = Array.from({ length: 20_000 }, () => 'MIT').join(' OR ');
  for (const text of [deep, long, 'a'.repeat(1_000_000)]) {
    const license = parseLicense(text);
    expect(license?.kind).toBe('name');
    expect(JSON.stringify(license).length).toBeLessThan(1100);
  }
});

it('every id that is given out as one stands in the list of CycloneDX’s schema', () => {
  const schema = JSON.parse(new TextDecoder().decode(officialBomSchema('spdx.schema.json'))) as { enum: string[] };
  const known = new Set(schema.enum);
  for (const id of [...current, ...deprecated]) {
    const license = parseLicense(id);
    expect(license?.kind === 'id' && known.has(license.id), id).toBe(true);
  }
});
