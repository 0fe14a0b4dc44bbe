import { officialBomSchema } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { createBomValidator } from './create-bom-validator.js';

const { validate } = createBomValidator(officialBomSchema);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (members: object, specVersion = '1.6') =>
  validate(encode(JSON.stringify({ bomFormat: 'CycloneDX', specVersion, version: 1, ...members }, null, 1))).problems;
const xml = (inner: string, version = '1.7') =>
  validate(encode(`<bom xmlns="http://cyclonedx.org/schema/bom/${version}">\n${inner}</bom>`)).problems;
const component = (members: object) => ({ components: [{ type: 'library', name: 'a', ...members }] });

describe('what is told of JSON', () => {
  it('a mistyped key: where, and what was meant', () => {
    expect(json(component({ licences: [] }))).toEqual([
      {
        code: 'schema-unknown',
        severity: 'error',
        path: '/components/0/licences',
        line: 9,
        detail: expect.stringContaining('did you mean "licenses"?') as string,
      },
    ]);
  });

  it('of several forms only what keeps the value from the nearest', () => {
    expect(
      json(component({ licenses: [{ license: { id: 'mit' } }] })).map(({ path, detail }) => [path, detail]),
    ).toEqual([['/components/0/licenses/0/license/id', expect.stringContaining('did you mean "MIT"?')]]);
  });

  it('a choice between keys in one sentence', () => {
    expect(json(component({ licenses: [{ license: { id: 'MIT', name: 'MIT' } }] }))[0]?.detail).toBe(
      'Of "id", "name" exactly one must stand here; found are "id" and "name".',
    );
    expect(
      json({
        ...component({}),
        annotations: [{ subjects: ['a'], annotator: {}, timestamp: '2026-01-01T00:00:00Z', text: 'a' }],
      })[0]?.detail,
    ).toContain('exactly one must stand here; found is none');
  });

  it('a wrong type with both types', () => {
    expect(json({ components: {} })[0]).toMatchObject({
      code: 'schema-type',
      detail: 'Expected an array, found an object.',
    });
    expect(json({ version: 1.5 })[0]?.detail).toBe('Expected an integer, found the number 1.5.');
  });

  it('a form in words, in JSON and XML', () => {
    const hashes = [{ alg: 'MD5', content: 'foo' }];
    expect(json(component({ hashes }))[0]?.detail).toBe(
      '"foo" is not a digest of 32, 40, 64, 96 or 128 hexadecimal digits.',
    );
    expect(
      xml(
        '<components><component type="library"><name>a</name><hashes><hash alg="MD5">foo</hash></hashes></component></components>',
      )[0]?.detail,
    ).toBe('"foo" is not a digest of 32, 40, 64, 96 or 128 hexadecimal digits.');
    expect(json({ serialNumber: 'x' })[0]?.detail).toContain('urn:uuid:');
  });

  it('versions and ranges of 1.7', () => {
    expect(json(component({ versionRange: 'vers:npm/*' }), '1.7')[0]).toMatchObject({
      code: 'schema-forbidden',
      detail: '"versionRange" must not stand here.',
    });
    expect(json(component({ isExternal: true, version: '1', versionRange: 'vers:npm/*' }), '1.7')[0]?.detail).toBe(
      '"version" and "versionRange" must not stand here together.',
    );
    expect(json(component({ isExternal: true, versionRange: 'vers:npm/*' }), '1.7')).toEqual([]);
  });

  it('strict is what the strict schema of 1.2 and 1.3 says, unless told', () => {
    const bytes = encode('{"bomFormat":"CycloneDX","specVersion":"1.3","version":1,"x":1}');
    expect(validate(bytes).valid).toBe(false);
    expect(validate(bytes, { lenient: true }).valid).toBe(true);
  });
});

