import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { digestOf, originOf } from '@assay/model';
import { startTufMirror, temporaryFolder } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readClientConfiguration } from '../../client-config/index.js';
import { describeTrust } from '../describe-trust.js';
import { isUtcTime } from '../trust-time.js';
import { checkMetadata } from '../tuf/check-metadata.js';
import { updateRepository } from '../tuf/update-repository.js';
import { npmDefaultOriginSha256, shippedDocuments, shippedTufRoots } from './manifest.js';
import { readShipped } from './read-shipped.js';

const all = [...shippedDocuments, ...shippedTufRoots];

describe('what ships', () => {
  test.each(all.map((one) => [one.source.path, one] as const))('%s has the digest of its manifest', async (_, one) => {
    const { text } = await one.load();
    expect(createHash('sha256').update(text).digest('hex')).toBe(one.sha256);
  });

  test.each(all.map((one) => [one.source.path, one] as const))('%s says where it is from', (_, { source, frozen }) => {
    expect(source.repository).toMatch(/^github\.com\//u);
    expect(source.commit).toMatch(/^[0-9a-f]{40}$|@/u);
    expect(source.licence).toBe('Apache-2.0');
    expect(isUtcTime(frozen)).toBe(true);
  });

  test.each(shippedDocuments.map((one) => [one.name, one] as const))(
    '%s ends one year after it was frozen',
    (_, one) => {
      const end = new Date(one.frozen);
      end.setUTCFullYear(end.getUTCFullYear() + 1);
      expect(Date.parse(one.expires)).toBe(end.getTime());
    },
  );

  test('is read as documents with their ends', async () => {
    const documents = (await readShipped()).map(({ document }) => document);
    expect(documents.map(({ kind, name, origin }) => [kind, name, origin])).toEqual([
      ['sigstore-root', 'sigstore-public-good', 'shipped'],
      ['sigstore-root', 'github', 'shipped'],
      ['registry-keys', 'npm', 'shipped'],
    ]);
    expect(documents.every(({ expires }) => expires !== undefined)).toBe(true);
    expect(documents.map((document) => describeTrust(document)?.length)).toEqual([7, expect.any(Number) as number, 4]);
  });

  test.each(shippedTufRoots.map((one) => [one.name, one] as const))(
    'the TUF root of %s passes our own checks',
    async (_, one) => {
      const { text } = await one.load();
      expect(() => {
        checkMetadata(new TextEncoder().encode(text), 'root', one.name);
      }).not.toThrow();
    },
  );

  test.each(shippedTufRoots.map((one) => [one.name, one] as const))(
    'the TUF root of %s is signed by its own keys: an update gets past it, to a mirror that has nothing',
    async (_, one) => {
      const { text } = await one.load();
      const mirror = await startTufMirror(new Map());
      const network = {
        proxyFor: () => null,
        tlsFor: () => ({ ca: [], strictSsl: true }),
        privateOrigins: new Set([new URL(mirror.url).origin]),
      };
      const options = { mirror: mirror.url, network, userAgent: 'assay-test', at: one.frozen, targets: [] };
      const { failure } = await updateRepository({ ...options, metadata: { root: text } });
      const tampered = text.replace('"threshold": 3', '"threshold": 1');
      const { failure: other } = await updateRepository({ ...options, metadata: { root: tampered } });
      await mirror.close();
      expect([failure?.code, tampered === text, other?.code]).toEqual(['tuf-missing-file', false, 'tuf-threshold']);
    },
  );

  test('names the registry of the npm client by the digest of its built-in origin, and nowhere by its host', async () => {
    await using folder = await temporaryFolder();
    const { registries } = await readClientConfiguration({
      env: { PREFIX: folder.path },
      home: folder.path,
      projectRoot: folder.path,
      policyRegistries: [],
      isPublicRegistry: () => false,
    });
    const builtIn = registries.registries.find(({ from }) => from === 'client-default');
    expect(digestOf('sha256', originOf(builtIn?.url ?? '') ?? '').value).toBe(npmDefaultOriginSha256);
    const { host } = new URL(builtIn?.url ?? '');
    const here = new URL('.', import.meta.url);
    const files = readdirSync(here).filter((name) => name.endsWith('.ts'));
    expect(files.filter((name) => readFileSync(new URL(name, here), 'utf8').includes(host))).toEqual([]);
  });
});
