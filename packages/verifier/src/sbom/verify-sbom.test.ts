/** A bill of materials is re-checked against the evidence of its run: every claim that is changed is found. */

import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintPackage,
  mintPackageLock,
  mintSigstore,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinMappingText, parseBom, recheckBom } from '@assay/sbom';
import { createVerifier } from '../create-verifier.js';
import type { VerifyResult } from '../options.js';
import { renderSbom, renderSboms, sbomInputOf, sbomOf } from './render-sbom.js';
import type { RenderSbomOptions } from './sbom-options.js';
import { signSbom } from './sign-sbom.js';
import { loadStandardsMapping } from './standards-mapping.js';
import { verifySbom, type VerifySbomOptions } from './verify-sbom.js';

const tool = mintPackage({ name: 'tool', version: '1.0.0' });
const other = mintPackage({ name: '@acme/other', version: '2.0.0' });
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let registry: LoopbackRegistry;
let place: TemporaryFolder;
let result: VerifyResult;
const path = (name: string) => join(place.path, name);

beforeAll(async () => {
  registry = await startRegistry({ npm: [tool, other] });
  place = await temporaryFolder();
  const entries = [tool, other].map((minted) => ({ kind: 'registry', package: minted }) as const);
  await writeFiles(place.path, mintPackageLock({ registry: registry.url, entries }).files);
  await writeFile(path('.npmrc'), `registry=${registry.url}\n`);
  await writeFile(
    path('policy.yaml'),
    `version: 1\nregistries:\n  - { ecosystem: npm, url: '${registry.url}', insecure: true }\n`,
  );
  await writeFile(path('other.yaml'), 'version: 1\nallowEmpty: true\n');
  await writeFile(path('key.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(path('key.pub'), key.publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(path('stranger.pub'), stranger.publicKey.export({ type: 'spki', format: 'pem' }));
  const policy = { file: path('policy.yaml') };
  const options = { policy, env: { HOME: place.path }, store: null, facts: true, record: path('evidence.tar') };
  result = await createVerifier({ ...options, at: '2026-11-22T00:00:00Z' }).verify([place.path]);
});
afterAll(async () => {
  await registry.close();
  await place.remove();
});

const textOf = (options: RenderSbomOptions = {}) => [...renderSbom(result, options)].join('');

async function verifyText(text: string, options: Partial<VerifySbomOptions> = {}) {
  await writeFile(path('bom.json'), text);
  return verifySbom({ file: path('bom.json'), evidence: path('evidence.tar'), env: { HOME: place.path }, ...options });
}

interface Component {
  'bom-ref': string;
  hashes?: { alg: string; content: string }[];
  properties?: { name: string; value: string }[];
  [field: string]: unknown;
}

interface Document {
  metadata: { timestamp: string; properties: { name: string; value: string }[]; [field: string]: unknown };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
  [field: string]: unknown;
}

async function changed(change: (bom: Document, first: Component) => void) {
  const bom = JSON.parse(textOf()) as Document;
  const [first] = bom.components;
  if (first === undefined) throw new Error('no component');
  change(bom, first);
  const { exitCode, differences } = await verifyText(JSON.stringify(bom));
  return { exitCode, codes: [...new Set(differences.map(({ code }) => code))].sort() };
}

describe('a bill of materials of the recorded run', () => {
  it.each<readonly [string, RenderSbomOptions]>([
    ['1.6', { specVersion: '1.6' }],
    ['1.7', { specVersion: '1.7' }],
    ['without declarations', { declarations: false }],
    ['with licence texts', { licenseTexts: true }],
    ['in XML', { format: 'xml' }],
    ['in XML of 1.7', { format: 'xml', specVersion: '1.7' }],
    ['of another time', { timestamp: '2027-01-01T00:00:00Z' }],
  ])('holds: %s', async (_what, options) => {
    expect(await verifyText(textOf(options))).toMatchObject({ exitCode: 0, differences: [] });
  });

  it('holds however it is spaced and ordered', async () => {
    const { components, ...rest } = JSON.parse(textOf()) as Document;
    const text = JSON.stringify({ components: components.reverse(), ...rest }, null, 4);
    expect(await verifyText(text)).toMatchObject({ exitCode: 0, differences: [] });
  });

  it.each<readonly [string, (bom: Document, first: Component) => void]>([
    ['a member of a dependency', (bom) => Object.assign(bom.dependencies[0] ?? {}, { note: 'verified' })],
    ['a text in the place of a list', (bom) => Object.assign(bom, { vulnerabilities: 'none' })],
    ['a text in the place of inner components', (_bom, first) => Object.assign(first, { components: 'openssl' })],
    ['an item in the place of its list', (_bom, first) => Object.assign(first, { hashes: first.hashes?.[0] })],
  ])('does not hold where no schema knows it: %s', async (_what, change) => {
    const { exitCode, codes } = await changed(change);
    expect(exitCode).toBe(1);
    expect(codes).toContain('document-differs');
  });

  it.each([
    ['an element', '<v:verified xmlns:v="urn:v">all</v:verified>'],
    ['a signature', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">forged</Signature>'],
    ['a text', 'verified'],
  ])('does not hold in XML where readers pass over it: %s', async (_what, added) => {
    const text = textOf({ format: 'xml' });
    const { exitCode, differences } = await verifyText(text.replace(/<\/bom>\s*$/, `${added}</bom>`));
    expect([exitCode, new Set(differences.map(({ code }) => code))]).toEqual([1, new Set(['document-differs'])]);
  });

  it('does not hold in XML with an attribute that readers pass over', async () => {
    const text = textOf({ format: 'xml' }).replace(
      '<component type="library"',
      '<component type="library" verified="true"',
    );
    const { exitCode, differences } = await verifyText(text);
    expect([exitCode, differences.map(({ code }) => code)]).toEqual([1, ['document-differs']]);
    expect(differences[0]?.says).toContain('verified');
  });

  it('holds for each application', async () => {
    for (const { pieces } of renderSboms(result)) {
      expect(await verifyText([...pieces].join(''))).toMatchObject({ exitCode: 0, differences: [] });
    }
  });
});

describe('a claim that is changed', () => {
  const property = (name: string) => (one: { name: string }) => one.name.startsWith(name);
  it.each<readonly [string, string, (bom: Document, first: Component) => void]>([
    [
      'a hash',
      'hash-differs',
      (_, first) =>
        first.hashes?.forEach((one) => (one.content = one.content.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')))),
    ],
    ['a hash more', 'hash-differs', (_, first) => first.hashes?.push({ alg: 'MD5', content: '0'.repeat(32) })],
    ['a hash less', 'hash-differs', (_, first) => delete first.hashes],
    ['a purl', 'identity-differs', (_, first) => (first['purl'] = 'pkg:npm/left-pad@1.0.0')],
    ['a version', 'identity-differs', (_, first) => (first['version'] = '9.9.9')],
    ['a licence', 'license-differs', (_, first) => (first['licenses'] = [{ license: { id: 'GPL-3.0-only' } }])],
    ['a supplier', 'supplier-differs', (_, first) => (first['supplier'] = { name: 'Nobody' })],
    [
      'a verdict',
      'finding-differs',
      (_, first) => first.properties?.filter(property('assay:verdict')).forEach((one) => (one.value = 'perfect')),
    ],
    [
      'a finding less',
      'finding-differs',
      (_, first) => (first.properties = first.properties?.filter((one) => !property('assay:finding')(one)) ?? []),
    ],
    [
      'a publisher',
      'publisher-differs',
      (_, first) => first.properties?.push({ name: 'assay:signed:provenance:by', value: 'https://git.example/acme' }),
    ],
    [
      'a component more',
      'component-added',
      (bom, first) => bom.components.push({ ...first, 'bom-ref': 'pkg:npm/evil@1.0.0' }),
    ],
    ['a component twice', 'component-repeated', (bom, first) => bom.components.push({ ...first })],
    ['a component less', 'component-missing', (bom) => bom.components.shift()],
    ['a dependency less', 'dependency-differs', (bom) => bom.dependencies.pop()],
    ['a dependency more', 'dependency-differs', (bom) => bom.dependencies.push({ ref: 'x', dependsOn: ['y'] })],
    ['no compositions', 'composition-differs', (bom) => (bom['compositions'] = [])],
    [
      'the policy',
      'policy-differs',
      (bom) =>
        bom.metadata.properties
          .filter(property('assay:policy'))
          .forEach((one) => (one.value = `sha256:${'0'.repeat(64)}`)),
    ],
    [
      'a root',
      'root-differs',
      (bom) => bom.metadata.properties.push({ name: 'assay:trusted-root', value: `sha256:${'0'.repeat(64)}` }),
    ],
    [
      'the inventory',
      'inventory-differs',
      (bom) => (bom.metadata.properties = bom.metadata.properties.filter((one) => !property('assay:inventory')(one))),
    ],
    [
      'the report',
      'report-differs',
      (bom) => bom.metadata.properties.filter(property('assay:report')).forEach((one) => (one.value = '')),
    ],
    ['the manufacturer', 'metadata-differs', (bom) => (bom.metadata['manufacturer'] = { name: 'Acme' })],
    ['a service', 'document-differs', (bom) => (bom['services'] = [{ name: 'x' }])],
    ['a signature', 'document-differs', (bom) => (bom['signature'] = { value: 'x' })],
    ['a member that nobody knows', 'document-differs', (bom) => (bom['proof'] = 'perfect')],
    [
      'an affirmation',
      'document-differs',
      (bom) => Object.assign(bom['declarations'] as object, { affirmation: { statement: 'all is well' } }),
    ],
    [
      'the subject',
      'metadata-differs',
      (bom, first) => {
        bom.components.push(bom.metadata['component'] as Component);
        bom.components.shift();
        bom.metadata['component'] = first;
      },
    ],
    [
      'a place inside of another',
      'component-differs',
      (bom, first) => {
        const [, second] = bom.components;
        bom.components = [{ ...first, components: [second] }, ...bom.components.slice(2)];
      },
    ],
    ['a claim', 'claim-differs', (bom) => (bom['declarations'] as { claims: unknown[] }).claims.pop()],
    [
      'a conformance',
      'conformance-differs',
      (bom) => (bom['declarations'] as { attestations: unknown[] }).attestations.pop(),
    ],
    [
      'the serial number',
      'document-differs',
      (bom) => (bom['serialNumber'] = 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79'),
    ],
  ])('%s is told as %s', async (_what, code, change) => {
    const told = await changed(change);
    expect(told.codes).toContain(code);
    expect(told.exitCode).toBe(1);
  });
});

describe('every single member', () => {
  type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

  /** Each way of changing or leaving out one member, by its path. */
  function* changes(value: Json, path = ''): Generator<readonly [string, Json | undefined]> {
    if (typeof value === 'string') yield [path, `${value}x`];
    else if (typeof value === 'number') yield [path, value + 1];
    else if (typeof value === 'boolean') yield [path, !value];
    else if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) {
        for (const [where, other] of changes(item, `${path}/${String(at)}`)) {
          yield [where, other === undefined ? value.filter((_, index) => index !== at) : value.with(at, other)];
        }
        yield [`${path}/${String(at)} left out`, value.filter((_, index) => index !== at)];
      }
    } else if (value !== null) {
      for (const [key, item] of Object.entries(value)) {
        for (const [where, other] of changes(item, `${path}/${key}`)) yield [where, { ...value, [key]: other ?? null }];
        const { [key]: _, ...rest } = value;
        yield [`${path}/${key} left out`, rest];
      }
    }
  }

  it('is compared: none can be changed or left out without a difference, but the document’s time', () => {
    const bom = sbomOf(sbomInputOf(result), {});
    const whole = JSON.parse(textOf()) as Json;
    const unseen: string[] = [];
    let count = 0;
    for (const [path, other] of changes(whole)) {
      const read = parseBom(new TextEncoder().encode(JSON.stringify(other)));
      count += 1;
      if (read.ok && recheckBom(read.bom, bom, { complete: true, mapped: true }).length === 0) unseen.push(path);
    }
    expect(unseen).toEqual(['/metadata/timestamp', '/metadata/timestamp left out']);
    expect(count).toBeGreaterThan(500);
  }, 120_000);
});

describe('a claim that is changed in XML', () => {
  it.each<readonly [string, string, (xml: string) => string]>([
    ['a hash', 'hash-differs', (xml) => xml.replace(/(<hash alg="SHA-512">)./, '$1g')],
    ['a version', 'identity-differs', (xml) => xml.replace('<version>2.0.0</version>', '<version>2.0.1</version>')],
    ['a verdict', 'finding-differs', (xml) => xml.replace(/(<property name="assay:verdict">)[a-z]+/, '$1perfect')],
  ])('%s is told as %s', async (_what, code, change) => {
    const xml = textOf({ format: 'xml' });
    expect(change(xml)).not.toBe(xml);
    const { exitCode, differences } = await verifyText(change(xml));
    expect(differences.map((one) => one.code)).toContain(code);
    expect(exitCode).toBe(1);
  });
});

describe('what evidence cannot show', () => {
  it('is exit code 3 and no false claim: a recording that looked at lockfiles alone', async () => {
    const env = { HOME: place.path };
    const record = path('pins.tar');
    await createVerifier({ env, store: null, depth: 'pins', record, policy: { file: path('policy.yaml') } }).verify([
      place.path,
    ]);
    const pins = createVerifier({ replay: record, env, facts: true });
    const bom = JSON.parse([...renderSbom(await pins.verify())].join('')) as Document;
    bom.components[0]?.properties?.push({ name: 'assay:signed:provenance:by', value: 'https://git.example/acme' });
    const { exitCode, differences } = await verifyText(JSON.stringify(bom), { evidence: record });
    expect(differences).toMatchObject([{ code: 'publisher-differs', outcome: 'not-shown' }]);
    expect(exitCode).toBe(3);
  });
});

describe('a mapping of the user’s own', () => {
  it('is not shown, and not false, unless it is named', async () => {
    const text = builtinMappingText.replace('title: There is provenance', 'title: a title of our own');
    await writeFile(path('mapping.yaml'), text);
    const mapping = await loadStandardsMapping(path('mapping.yaml'));
    const told = await verifyText(textOf({ mapping }));
    expect(told).toMatchObject({ exitCode: 3, differences: [{ code: 'conformance-differs', outcome: 'not-shown' }] });
    expect(await verifyText(textOf({ mapping }), { mapping })).toMatchObject({ exitCode: 0, differences: [] });
  });
});

describe('the policy that is expected', () => {
  it('must have been in force', async () => {
    expect(await verifyText(textOf(), { policy: { file: path('policy.yaml') } })).toMatchObject({ exitCode: 0 });
    const told = await verifyText(textOf(), { policy: { file: path('other.yaml') } });
    expect(told).toMatchObject({ exitCode: 1, differences: [{ code: 'policy-differs', where: 'evidence' }] });
  });
});

describe('trusted documents of the recording', () => {
  it('that are not in force here are told by digest, and decide nothing', async () => {
    expect((await verifyText(textOf())).notes.join()).not.toContain('not in force here');
    const trust = path('trust');
    await writeFile(path('root.json'), JSON.stringify(mintSigstore({ name: 'strangers.example' }).trustedRoot()));
    const record = path('strangers.tar');
    const env = { HOME: place.path, ASSAY_TRUST: trust };
    const options = { env, store: null, facts: true, record, trustedRoot: path('root.json') } as const;
    const strange = await createVerifier(options).verify([place.path]);
    const told = await verifyText([...renderSbom(strange)].join(''), { evidence: record });
    expect(told.exitCode).toBe(0);
    expect(told.notes.join()).toContain('not in force here; compare with `assay trust show`: sha256:');
  });
});

describe('hostile documents', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['repeated members', '{"bomFormat":"CycloneDX","bomFormat":"CycloneDX"}'],
    ['another format', '{"bomFormat":"SPDX"}'],
    ['an old version', '{"bomFormat":"CycloneDX","specVersion":"1.4"}'],
    ['depth', `{"bomFormat":"CycloneDX","specVersion":"1.6","x":${'['.repeat(2000)}${']'.repeat(2000)}}`],
  ])('with %s are a usage error', async (_what, text) => {
    await expect(verifyText(text)).rejects.toMatchObject({ code: 'ERR_USAGE' });
  });

  it.each([
    [
      'the names of prototypes',
      '{"bomFormat":"CycloneDX","specVersion":"1.6","__proto__":{},"constructor":[],"components":[{"bom-ref":"__proto__"}]}',
    ],
    [
      'values of other types',
      '{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":[],"components":{"a":1},"dependencies":"x","declarations":7}',
    ],
    [
      'nested components',
      `{"bomFormat":"CycloneDX","specVersion":"1.6","components":${'[{"components":'.repeat(100)}[]${'}]'.repeat(100)}}`,
    ],
  ])('with %s are compared, and fail', async (_what, text) => {
    expect((await verifyText(text)).exitCode).toBe(1);
  });

  it('with damaged evidence are told so', async () => {
    const bytes = await readFile(path('evidence.tar'));
    bytes[2000] = (bytes[2000] ?? 0) ^ 1;
    await writeFile(path('damaged.tar'), bytes);
    await expect(verifyText(textOf(), { evidence: path('damaged.tar') })).rejects.toMatchObject({
      code: 'ERR_EVIDENCE_FILE',
    });
  });
});

describe('the signed form', () => {
  const sign = async (options: RenderSbomOptions = {}, subjects: readonly string[] = []) => {
    const { document } = await signSbom(result, options, { by: { keyFile: path('key.pem') }, subjects });
    if (document === null) throw new Error('not signed');
    return new TextDecoder().decode(document);
  };
  const by = (file: string) => ({ signer: { expected: { keyFile: path(file) }, env: { HOME: place.path } } });

  it('holds with the key of its signer', async () => {
    const told = await verifyText(await sign(), by('key.pub'));
    expect(told).toMatchObject({ exitCode: 0, differences: [], signatures: [{ outcome: 'proven' }] });
  });

  it('does not hold with another key, and nothing else is looked at', async () => {
    const told = await verifyText(await sign(), by('stranger.pub'));
    expect(told).toMatchObject({ exitCode: 1, differences: [], signatures: [{ code: 'envelope-signature-invalid' }] });
  });

  it('is refused where no signer is expected, and so is an unsigned document where one is', async () => {
    await expect(verifyText(await sign())).rejects.toThrow('no signer is expected');
    await expect(verifyText(textOf(), by('key.pub'))).rejects.toThrow('the document is not signed');
  });

  it('is the same bytes twice for a key that signs so, and is never XML', async () => {
    const payload = async () => (JSON.parse(await sign()) as { payload: string }).payload;
    expect(await payload()).toBe(await payload());
    await expect(sign({ format: 'xml' })).rejects.toThrow('JSON, not XML');
  });

  it('is also about the files that it is told to describe', async () => {
    await writeFile(path('app.tgz'), 'the artefact');
    const { payload } = JSON.parse(await sign({}, [path('app.tgz')])) as { payload: string };
    const { subject } = JSON.parse(Buffer.from(payload, 'base64').toString()) as { subject: { name: string }[] };
    expect(subject.map(({ name }) => name)).toEqual(['app.tgz', 'package-lock.json']);
  });
});
