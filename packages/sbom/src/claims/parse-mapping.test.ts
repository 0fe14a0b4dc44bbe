import { AssayError } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { builtinMappingText } from './builtin-mapping-text.js';
import { builtinMapping } from './builtin-mapping.js';
import { parseMapping } from './parse-mapping.js';

const checks = ['pin-strength', 'source', 'provenance'];
const parse = (text: string | Uint8Array) =>
  parseMapping({ bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text, file: 'map.yaml', checks });

function refusal(text: string | Uint8Array): string {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    expect(error).toMatchObject({ code: 'ERR_CONFIG', file: 'map.yaml' });
    return `${String(error.line)}: ${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}`;
  }
  throw new Error('it was accepted');
}

const good = `version: 1
standards:
  - id: ours
    name: Ours
    version: '1'
    owner: Us
    description: What we ask for.
    url: https://us.example/rules
    requirements:
      - id: A.1
        title: Pins
        all: [pin-strength]
        any: [source, provenance]
        shows: That.
      - id: A.2
        shows: Nothing.
`;
const changed = (from: string, to: string) => {
  expect(good).toContain(from);
  return good.replace(from, to);
};

describe('a mapping', () => {
  it('is read with all it says', () => {
    expect(parse(good)).toEqual({
      standards: [
        {
          id: 'ours',
          name: 'Ours',
          version: '1',
          owner: 'Us',
          description: 'What we ask for.',
          url: 'https://us.example/rules',
          requirements: [
            { identifier: 'A.1', title: 'Pins', all: ['pin-strength'], any: ['source', 'provenance'], shows: 'That.' },
            { identifier: 'A.2', all: [], any: [], shows: 'Nothing.' },
          ],
        },
      ],
    });
  });

  it('may be empty', () => {
    expect(parse('version: 1\nstandards: []')).toEqual({ standards: [] });
  });
});

describe('a mapping is refused', () => {
  it.each([
    [
      'nothing',
      '',
      '1: a mapping is one YAML mapping (It starts with `version: 1`; `assay sbom mapping` prints the built-in one.)',
    ],
    [
      'two documents',
      'version: 1\nstandards: []\n---\nversion: 1\n',
      '1: a mapping is one YAML mapping (It starts with `version: 1`; `assay sbom mapping` prints the built-in one.)',
    ],
    ['another version', changed('version: 1', 'version: 2'), '1: `version: 1` is expected'],
    [
      'a mistyped check',
      changed('pin-strength', 'pin-strenght'),
      '12: there is no such check (Did you mean `pin-strength`?)',
    ],
    [
      'an unknown check',
      changed('pin-strength', 'virus-scan'),
      '12: there is no such check (The checks are pin-strength, source, provenance.)',
    ],
    [
      'a check that is no text',
      changed('[pin-strength]', '[[source]]'),
      '12: there is no such check (The checks are pin-strength, source, provenance.)',
    ],
    [
      'one check where a list is meant',
      changed('[pin-strength]', 'pin-strength'),
      '12: `all` is a list (Write it as [a, b], or with one `- ` line for each.)',
    ],
    [
      'a mistyped key',
      changed('shows: That.', 'show: That.'),
      '14: this key is not one of a mapping here (Did you mean `shows`?)',
    ],
    [
      'a key of nobody',
      changed('owner: Us', 'password: Us'),
      '6: this key is not one of a mapping here (The keys here are id, name, version, owner, description, url, requirements.)',
    ],
    [
      '__proto__',
      changed('owner: Us', '__proto__: {owner: Us}'),
      '6: this key is not one of a mapping here (The keys here are id, name, version, owner, description, url, requirements.)',
    ],
    [
      'a requirement of which nothing is said',
      changed('        shows: Nothing.\n', ''),
      '15: the key `shows` is missing',
    ],
    ['a version that YAML takes for a number', changed("'1'", '1'), '5: `version` is a text (Put it in quotes.)'],
    [
      'an id with spaces',
      changed('id: ours', 'id: Our Rules'),
      '3: an id is written in small letters, as in slsa or nist-ssdf',
    ],
    ['a requirement that stands twice', changed('A.2', 'A.1'), '3: the id "A.1" stands twice in this list'],
    [
      'a URL with credentials',
      changed('https://us.example', 'https://me:secret@us.example'),
      '8: an https URL without credentials is expected',
    ],
    [
      'a URL of a script',
      changed('https://us.example/rules', 'javascript:alert(1)'),
      '8: an https URL without credentials is expected',
    ],
    [
      'control characters',
      changed('shows: That.', String.raw`shows: "\x1b[2J"`),
      '14: `shows` is one line of text, without control characters',
    ],
    [
      'a long text',
      changed('shows: That.', `shows: ${'a'.repeat(1001)}`),
      '14: `shows` is longer than 1000 characters',
    ],
    ['an alias', changed('[pin-strength]', '*a'), '12: There is no anchor "a".'],
    ['a list of standards that are none', 'version: 1\nstandards: [1]', '2: a mapping is expected here'],
  ])('%s', (_what, text, expected) => {
    const found = refusal(text);
    if (expected.includes('anchor')) expect(found).toMatch(/^12: /);
    else expect(found).toBe(expected);
  });

  it('with more standards, requirements or checks than are read', () => {
    const standards = Array.from({ length: 51 }, () => '{}').join(', ');
    expect(refusal(`version: 1\nstandards: [${standards}]`)).toBe('2: `standards` holds more than 50 entries');
    expect(refusal(changed('[pin-strength]', '[source, source, source, source]'))).toBe(
      '12: `all` holds more than 3 entries',
    );
  });

  it('in time that grows with its length, and never otherwise than by an AssayError', () => {
    expect(refusal(`version: 1\nstandards: ${'['.repeat(100_000)}`)).toMatch(/^\d+: /);
    expect(refusal(changed('https://us.example/rules', `"https://${'a'.repeat(900)} "`))).toMatch(/^8: /);
    expect(refusal(new Uint8Array([0xff, 0xfe, 0x00]))).toMatch(/^1: /);
    expect(refusal(new Uint8Array(2_000_000).fill(0x20))).toMatch(/^1: /);
  });
});

describe('the built-in mapping', () => {
  const named = [...builtinMappingText.matchAll(/(?:all|any): \[([^\]]+)\]/g)].flatMap(([, list = '']) =>
    list.split(', '),
  );
  const { standards } = builtinMapping(new Set(named));

  it('names SLSA, SSDF, SCVS, BSI and SOC 2', () => {
    expect(standards.map(({ id }) => id)).toEqual(['slsa', 'nist-ssdf', 'owasp-scvs', 'bsi-tr-03183-2', 'aicpa-soc2']);
  });

  it('names criteria of SOC 2 by id only', () => {
    const soc2 = standards.find(({ id }) => id === 'aicpa-soc2');
    expect(soc2?.requirements.map(({ identifier, title }) => [identifier, title])).toEqual([
      ['CC6.8', undefined],
      ['CC7.1', undefined],
      ['CC8.1', undefined],
      ['CC9.2', undefined],
    ]);
  });

  it('claims nothing of SLSA Build L3', () => {
    const l3 = standards[0]?.requirements.find(({ identifier }) => identifier === 'Build L3');
    expect([l3?.all, l3?.any]).toEqual([[], []]);
  });

  it('is nothing but ASCII, and ends with a newline', () => {
    expect(builtinMappingText).toMatch(/^[\n -~]*\n$/);
  });
});