describe('what is told of XML', () => {
  it('an element at the wrong place: what may stand there', () => {
    expect(
      xml('<components><component type="library">\n<version>1</version><name>a</name></component></components>'),
    ).toMatchObject([
      {
        code: 'schema-order',
        path: '/bom/components[1]/component[1]/version[1]',
        line: 3,
        detail: expect.stringContaining('"name"') as string,
      },
    ]);
  });

  it('an element that is not complete', () => {
    expect(xml('<components><component type="library"/></components>')[0]).toMatchObject({ code: 'schema-missing' });
  });

  it('an empty element with a default is the default', () => {
    expect(xml('<components><component type="library"><name>a</name><scope/></component></components>')).toEqual([]);
  });

  it('elements of other namespaces may stand where the schema says, and are not judged', () => {
    expect(xml('<x:y xmlns:x="urn:x"><anything at="all"/></x:y>')).toEqual([]);
    expect(xml('<y xmlns=""/>')[0]).toMatchObject({
      code: 'schema-unknown',
      detail: expect.stringContaining('no namespace') as string,
    });
  });

  it('nil and foreign types are refused', () => {
    const instance = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    expect(xml(`<components ${instance} xsi:nil="true"/>`)[0]?.code).toBe('schema-forbidden');
    expect(xml(`<components ${instance} xsi:type="x"/>`)[0]?.code).toBe('schema-forbidden');
    expect(xml(`<components ${instance} xsi:schemaLocation="a b" xsi:type="componentsType"/>`)).toEqual([]);
  });

  it('a range needs an external component, which no XML schema 1.0 can say', () => {
    const range = (attributes: string) =>
      xml(
        `<components><component type="library"${attributes}><name>a</name><versionRange>vers:npm/*</versionRange></component></components>`,
      );
    expect(range('')[0]).toMatchObject({ code: 'version-range', severity: 'error' });
    expect(range(' isExternal="false"')[0]?.code).toBe('version-range');
    expect(range(' isExternal="true"')).toEqual([]);
  });

  it('a citation says who or what it comes from', () => {
    const citation = (inner: string) =>
      xml(
        `<citations><citation><pointers><pointer>/a</pointer></pointers><timestamp>2026-01-01T00:00:00Z</timestamp>${inner}</citation></citations>`,
      );
    expect(citation('')[0]).toMatchObject({ code: 'citation-source', severity: 'error' });
    expect(citation('<process>a</process>').filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('rules of the text', () => {
  const two = {
    components: [
      { type: 'library', name: 'a', 'bom-ref': 'x' },
      { type: 'library', name: 'b', 'bom-ref': 'x' },
    ],
  };

  it('a reference twice is an error from 1.4 on and a warning before, as the text says', () => {
    expect(json(two)).toMatchObject([{ code: 'ref-repeated', severity: 'error', path: '/components/1/bom-ref' }]);
    const old = { components: two.components.map((one) => ({ ...one, version: '1' })) };
    expect(json(old, '1.3')).toMatchObject([{ code: 'ref-repeated', severity: 'warning' }]);
    expect(
      validate(encode(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...two })), { schemaOnly: true })
        .valid,
    ).toBe(true);
  });

  it('what nothing is called is a warning once, a BOM-Link none', () => {
    const assemblies = ['gone', 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x'];
    const found = json({
      components: [two.components[0]],
      dependencies: [{ ref: 'x', dependsOn: ['y'] }],
      compositions: [{ aggregate: 'complete', assemblies }],
    });
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ['ref-unresolved', '/dependencies/0/dependsOn/0'],
      ['ref-unresolved', '/compositions/0/assemblies/0'],
    ]);
    expect(xml('<dependencies><dependency ref="gone"/></dependencies>')).toMatchObject([
      { code: 'ref-unresolved', severity: 'warning', path: '/bom/dependencies[1]/dependency[1]/@ref' },
    ]);
  });

  it('package URLs and licence expressions that are none are warnings', () => {
    expect(
      json(component({ purl: 'npm/a', licenses: [{ expression: 'MIT OR' }] })).map(({ code, severity }) => [
        code,
        severity,
      ]),
    ).toEqual([
      ['purl-syntax', 'warning'],
      ['license-expression', 'warning'],
    ]);
    const inner = '<licenses><expression>MIT OR</expression></licenses><purl>npm/a</purl>';
    expect(
      xml(`<components><component type="library"><name>a</name>${inner}</component></components>`).map(
        ({ code }) => code,
      ),
    ).toEqual(['license-expression', 'purl-syntax']);
  });

  it('a missing version is a warning where the first schemas required it', () => {
    expect(validate(encode('{"bomFormat":"CycloneDX","specVersion":"1.4"}'))).toMatchObject({
      valid: true,
      problems: [{ code: 'version-missing' }],
    });
    expect(validate(encode('{"bomFormat":"CycloneDX","specVersion":"1.6"}')).problems).toEqual([]);
  });
});
