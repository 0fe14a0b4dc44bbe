import { describe, expect, it } from 'vitest';
import { policyDigest } from '../policy-digest.js';
import { parseText, refusalOf } from '../testing/parse-text.js';

const hex = 'ab'.repeat(32);

const full = `version: 1
sbom:
  project: { name: acme-shop, version: 2.1.0, type: application, license: LicenseRef-Acme, purl: pkg:github/acme/shop@2.1.0, description: The shop }
  manufacturer: { name: Acme Inc, url: https://acme.example/, email: psirt@acme.example }
  supplier: { name: Reseller Ltd }
  authors: [{ name: Jo }, { email: ann@acme.example }]
  parts:
    - name: openssl
      purl: pkg:generic/openssl@3.0.1?arch=x86_64
      license: Apache-2.0
      supplier: { name: OpenSSL Foundation }
      description: TLS
      digests: ['sha256:${hex.toUpperCase()}', 'sha512:${'0'.repeat(128)}']
      path: ./vendor/openssl/
    - { name: libpng, version: 1.6.43, type: file, within: pkg:npm/@acme/ui }
    - { name: zlib, within: sharp }
  suppliers:
    - { purl: 'pkg:npm/**', supplier: { name: Somebody } }
    - { purl: 'pkg:npm/@acme/*', supplier: { name: Acme Inc } }
    - { purl: pkg:npm/@acme/ui, supplier: { name: Acme UI } }
  licenses:
    - { purl: 'pkg:npm/**', license: MIT }
    - { purl: 'pkg:npm/@acme/*', license: LicenseRef-Acme2 }
`;

const section = (text: string) => `version: 1\nsbom: {${text}}\n`;
const part = (text: string) => section(`parts: [{${text}}]`);
const partsOf = (text: string) => parseText(part(text)).sbom.parts;

describe('what a policy says for bills of materials', () => {
  it('is read with all it says', () => {
    expect(parseText(full).sbom).toEqual({
      manufacturer: { name: 'Acme Inc', url: 'https://acme.example/', email: 'psirt@acme.example' },
      supplier: { name: 'Reseller Ltd' },
      authors: [{ name: 'Jo' }, { email: 'ann@acme.example' }],
      project: {
        name: 'acme-shop',
        version: '2.1.0',
        type: 'application',
        license: 'LicenseRef-Acme',
        purl: 'pkg:github/acme/shop@2.1.0',
        description: 'The shop',
      },
      parts: [
        {
          name: 'openssl',
          version: '3.0.1',
          type: 'library',
          purl: 'pkg:generic/openssl@3.0.1?arch=x86_64',
          license: 'Apache-2.0',
          supplier: { name: 'OpenSSL Foundation' },
          description: 'TLS',
          digests: [
            { alg: 'sha256', value: hex, covers: 'artifact' },
            { alg: 'sha512', value: '0'.repeat(128), covers: 'artifact' },
          ],
          path: 'vendor/openssl',
          line: 8,
        },
        { name: 'libpng', version: '1.6.43', type: 'file', digests: [], within: 'pkg:npm/%40acme/ui@*', line: 15 },
        { name: 'zlib', type: 'library', digests: [], within: 'sharp', line: 16 },
      ],
      suppliers: [
        { purl: 'pkg:npm/%40acme/ui@*', supplier: { name: 'Acme UI' } },
        { purl: 'pkg:npm/%40acme/*', supplier: { name: 'Acme Inc' } },
        { purl: 'pkg:npm/**', supplier: { name: 'Somebody' } },
      ],
      licenses: [
        { purl: 'pkg:npm/%40acme/*', license: 'LicenseRef-Acme2' },
        { purl: 'pkg:npm/**', license: 'MIT' },
      ],
    });
  });

  it('is empty where nothing is said', () => {
    const empty = { authors: [], project: {}, parts: [], suppliers: [] };
    expect(parseText('version: 1').sbom).toEqual(empty);
    expect(parseText(section('')).sbom).toEqual(empty);
  });

  it('states a part’s version by its purl, by itself, or by both alike', () => {
    expect(partsOf('name: a, purl: pkg:npm/%40b/a@1.0.0')[0]?.version).toBe('1.0.0');
    expect(partsOf('name: a, purl: pkg:npm/%40b/a, version: "2"')[0]?.version).toBe('2');
    expect(partsOf('name: a, purl: pkg:generic/a@1%2B2, version: "1+2"')[0]?.version).toBe('1+2');
    expect(partsOf('name: a, purl: pkg:generic/a')[0]?.version).toBeUndefined();
  });

  it('tells two parts apart by any of name, version, purl, path and package', () => {
    const text = section(
      'parts: [{name: a}, {name: b}, {name: a, path: x}, {name: a, within: c}, {name: a, version: "1"}]',
    );
    expect(parseText(text).sbom.parts).toHaveLength(5);
  });
});

