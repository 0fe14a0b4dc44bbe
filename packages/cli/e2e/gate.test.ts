/** The gate as it is installed: exit codes, the formats, and not one socket. */

import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { gateJsonSchema } from '@assay/report';
import {
  hasClient,
  mintCertificate,
  mintPackage,
  mintPackageLock,
  runClient,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type TemporaryFolder,
} from '@assay/testkit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli, type PackedCli } from './packed-cli.js';

const at = '2026-11-26T12:00:00Z';
const tool = mintPackage({ name: 'tool', version: '1.0.0' });
let cli: PackedCli & { remove(): Promise<void> };
let folder: TemporaryFolder;
let env: Readonly<Record<string, string>>;
const asked = [
  'gate',
  'shop.tgz',
  '--policy',
  'assay.yaml',
  '--summary',
  'shop.jsonl',
  '--sbom',
  'shop.cdx.json',
  '--offline',
];

/** At depth pins nothing is asked of anybody, so the set is made without a registry. */
beforeAll(async () => {
  cli = await installPackedCli();
  folder = await temporaryFolder();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = JSON.stringify(publicKey.export({ type: 'spki', format: 'pem' }));
  const lock = mintPackageLock({
    registry: 'https://npm.acme.example/',
    entries: [{ kind: 'registry', package: tool }],
  });
  await writeFiles(join(folder.path, 'shop'), lock.files);
  await writeFile(join(folder.path, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const registry = 'registries: [{ ecosystem: npm, url: "https://npm.acme.example/" }]';
  const gate = `gate: { signers: [{ kind: managed-key, key: ${key} }], depth: pins, links: [asserted] }`;
  await writeFile(join(folder.path, 'assay.yaml'), `version: 1\n${registry}\n${gate}\n`);
  await writeFile(join(folder.path, 'shop.tgz'), 'the artefact');
  await writeFile(join(folder.path, 'none.jsonl'), '');
  env = { HOME: join(folder.path, 'home'), NO_COLOR: '1' };
  const attest = [
    '--attest',
    'shop.tgz',
    '--summary',
    'shop.jsonl',
    '--sign-key',
    'key.pem',
    '--sbom',
    'shop.cdx.json',
  ];
  const verify = [
    'verify',
    'shop',
    '--policy',
    'assay.yaml',
    '--depth',
    'pins',
    '--at',
    '2026-11-26T11:00:00Z',
    ...attest,
  ];
  const { status, stdout, stderr } = await run(verify);
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
}, 120_000);

afterAll(async () => {
  await folder.remove();
  await cli.remove();
});

const run = (args: readonly string[]) => cli.run(args, { cwd: folder.path, env });

describe.skipIf(!hasClient('openssl', 'version'))('the script of docs/gate.md', () => {
  test('goes the whole way, from a new key to a pass', async () => {
    await using place = await temporaryFolder();
    await using home = await temporaryFolder();
    await using registry = await startRegistry({ npm: [tool] });
    const guide = await readFile(new URL('../../../docs/gate.md', import.meta.url), 'utf8');
    const script = /^```sh\n([^]*?)^```$/m.exec(guide)?.[1] ?? '';
    const lock = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: tool }] });
    await writeFiles(join(place.path, 'app'), lock.files);
    await writeFiles(home.path, { '.npmrc': `registry=${registry.url}\n` });
    await writeFiles(place.path, { 'way.sh': script });
    await mkdir(join(place.path, 'bin'));
    await writeFile(join(place.path, 'bin/assay'), `#!/bin/sh\nexec ${process.execPath} ${cli.program} "$@"\n`, {
      mode: 0o755,
    });
    const path = [join(place.path, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
    const ended = await runClient('sh', ['-eu', 'way.sh'], {
      cwd: place.path,
      env: { PATH: path, HOME: home.path },
    });
    expect(ended).toMatchObject({ status: 0, stdout: expect.stringContaining('1 artefact may be deployed') as string });
    expect(ended.stdout).toContain('package-lock.json\n    embedded.');
  });
});

