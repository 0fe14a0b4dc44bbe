/** Credentials that stand in lockfiles: in no evidence file, in no report and on no terminal. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type NpmLockEntry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from './run-command.js';
import type { Terminal } from './terminal.js';

const canary = 'canary7c1f6f2e';
const tool = mintPackage({ name: 'tool', version: '1.0.0' });

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry({ npm: [tool] });
  home = await temporaryFolder();
  project = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

/** All that the command says, on both streams. */
async function assay(...args: string[]) {
  const chunks: Buffer[] = [];
  const stream = () => {
    const made = Object.assign(new PassThrough(), { isTTY: false });
    made.on('data', (chunk: Buffer) => chunks.push(chunk));
    return made as unknown as NodeJS.WriteStream;
  };
  const env = { HOME: home.path, CI: '1' };
  const terminal: Terminal = {
    argv: [],
    env,
    version: process.version,
    stdout: stream(),
    stderr: stream(),
    cwd: () => project.path,
  };
  const at = args.includes('--replay') ? [] : ['--at', '2026-11-22T00:00:00Z', '--no-store', project.path];
  const status = await runCommand(terminal, 'verify', [...args, ...at]);
  return { status, said: Buffer.concat(chunks).toString('utf8') };
}

type Files = Readonly<Record<string, string>>;

type Change = Pick<Extract<NpmLockEntry, { kind: 'link' }>, 'resolved' | 'integrity' | 'fields'>;

const npm = (change: Change): Files => ({
  'package-lock.json': mintPackageLock({
    registry: registry.url,
    entries: [{ kind: 'registry', package: tool, ...change }],
  }).text,
});
const onRegistry = (change: (url: string) => string) =>
  npm({ resolved: change(`${registry.url}tool/-/tool-1.0.0.tgz`) });
const gems = (remote: string, title = 'GEM', more = ''): Files => ({
  'Gemfile.lock': `${title}\n  remote: ${remote}\n${more}  specs:\n    a (1.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a${title === 'GEM' ? '' : '!'}\n`,
});
const pnpm = (tarball: string): Files => ({
  'pnpm-lock.yaml':
    "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      tool:\n        specifier: 1.0.0\n        version: 1.0.0\n\n" +
    `packages:\n\n  tool@1.0.0:\n    resolution: {integrity: sha512-${'A'.repeat(86)}==, tarball: ${tarball}}\n\nsnapshots:\n\n  tool@1.0.0: {}\n`,
});
const commit = 'a'.repeat(40);
const beside = (files: Files, text: string): Files => ({ ...files, 'package.json': text });

const secrets: [string, string, () => Files][] = [
  ['user and password', 'package-lock.json', () => onRegistry((url) => url.replace('://', `://ann:${canary}@`))],
  ['a token as the user', 'package-lock.json', () => onRegistry((url) => url.replace('://', `://${canary}@`))],
  ['a token in the query', 'package-lock.json', () => onRegistry((url) => `${url}?token=${canary}`)],
  ['a signed URL', 'package-lock.json', () => onRegistry((url) => `${url}?X-Amz-Signature=${canary}&a=1`)],
  ['a later parameter', 'package-lock.json', () => onRegistry((url) => `${url}?a=1&private_token=${canary}`)],
  ['a fragment', 'package-lock.json', () => onRegistry((url) => `${url}#access_token=${canary}`)],
  [
    'escapes',
    'package-lock.json',
    () => {
      const files = onRegistry((url) => url.replace('://', `://ann:${canary}@`));
      const text = files['package-lock.json'] ?? '';
      return { ...files, 'package-lock.json': text.replace(`://ann:${canary}@`, `:\\/\\/ann\\u003a${canary}\\u0040`) };
    },
  ],
  [
    'a repository',
    'package-lock.json',
    () => npm({ resolved: `git+https://x:${canary}@git.example/tool.git#${commit}`, integrity: null }),
  ],
  [
    'a field that nobody reads',
    'package-lock.json',
    () => npm({ fields: { funding: `https://x:${canary}@f.example/` } }),
  ],
  [
    'the manifest beside it',
    'package.json',
    () => beside(npm({}), `{\n  "dependencies": {\n    "tool": "git+https://${canary}@git.example/tool.git"\n  }\n}\n`),
  ],
  ['a gem server', 'Gemfile.lock', () => gems(`https://ann:${canary}@gems.example/`)],
  ['a gem server that cannot be read', 'Gemfile.lock', () => gems(`ftp://ann:${canary}@gems.example/`)],
  ['a gem server’s query', 'Gemfile.lock', () => gems(`https://gems.example/?api_key=${canary}`)],
  [
    'a gem’s repository',
    'Gemfile.lock',
    () => gems(`https://${canary}:x-oauth-basic@git.example/a.git`, 'GIT', `  revision: ${commit}\n`),
  ],
  ['a tarball for pnpm', 'pnpm-lock.yaml', () => pnpm(`https://ann:${canary}@npm.example/tool-1.0.0.tgz`)],
  ['a token for pnpm', 'pnpm-lock.yaml', () => pnpm(`https://npm.example/tool-1.0.0.tgz?auth=${canary}`)],
];