describe('what a policy says for bills of materials is refused', () => {
  it.each([
    [
      'a mistyped key',
      section('manufacturers: {}'),
      '2: sbom: "manufacturers" is not a key of a policy here (Did you mean `manufacturer`?)',
    ],
    [
      'a part’s mistyped key',
      part('name: a, licence: MIT'),
      '2: sbom.parts[0]: "licence" is not a key of a policy here (Did you mean `license`?)',
    ],
    ['a part without a name', part('version: "1"'), '2: sbom.parts[0].name: this key is missing'],
    [
      'an unknown type',
      part('name: a, type: libary'),
      '2: sbom.parts[0].type: one of application, framework, library, container, platform, file, data is expected (Did you mean `library`?)',
    ],
    [
      'a version that YAML takes for a number',
      part('name: a, version: 1'),
      '2: sbom.parts[0].version: a text is expected (Put it in quotes.)',
    ],
    [
      'a party of whom nothing is said',
      section('manufacturer: {}'),
      '2: nothing is said of whom (Write at least one of name, email, url.)',
    ],
    [
      'an author of whom nothing is said',
      section('authors: [{name: a}, {}]'),
      '2: nothing is said of whom (Write at least one of name, email, url.)',
    ],
    [
      'a URL with credentials',
      section('supplier: {url: "https://user:secret@a.example/"}'),
      '2: sbom.supplier.url: a URL is written https://host/path, without credentials, query or fragment',
    ],
    [
      'a URL of a script',
      section('supplier: {url: "javascript:alert(1)"}'),
      '2: sbom.supplier.url: a URL is written https://host/path, without credentials, query or fragment',
    ],
    [
      'an address that is none',
      section('supplier: {email: "Jo <jo@a.example>"}'),
      '2: sbom.supplier.email: an e-mail address is written as in psirt@acme.example',
    ],
    [
      'an empty text',
      section('project: {name: " "}'),
      '2: sbom.project.name: one line of text is expected, without control characters',
    ],
    [
      'two lines',
      section(String.raw`project: {name: "a\nb"}`),
      '2: sbom.project.name: one line of text is expected, without control characters',
    ],
    [
      'a text for a terminal',
      section(String.raw`project: {description: "a\x1b[31m"}`),
      '2: sbom.project.description: one line of text is expected, without control characters',
    ],
    [
      'a long name',
      section(`project: {name: ${'a'.repeat(257)}}`),
      '2: sbom.project.name: a text of at most 256 characters is expected',
    ],
    [
      'a purl that is none',
      part('name: a, purl: npm/a@1'),
      '2: sbom.parts[0].purl: a part is named by its purl, as in pkg:generic/openssl@3.0.1',
    ],
    [
      'a purl with a bad escape',
      part('name: a, purl: pkg:npm/a%E0@1'),
      '2: this is not a purl (Write exactly one, as in pkg:generic/openssl@3.0.1.)',
    ],
    [
      'a pattern where one purl is meant',
      part('name: a, purl: "pkg:npm/a*"'),
      '2: this is not a purl (Write exactly one, as in pkg:generic/openssl@3.0.1.)',
    ],
    [
      'a purl with credentials',
      part('name: a, purl: "pkg:generic/a@1?download_url=https%3A%2F%2Fjo:secret%40a.example"'),
      '2: this purl holds credentials (Leave them out: bills of materials are given away.)',
    ],
    [
      'another version than the purl’s',
      part('name: a, version: "2", purl: pkg:npm/a@1'),
      '2: the purl states another version (Leave one of the two out.)',
    ],
    [
      'a short digest',
      part(`name: a, digests: ["sha1:${'0'.repeat(40)}"]`),
      '2: sbom.parts[0].digests[0]: a digest is written `sha512-…` as in the lockfile, or `sha512:hex`; SHA-256 is the shortest that counts',
    ],
    [
      'base64 that is not canonical',
      part(`name: a, digests: ["sha256-${'/'.repeat(43)}="]`),
      '2: this is not a digest (Copy it from the lockfile.)',
    ],
    [
      'two digests of one algorithm',
      part(`name: a, digests: ["sha256:${hex}", "sha256:${'cd'.repeat(32)}"]`),
      '2: another sha256 stands before it, and no file has both (Write one part for each file.)',
    ],
    [
      'a path out of the project',
      part('name: a, path: ../a'),
      '2: sbom.parts[0].path: a path is relative to the project, as in vendor/license, without `..`',
    ],
    [
      'an absolute path',
      part('name: a, path: /etc/a'),
      '2: sbom.parts[0].path: a path is relative to the project, as in vendor/license, without `..`',
    ],
    [
      'a part in many packages',
      part('name: a, within: "pkg:npm/*"'),
      '2: one package brings a part (Write its purl, without wildcards.)',
    ],
    [
      'a part in no package',
      part('name: a, within: "pkg:npm/a b"'),
      '2: this is not a purl (Copy it from the output of Assay, as in pkg:npm/left-pad@1.3.0.)',
    ],
    [
      'a part that stands twice',
      section('parts: [{name: a, path: x}, {name: a, path: ./x/}]'),
      '2: this part stands twice (Tell the two apart by `path` or `within`.)',
    ],
    [
      'a supplier of nothing',
      section('suppliers: [{purl: pkg:npm/@acme, supplier: {name: A}}]'),
      '2: this is a scope without a name (Write pkg:npm/@acme/* for every package in it.)',
    ],
    [
      'a supplier that stands twice',
      section('suppliers: [{purl: pkg:npm/a, supplier: {name: A}}, {purl: "pkg:npm/a@*", supplier: {name: B}}]'),
      '2: this purl stands twice (Only one of the two can be stated.)',
    ],
  ])('%s', (_what, text, refusal) => {
    expect(refusalOf(text)).toBe(refusal);
  });

  it('without a word of what stands in a URL', () => {
    expect(refusalOf(section('supplier: {url: "https://user:secret@a.example/"}'))).not.toContain('secret');
  });

  it('in time that grows with its length', () => {
    const long = `${'a '.repeat(400_000)}\\n`;
    expect(refusalOf(section(`project: {name: "${long}"}`))).toContain('at most 256 characters');
    expect(refusalOf(section(`supplier: {email: "${'a@'.repeat(400_000)}"}`))).toContain('at most 320 characters');
  });
});