describe('assay gate', () => {
  test('lets a verified artefact through, and says by what', async () => {
    const { status, stdout } = await run([...asked, '--at', at]);
    expect([status, stdout.split('\n')[0]]).toEqual([0, 'PASS  1 artefact may be deployed']);
    expect(stdout).toContain('Decided by the summary of 2026-11-26T11:00:00Z in shop.jsonl, line 1');
  });

  test.each<[string, number, readonly string[], RegExp]>([
    ['refuses what is stale with 1', 1, [...asked, '--at', '2027-11-26T12:00:00Z'], /summary-stale/],
    [
      'says 3 where nothing is known',
      3,
      ['gate', `sha256:${'0'.repeat(64)}`, ...asked.slice(2), '--at', at],
      /summary-missing/,
    ],
    ['says 2 without an artefact', 2, ['gate', ...asked.slice(2)], /expected at least one artefact/],
    ['says 2 without a policy', 2, ['gate', 'shop.tgz', '--summary', 'shop.jsonl'], /name the policy with --policy/],
    ['says 2 without a summary', 2, ['gate', 'shop.tgz', '--policy', 'assay.yaml'], /name the signed summaries/],
    ['says 2 for an empty variable', 2, [...asked, '--denied', ''], /--denied is empty/],
    ['says 2 for help beside options: a file may have that name', 2, [...asked, '-h'], /^assay gate ARTIFACT/],
    ['says 2 for help behind `--`', 2, [...asked, '--', '--help'], /cannot be read/],
    ['says 2 for a mistyped option', 2, [...asked, '--sumary', 'x'], /did you mean `--summary`/],
  ])('%s', async (_what, exitCode, args, said) => {
    const { status, stdout, stderr } = await run(args);
    expect([status, stdout + stderr]).toEqual([exitCode, expect.stringMatching(said)]);
  });

  test('answers in JSON that its schema describes, on the terminal and in a file', async () => {
    const printed = JSON.parse((await run(['gate', 'schema'])).stdout) as object;
    expect(printed).toEqual(gateJsonSchema());
    const validate = new Ajv2020({ strict: true }).compile(printed);
    for (const args of [
      [...asked, '--at', at],
      [...asked, '--at', '2027-11-26T12:00:00Z'],
      ['gate', 'shop.tgz', '--policy', 'assay.yaml', '--summary', 'none.jsonl'],
    ]) {
      const { stdout } = await run([...args, '--format', 'json']);
      expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  test('fetches the feed over TLS, and does not pass without it', async () => {
    const { key, cert } = mintCertificate();
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const file = (name: string) => join(folder.path, name);
    await writeFile(file('psirt.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(file('ca.pem'), cert);
    await writeFile(file('denied.yaml'), 'feed: acme\nsequence: 1\nexpires: 2026-11-27T00:00:00Z\n');
    const { stdout: feed } = await run(['gate', 'seal-denied', 'denied.yaml', '--sign-key', 'psirt.pem', '--at', at]);
    const server = createServer({ key, cert }, (_, response) => response.end(feed));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/denied`;
    const signer = `{ kind: managed-key, key: ${JSON.stringify(publicKey.export({ type: 'spki', format: 'pem' }))} }`;
    const policy = await readFile(file('assay.yaml'), 'utf8');
    await writeFile(
      file('fed.yaml'),
      policy.replace('gate: {', `gate: { denied: { signers: [${signer}], url: '${url}' },`),
    );
    const online = ['gate', 'shop.tgz', '--policy', 'fed.yaml', ...asked.slice(4, -1), '--at', at];
    const trusting = { cwd: folder.path, env: { ...env, NODE_EXTRA_CA_CERTS: file('ca.pem') } };
    expect((await cli.run(online, trusting)).stdout).toMatch(
      /^PASS[^]*denied-feed {2}The feed of what is denied is signed/,
    );
    const strange = await run(online);
    expect([strange.status, strange.stdout]).toEqual([3, expect.stringContaining('denied-feed-unreachable')]);
    const offline = await cli.run([...online, '--offline'], trusting);
    expect([offline.status, offline.stdout]).toEqual([3, expect.stringContaining('denied-feed-missing')]);
    server.closeAllConnections();
    server.close();
  });

  test('has a help topic', async () => {
    for (const args of [
      ['help', 'gate'],
      ['gate', '--help'],
      ['gate', 'seal-denied', '-h'],
    ]) {
      const { status, stdout } = await run(args);
      expect([status, stdout]).toEqual([0, expect.stringContaining('Deploy on 0 alone.')]);
    }
  });

  test.skipIf(!hasClient('strace'))('opens no socket', async () => {
    const trace = join(folder.path, 'trace');
    const words = [
      '-f',
      '-qq',
      '-e',
      'trace=%network',
      '-o',
      trace,
      process.execPath,
      cli.program,
      ...asked,
      '--at',
      at,
    ];
    const { status, stdout } = await runClient('strace', words, {
      cwd: folder.path,
      env: { PATH: process.env['PATH'], ...env },
    });
    expect([status, stdout.split('\n')[0]]).toEqual([0, 'PASS  1 artefact may be deployed']);
    // Node's own pairs of sockets for its pipes lead nowhere.
    const calls = (await readFile(trace, 'utf8'))
      .split('\n')
      .filter((line) => /\b(?:socket|connect|sendto|bind)\(/.test(line));
    expect(calls).toEqual([]);
  });
});
