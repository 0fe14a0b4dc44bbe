/** A vendor's statement of checksums in a Sigstore bundle, made elsewhere (`cosign attest-blob`), and who should have signed it. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  githubIdentity,
  mintLicenseTarball,
  mintSigstore,
  startRegistry,
  temporaryFolder,
  type SignOptions,
} from '@assay/testkit';
import { expect, test } from 'vitest';
import { lookAtLicense } from './look-at-license.js';
import { runAssay } from './run-assay.js';

const sigstore = mintSigstore();
const identity = githubIdentity({ repository: 'acme/pro' });
const pack = mintLicenseTarball({ version: '1.0.0', token: 'a token' });
const publisher = { kind: 'github', repository: 'acme/pro', workflow: '.github/workflows/release.yml' };

interface Change {
  readonly sign?: SignOptions;
  readonly publishers?: readonly object[] | null;
  readonly keys?: readonly string[];
  readonly trusted?: boolean;
  readonly document?: (bundle: string) => string;
  readonly file?: string;
  readonly bytes?: Uint8Array;
}

const same = (text: string): string => text;

/** What is said of the checksums, with the vendor's bundle beside the bundled archive. */
async function said(change: Change = {}): Promise<readonly string[]> {
  const { sign = {}, publishers = [publisher], keys, trusted = true, document = same } = change;
  const { file = 'pro.sigstore.json', bytes = pack.bytes } = change;
  await using folder = await temporaryFolder();
  await using home = await temporaryFolder();
  const put = (name: string, content: string | Uint8Array) => writeFile(join(folder.path, name), content);
  await put('pro.tgz', pack.bytes);
  await writeFile(join(home.path, 'root.json'), JSON.stringify(sigstore.trustedRoot()));
  if (trusted) expect((await runAssay(['trust', 'import', join(home.path, 'root.json')], home.path)).status).toBe(0);
  const unsigned = ['license', 'seal', join(folder.path, 'pro.tgz'), '--profile', 'generic-npm', '--unsigned'];
  const { stdout, status } = await runAssay([...unsigned, '--at', '2025-01-01T00:00:00Z'], home.path);
  expect(status).toBe(0);
  const statement = JSON.parse(stdout) as SignOptions['statement'];
  const options = { artifact: pack.bytes, identity, statement, as: 'dsse', ...sign } as SignOptions;
  await put(file, document(JSON.stringify(sigstore.sign(options).bundle)));
  await put('pro.tgz', bytes);
  const entry = {
    ecosystem: 'npm',
    name: pack.name,
    version: '1.0.0',
    source: 'none',
    bundled: './pro.tgz',
    content: { code: 'unchecked' },
    checksums: [{ file: `./${file}`, ...(keys === undefined ? {} : { keys }) }],
    ...(publishers === null ? {} : { publishers }),
  };
  const env = { HOME: home.path };
  const look = await lookAtLicense({ entry, project: folder.path, env, phases: ['bundled'] });
  return [...look.bad, ...look.good]
    .filter((code) => code.includes('checksum'))
    .map((code) => code.split(' ')[1] ?? '');
}

test('proves the archive where the entry names who signed', async () => {
  expect(await said()).toEqual(['license-checksum-stated']);
});

test('proves it under another name than that of a bundle, too', async () => {
  expect(await said({ file: 'statement.json' })).toEqual(['license-checksum-stated']);
});

const flipped = (text: string) =>
  text.replace(/"sig":"./, (start) => `${start.slice(0, -1)}${start.endsWith('M') ? 'N' : 'M'}`);

test.each<readonly [string, Change]>([
  ['another repository signed', { sign: { identity: githubIdentity({ repository: 'evil/pro' }) } }],
  ['another workflow signed', { publishers: [{ ...publisher, workflow: '.github/workflows/ci.yml' }] }],
  ['the signature was broken', { document: flipped }],
])('is refuted where %s', async (_what, change) => {
  expect(await said(change)).toEqual(['license-checksum-bundle-refuted']);
});

test('is refuted for other bytes', async () => {
  const other = mintLicenseTarball({ version: '1.0.0', token: 'a token', mistake: 'extra-file' });
  expect(await said({ bytes: other.bytes })).toEqual(['license-checksum-bundle-refuted']);
});

test('of a statement about something else is refuted', async () => {
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject: [], predicateType: 'x', predicate: {} };
  const codes = await said({ sign: { statement } });
  expect(codes.join()).toMatch(/^license-checksum-(?:bundle-refuted|other-statement)$/);
});

test('counts for nothing where nobody is named, or only a key is pinned', async () => {
  expect(await said({ publishers: null })).toEqual(['license-checksum-signer-unknown']);
});

test('proves nothing by an instance that is not trusted here', async () => {
  const [code = '', ...others] = await said({ trusted: false });
  expect([code, others]).toEqual([expect.stringMatching(/^license-checksum-bundle-(?:refuted|unproven)$/), []]);
});

test('is not replaced by a list that nobody signed', async () => {
  expect(await said({ document: () => `${'0'.repeat(64)}  license-1.0.0.tgz\n` })).toEqual([
    'license-checksum-document-malformed',
  ]);
});

test('may lie at the vendor’s address', async () => {
  const statementOf = async (folder: string, home: string) => {
    const args = ['license', 'seal', join(folder, 'pro.tgz'), '--profile', 'generic-npm', '--unsigned'];
    return JSON.parse(
      (await runAssay([...args, '--at', '2025-01-01T00:00:00Z'], home)).stdout,
    ) as SignOptions['statement'];
  };
  await using folder = await temporaryFolder();
  await using home = await temporaryFolder();
  await writeFile(join(folder.path, 'pro.tgz'), pack.bytes);
  await writeFile(join(home.path, 'root.json'), JSON.stringify(sigstore.trustedRoot()));
  await runAssay(['trust', 'import', join(home.path, 'root.json')], home.path);
  const statement = await statementOf(folder.path, home.path);
  const { bundle } = sigstore.sign({ artifact: pack.bytes, identity, statement, as: 'dsse' } as SignOptions);
  const body = new TextEncoder().encode(JSON.stringify(bundle));
  await using server = await startRegistry({ respond: () => ({ body, type: 'application/json' }) });
  const entry = {
    ecosystem: 'npm',
    name: pack.name,
    version: '1.0.0',
    source: 'none',
    bundled: './pro.tgz',
    insecure: true,
    content: { code: 'unchecked' },
    checksums: [{ url: `${server.url}{version}.sigstore.json` }],
    publishers: [publisher],
  };
  const look = await lookAtLicense({
    entry,
    project: folder.path,
    env: { HOME: home.path },
    phases: ['before', 'bundled'],
  });
  expect(look.good).toContain('bundled license-checksum-stated');
});