describe.each(secrets)('a credential in %s', (_what, file, files) => {
  test('is not recorded: the error names file, line and what to do', async () => {
    await writeFiles(project.path, files());
    const before = await readdir(project.path);
    const { status, said } = await assay('--record', join(project.path, 'evidence.tar'));
    expect(said).not.toContain(canary);
    expect(said).toMatch(/credential/);
    expect(said).toMatch(/replace it where it is valid/);
    expect(status).toBe(2);
    const lines = (files()[file] ?? '').split('\n');
    const line = lines.findIndex((text) => text.includes(canary)) + 1;
    expect(said).toContain(`${join(project.path, file)}:${String(line)}`);
    expect(await readdir(project.path)).toEqual(before);
    expect(registry.requests).toEqual([]);
  });

  test.each([['--format', 'json'], ['--verbose'], ['--explain', 'tool']])('is not shown by %s', async (...args) => {
    await writeFiles(project.path, files());
    const { said } = await assay(...args);
    expect(said.length).toBeGreaterThan(50);
    expect(said).not.toContain(canary);
  });
});

test('a credential in a short form of a URL is not recorded: the error names the entry', async () => {
  const files = npm({ resolved: `github:ann:${canary}@acme/tool`, integrity: null });
  await writeFiles(project.path, files);
  const { status, said } = await assay('--record', join(project.path, 'evidence.tar'));
  const line =
    (files['package-lock.json'] ?? '').split('\n').findIndex((text) => text.includes('node_modules/tool')) + 1;
  expect(said).toContain(`package-lock.json:${String(line)}: a credential stands here`);
  expect(said).not.toContain(canary);
  expect(status).toBe(2);
});

test('a credential in the policy is not recorded', async () => {
  await writeFiles(project.path, npm({}));
  const policy = join(home.path, 'assay.yaml');
  await writeFile(policy, `version: 1\n# asked for at https://ann:${canary}@policies.example/\n`);
  const { status, said } = await assay('--record', join(project.path, 'evidence.tar'), '--policy', policy);
  expect(said).toContain(`${policy}:2: a credential stands here`);
  expect(said).not.toContain(canary);
  expect(status).toBe(2);
});

describe('is recorded, and replayed to the same report:', () => {
  const plain: [string, () => Files][] = [
    ['a lockfile without credentials', () => npm({})],
    ['a cache’s query', () => onRegistry((url) => `${url}?cache=0&sync_timestamp=1580000000000`)],
    [
      'an account of ssh',
      () => npm({ resolved: `git+ssh://git@git.example/acme/tool.git#${commit}`, integrity: null }),
    ],
    ['the account git', () => npm({ resolved: `git+https://git@git.example/tool.git#${commit}`, integrity: null })],
    ['the account git for gems', () => gems('https://git@git.example/a.git', 'GIT', `  revision: ${commit}\n`)],
    ['a scope in a URL', () => onRegistry((url) => url.replace('tool/-', '@acme/tool/-'))],
    [
      'addresses of people',
      () =>
        beside(
          npm({}),
          '{"author": "Ann <ann@acme.example> (https://acme.example/@ann)", "bugs": "https://b.example"}',
        ),
    ],
  ];
  test.each(plain)('%s', async (_what, files) => {
    await writeFiles(project.path, files());
    const file = join(project.path, 'evidence.tar');
    const report = join(project.path, 'report.json');
    await assay('--record', file, '--format', 'json', '--output', report);
    const recorded = await readFile(report, 'utf8');
    await assay('--replay', file, '--format', 'json', '--output', report);
    expect(await readFile(report, 'utf8')).toBe(recorded);
    expect((await readFile(file)).length).toBeGreaterThan(1000);
  });
});
