import { parseYaml, DocMap } from '@assay/documents';
import type { JsonValue } from '@assay/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { plainData } from '../locate.js';
import { policyJsonSchema } from '../schema.js';
import { licenseText, parseText } from '../testing/parse-text.js';
import { vocabulary } from '../testing/vocabulary.js';
import { licenseProfileIds, licenseProfileText } from './built-in-profiles.js';
import { licenseProfileJsonSchema } from './license-profile-schema.js';
import { parseLicenseProfile } from './parse-license-profile.js';

const encoder = new TextEncoder();
const compile = (schema: JsonValue) => new Ajv2020({ strict: true, validateFormats: false }).compile(schema as object);
const policySchema = compile(policyJsonSchema(vocabulary));
const profileSchema = compile(licenseProfileJsonSchema());

function dataOf(text: string): unknown {
  const result = parseYaml(encoder.encode(text), { maxBytes: 1_000_000, scalars: 'decimal' });
  const value = result.ok ? result.documents[0]?.value : undefined;
  if (!(value instanceof DocMap)) throw new Error('not a mapping');
  return JSON.parse(JSON.stringify(plainData(value)));
}

function accepts(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

const both = (entry: string) => {
  const text = licenseText(entry);
  return [accepts(() => parseText(text)), policySchema(dataOf(text))];
};

const base = 'profile: karafka, version: 1.0.0';
const sha256 = 'ab'.repeat(32);

describe('the JSON Schema of licence packages', () => {
  it.each([
    base,
    `${base}, id: a, vendor: b, platform: java, source: "https://a.example", redirects: ["https://b.example"]`,
    `${base}, source: none, bundled: vendor/license`,
    `${base}, bundled: {path: ./vendor/license}`,
    `${base}, source: "http://a.example", insecure: true`,
    ...['bundler', 'netrc', 'none', '{env: {token: A_B}}', '{env: {username: A, password: B}}'].map(
      (credentials) => `${base}, credentials: ${credentials}`,
    ),
    `${base}, digests: ["${sha256}", {digest: "sha256:${sha256}", origin: email, obtained: 2026-01-02}]`,
    `${base}, checksums: [{url: "https://a.example/x"}, {file: a, keys: [MAMBAf8=]}]`,
    `${base}, content: {maxBytes: 9, allow: [dependencies], dependencies: [a]}`,
    `${base}, token: {entity: Acme Inc, fingerprints: ["${sha256}"], revocations: revoked.txt}`,
    `${base}, namesakes: ["https://a.example"], locked: false, entitlement: {until: 2027-01-31}, contact: a@b.example`,
    `${base}, publishers: [{kind: google, email: a@b.example}]`,
  ])('accepts what the parser accepts: %s', (entry) => {
    expect(both(entry)).toEqual([true, true]);
  });

  it.each([
    'version: 7',
    `${base}, other: 1`,
    'profile: Karafka, version: 1.0.0',
    'profile: ../a.yaml, version: 1.0.0',
    'profile: ./a/../b.yaml, version: 1.0.0',
    `${base}, ecosystem: pypi`,
    `${base}, id: "-a"`,
    `${base}, source: "https://u:p@a.example"`,
    `${base}, source: "https://a.example?x"`,
    `${base}, insecure: false`,
    `${base}, credentials: other`,
    `${base}, credentials: {}`,
    `${base}, credentials: {env: {}}`,
    `${base}, credentials: {env: {password: A, token: B}}`,
    `${base}, credentials: {env: {password: secret}}`,
    `${base}, digests: "${sha256}"`,
    `${base}, digests: ["md5:${'a'.repeat(32)}"]`,
    `${base}, digests: [{digest: "${sha256}", from: email}]`,
    `${base}, checksums: [{}]`,
    `${base}, checksums: [{url: "https://a.example/x", file: a}]`,
    `${base}, content: {files: [{kind: code}]}`,
    `${base}, content: {files: ["/a"]}`,
    `${base}, content: {files: ["a/../b"]}`,
    `${base}, content: {maxFiles: -1}`,
    `${base}, content: {allow: [everything]}`,
    `${base}, token: {scheme: md5}`,
    `${base}, token: {path: "../a"}`,
    `${base}, token: {claims: {exp: a}}`,
    `${base}, bundled: "C:/a"`,
    `${base}, locked: "no"`,
    `${base}, entitlement: {until: 2027-02-30}`,
    `${base}, entitlement: 2027-01-01`,
    `${base}, contact: "http://a.example"`,
    `${base}, publishers: []`,
  ])('refuses what the parser refuses: %s', (entry) => {
    expect(both(entry)).toEqual([false, false]);
  });
});

describe('the JSON Schema of a profile', () => {
  const profile = (text: string) => [
    accepts(() => parseLicenseProfile({ bytes: encoder.encode(text), file: 'a', readers: vocabulary.readers })),
    profileSchema(dataOf(text)),
  ];
  const acme = 'profile: 1\nid: acme\necosystem: rubygems\n';

  it.each(licenseProfileIds)('accepts %s', (id) => {
    expect(profile(licenseProfileText(id) ?? '')).toEqual([true, true]);
  });

  it.each([
    acme.replace('1', '2'),
    acme.replace('acme', 'Acme'),
    acme.replace('rubygems', 'gem'),
    `${acme}bundled: a\n`,
    `${acme}names: []\n`,
    `${acme}versionIsLicenseId: "yes"\n`,
  ])('refuses what the parser refuses: %j', (text) => {
    expect(profile(text)).toEqual([false, false]);
  });

  it('says who it is', () => {
    expect(licenseProfileJsonSchema()).toMatchObject({ $id: 'https://assay.example/schemas/license-profile-v1.json' });
  });
});