describe('the digest of a policy', () => {
  const digestOf = (text: string) => policyDigest(parseText(text)).value;

  it('is what it was while nothing is said for bills of materials', () => {
    expect(digestOf(section(''))).toBe(digestOf('version: 1'));
    expect(digestOf(section('parts: [], suppliers: [], authors: [], project: {}'))).toBe(digestOf('version: 1'));
  });

  it.each([
    ['acme-shop', 'acme-shop2'],
    ['version: 2.1.0', 'version: 2.1.1'],
    ['type: application', 'type: framework'],
    ['license: LicenseRef-Acme', 'license: MIT'],
    ['acme/shop@2.1.0', 'acme/shop@2.1.1'],
    ['The shop', 'A shop'],
    ['name: Acme Inc, url', 'name: Acme Ltd, url'],
    ['https://acme.example/', 'https://acme.example/b'],
    ['psirt@', 'security@'],
    ['Reseller Ltd', 'Reseller Inc'],
    ['{ name: Jo }, { email: ann@acme.example }', '{ email: ann@acme.example }, { name: Jo }'],
    ['name: openssl', 'name: libressl'],
    ['openssl@3.0.1', 'openssl@3.0.2'],
    ['Apache-2.0', 'MIT'],
    ['OpenSSL Foundation', 'Somebody'],
    ['description: TLS', 'description: SSL'],
    [hex.toUpperCase(), 'cd'.repeat(32)],
    ['./vendor/openssl/', 'vendor/libressl'],
    ['type: file', 'type: data'],
    ['within: pkg:npm/@acme/ui', 'within: pkg:npm/@acme/ux'],
    ['{ name: Somebody }', '{ name: Nobody }'],
    ["'pkg:npm/@acme/*'", "'pkg:npm/@acme/b*'"],
    ['LicenseRef-Acme2', 'LicenseRef-Acme3'],
  ])('covers what stands in %j', (from, to) => {
    expect(full).toContain(from);
    expect(digestOf(full.replace(from, to))).not.toBe(digestOf(full));
  });

  it('does not depend on the order of parts and suppliers, on lines and on spelling', () => {
    const lines = full.split('\n');
    const [a = '', b = ''] = lines.slice(14, 16);
    expect(digestOf(full.replace(`${a}\n${b}`, `\n${b}\n${a}`))).toBe(digestOf(full));
    const [c = '', d = ''] = lines.slice(17, 19);
    expect(digestOf(full.replace(`${c}\n${d}`, `${d}\n${c}`))).toBe(digestOf(full));
    expect(digestOf(full.replace('./vendor/openssl/', 'vendor/openssl'))).toBe(digestOf(full));
  });
});
