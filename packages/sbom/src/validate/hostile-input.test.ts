import { officialBomSchema } from '@assay/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBomValidator } from './create-bom-validator.js';

const { validate } = createBomValidator(officialBomSchema);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (members: object, specVersion = '1.6') =>
  validate(encode(JSON.stringify({ bomFormat: 'CycloneDX', specVersion, version: 1, ...members })));
const xml = (inner: string, before = '') =>
  validate(encode(`${before}<bom xmlns="http://cyclonedx.org/schema/bom/1.6">${inner}</bom>`));
const codes = ({ problems }: { problems: readonly { code: string }[] }) => [
  ...new Set(problems.map(({ code }) => code)),
];

describe('documents that are made to do harm', () => {
  it.each([
    [
      'CVE-2024-34345: an external entity',
      '<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      '<components/>&x;',
    ],
    ['entities that multiply', '<!DOCTYPE bom [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>', '&b;'],
    ['an external subset', '<!DOCTYPE bom SYSTEM "http://dtd.example/">', ''],
  ])('%s is not read', (_, before, inner) => {
    expect(codes(xml(inner, before))).toEqual(['read-unsupported']);
  });

  it('nesting beyond the limit is refused before the stack is at risk', () => {
    const deep = 100_000;
    expect(codes(validate(encode('['.repeat(deep))))).toEqual(['read-limit']);
    expect(codes(validate(encode('{"a":'.repeat(deep))))).toEqual(['read-limit']);
    expect(codes(xml('<components><component>'.repeat(deep)))).toEqual(['read-limit']);
  });

  it('components within components are read to the limit', () => {
    let component: object = { type: 'library', name: 'last' };
    for (let level = 0; level < 120; level++)
      component = { type: 'library', name: `at ${level}`, components: [component] };
    expect(json({ components: [component] }).valid).toBe(true);
  });

  it('a key twice is refused, never one of the two chosen', () => {
    const found = validate(encode('{"bomFormat":"CycloneDX","specVersion":"1.6",\n"version":1,"version":2}'));
    expect(found).toMatchObject({ valid: false, problems: [{ code: 'read-duplicate-key', line: 2 }] });
  });

  it('a million problems are counted, and few are kept', () => {
    const found = json({ components: Array.from({ length: 300_000 }, (_, at) => at) });
    expect(found.errors).toBe(300_000);
    expect(found.problems).toHaveLength(25);
    const many = xml(`<components>${'<component/>'.repeat(100_000)}</components>`);
    expect(many.errors).toBe(200_000);
    expect(many.problems).toHaveLength(25);
  });

  it('many of one kind do not hide another kind', () => {
    const components = [
      ...Array.from({ length: 100 }, (_, at) => ({ type: 'library', name: at })),
      { type: 'x', name: 'a' },
    ];
    expect(codes(json({ components }))).toEqual(['schema-type', 'schema-value']);
  });

  it('items that look alike until they are read in full take linear time', () => {
    const name = (at: number) => `${'a'.repeat(20)}${String(at).padStart(6, '0')}${'a'.repeat(20)}`;
    const alike = Array.from({ length: 50_000 }, (_, at) => ({ type: 'library', name: name(at), hashes: [] }));
    expect(json({ components: alike }).valid).toBe(true);
    const found = json({ components: [...alike, { hashes: [], name: name(7), type: 'library' }] });
    expect(found.problems).toMatchObject([{ code: 'schema-duplicate', path: '/components/50000' }]);
  });

  it('look-alikes within look-alikes are read once, not once for each level', () => {
    const leaf = (at: number) => ({
      type: 'library',
      name: 'a',
      description: `${'a'.repeat(20)}${at}${'a'.repeat(20)}`,
    });
    let components: object[] = Array.from({ length: 20_000 }, (_, at) => leaf(100_000 + at));
    for (let level = 0; level < 110; level++)
      components = [
        { ...leaf(1), components },
        { ...leaf(1), components: [leaf(2)] },
      ];
    expect(json({ components }).valid).toBe(true);
  });

  it('CPE names with thousands of ways through their pattern take linear time', () => {
    const cpe = `cpe:2.3:a${':??a*'.repeat(11)}!`;
    const components = `<component type="library"><name>a</name><cpe>${cpe}</cpe></component>`.repeat(20_000);
    expect(xml(`<components>${components}</components>`).errors).toBe(20_000);
    const long = xml(
      `<components><component type="library"><name>a</name><cpe>cpe:2.3:a:${'?'.repeat(1_000_000)}</cpe></component></components>`,
    );
    expect(long.errors).toBe(1);
  });

  it('keys that objects have are keys like any other', () => {
    const text =
      '{"bomFormat":"CycloneDX","specVersion":"1.6","__proto__":{"x":1},"constructor":1,"hasOwnProperty":2,"toString":3}';
    expect(validate(encode(text)).problems.map(({ code, path }) => [code, path])).toEqual([
      ['schema-unknown', '/__proto__'],
      ['schema-unknown', '/constructor'],
      ['schema-unknown', '/hasOwnProperty'],
      ['schema-unknown', '/toString'],
    ]);
    expect(xml('<constructor/><__proto__/>').errors).toBe(2);
    expect(json({ specVersion: '__proto__' }).problems[0]?.code).toBe('spec-version');
  });

  it('details do not grow with the document, nor hold what moves a cursor', () => {
    const long = '\u001b[31m'.repeat(100_000);
    const found = [
      json({ [long]: 1, serialNumber: long }),
      xml(`<metadata><timestamp>${'x'.repeat(1_000_000)}</timestamp></metadata>`),
    ];
    for (const { detail } of found.flatMap(({ problems }) => problems)) {
      expect(detail.length).toBeLessThan(500);
      expect(detail).not.toContain('\u001b');
    }
  });

  it.each([
    ['nothing', [], 'read-syntax'],
    ['JSON in UTF-16', [0xff, 0xfe, 0x7b, 0, 0x7d, 0], 'read-encoding'],
    ['bytes that are not UTF-8', [0x7b, 0x22, 0xff, 0x22, 0x7d], 'read-encoding'],
    ['another JSON', [...encode('{"spdxVersion":"SPDX-2.3"}')], 'not-cyclonedx'],
    ['a scalar', [...encode('1')], 'not-cyclonedx'],
    ['another XML', [...encode('<html/>')], 'not-cyclonedx'],
    ['a version to come', [...encode('{"bomFormat":"CycloneDX","specVersion":"9.9"}')], 'spec-version'],
    ['half of a document', [...encode('<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>')], 'read-syntax'],
  ])('%s is not valid', (_, bytes, code) => {
    expect(validate(Uint8Array.from(bytes))).toMatchObject({ valid: false, errors: 1, problems: [{ code }] });
  });

  it('a byte order mark before UTF-8 is passed over, as RFC 8259 and XML allow', () => {
    expect(validate(encode('\ufeff{"bomFormat":"CycloneDX","specVersion":"1.6"}')).valid).toBe(true);
    expect(validate(encode('\ufeff<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>')).valid).toBe(true);
  });

  it('no bytes make it throw', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"bomFormat":"CycloneDX"',
      '"specVersion":"1.7"',
      ',',
      '"components"',
      ':',
      '<',
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.7">',
      '<components>',
      '</components>',
      '</bom>',
      '&',
      '"',
      'x',
      '\u0000',
    );
    fc.assert(fc.property(fc.array(pieces), (parts) => typeof validate(encode(parts.join(''))).valid === 'boolean'));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof validate(bytes).valid === 'boolean'));
  });
});
