/** Assay reads npm's configuration as the npm of this machine does. Runs npm offline; skipped visibly where there is none. */

import { originOf } from '@assay/model';
import { hasClient, runClient, temporaryFolder, writeFiles } from '@assay/testkit';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClientConfiguration } from './index.js';

interface Case {
  readonly user?: string;
  readonly machine?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const cases: readonly (readonly [string, Case])[] = [
  ['nothing', {}],
  ['a registry', { user: 'registry=https://npm.acme.example/team' }],
  ['spaces and quotes', { user: '  registry  =  "https://npm.acme.example/"  ' }],
  ['single quotes', { user: "registry='https://npm.acme.example/'" }],
  ['the last of two', { user: 'registry=https://a.example/\nregistry=https://b.example/' }],
  ['comments', { user: '; registry=https://a.example/\n# registry=https://b.example/' }],
  ['a comment behind the value', { user: 'registry=https://a.example/;b' }],
  ['in a section', { user: '[section]\nregistry=https://a.example/' }],
  ['the machine’s file', { machine: 'registry=https://machine.example/' }],
  ['user above machine', { user: 'registry=https://u.example/', machine: 'registry=https://machine.example/' }],
  ['the environment', { user: 'registry=https://u.example/', env: { npm_config_registry: 'https://e.example/' } }],
  ['the environment in upper case', { env: { NPM_CONFIG_REGISTRY: 'https://e.example/' } }],
  ['an empty variable', { user: 'registry=https://u.example/', env: { NPM_CONFIG_REGISTRY: '' } }],
  ['a variable in the value', { user: 'registry=https://${HOST_X}/', env: { HOST_X: 'x.example' } }],
  ['an optional variable', { user: 'registry=https://x.example/${NOT_SET?}' }],
  ['a variable in the key', { user: '${KEY_X}=https://x.example/', env: { KEY_X: 'registry' } }],
  ['a scope', { user: '@acme:registry=https://npm.acme.example/' }],
  ['a scope and the default', { user: 'registry=https://a.example/\n@acme:registry=https://npm.acme.example/' }],
  ['a scope in the environment', { env: { 'npm_config_@acme:registry': 'https://e.example/' } }],
  ['CRLF', { user: 'registry=https://a.example/\r\n@acme:registry=https://b.example/\r\n' }],
];

/** What npm says: the registry of everything else and of a scope. */
async function npmSays(folder: string, env: Readonly<Record<string, string | undefined>>) {
  const { stdout } = await runClient('npm', ['config', 'list', '--json'], { cwd: join(folder, 'empty'), env });
  const all = JSON.parse(stdout) as Readonly<Record<string, string>>;
  return { registry: normal(all['registry'] ?? ''), scope: normal(all['@acme:registry'] ?? '') };
}

const normal = (text: string) => (originOf(text) === null ? null : new URL(text).href.replace(/\/$/u, ''));

describe.skipIf(!hasClient('npm'))('as npm reads it', () => {
  test.each(cases)('%s', async (_name, { user, machine, env }) => {
    await using folder = await temporaryFolder();
    const at = (name: string) => join(folder.path, name);
    await Promise.all(['home', 'project', 'empty'].map((name) => mkdir(at(name))));
    if (user !== undefined) await writeFiles(at('home'), { '.npmrc': `${user}\n` });
    if (machine !== undefined) await writeFiles(at('prefix'), { 'etc/npmrc': `${machine}\n` });
    const all = { PATH: process.env['PATH'], HOME: at('home'), PREFIX: at('prefix'), ...env };
    const ours = await readClientConfiguration({
      env: all,
      home: at('home'),
      projectRoot: at('project'),
      policyRegistries: [],
      isPublicRegistry: () => false,
    });
    const find = (name?: string) =>
      ours.registries.registries.find(({ names }) => (name === undefined ? names.length === 0 : names.includes(name)));
    expect({ registry: normal(find()?.url ?? ''), scope: normal(find('@acme/*')?.url ?? '') }).toEqual(
      await npmSays(folder.path, all),
    );
  });

  test('the machine’s configuration is where npm looks for it', async () => {
    await using folder = await temporaryFolder();
    const env = { PATH: process.env['PATH'], HOME: folder.path };
    const { stdout } = await runClient('npm', ['config', 'get', 'globalconfig'], { cwd: folder.path, env });
    const { findNpm } = await import('./find-npm.js');
    const { openCheckout } = await import('./checkout.js');
    const found = await findNpm(env.PATH, await openCheckout(folder.path));
    expect(join(found.execPath, '../../etc/npmrc')).toBe(stdout.trim());
  });
});
