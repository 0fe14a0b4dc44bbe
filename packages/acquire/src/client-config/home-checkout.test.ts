/** Home folders that are, or lie beside, what is verified: whose is the configuration in them? */

import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readClientConfiguration, type ClientConfiguration } from './index.js';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const at = (...names: string[]) => join(folder.path, ...names);

const configured = {
  '.npmrc':
    'registry=https://named.example/\n//named.example/:_authToken=canary0000\nstrict-ssl=false\nhttps-proxy=http://named.example/\n',
  '.bundle/config':
    'BUNDLE_MIRROR__ALL: "https://named.example/"\nBUNDLE_NAMED__EXAMPLE: "canary0000:x"\nBUNDLE_SSL_VERIFY_MODE: "0"\n',
  '.gemrc': ':sources:\n- https://named.example/\n:http_proxy: http://named.example/\n',
  '.config/pnpm/config.yaml': 'registry: https://named.example/\nhttpsProxy: http://named.example/\n',
};

interface Place {
  readonly home: string;
  /** Folders in which a lockfile was read. */
  readonly lockfiles: readonly string[];
  readonly projectRoot?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The home folder's configuration is written first; everything is named below the test's folder. */
async function read({ home, lockfiles, projectRoot, cwd, env }: Place): Promise<ClientConfiguration> {
  await writeFiles(at(home), configured);
  for (const each of lockfiles) await writeFiles(at(each), { 'pnpm-lock.yaml': '', 'Gemfile.lock': '' });
  return await readClientConfiguration({
    env: { PREFIX: at('nowhere'), ...env },
    home: at(home),
    projectRoot: at(projectRoot ?? lockfiles[0] ?? ''),
    cwd: at(cwd ?? lockfiles[0] ?? ''),
    lockfiles: lockfiles.flatMap((each) => [at(each, 'pnpm-lock.yaml'), at(each, 'Gemfile.lock')]),
    lockfileRemotes: [{ ecosystem: 'rubygems', url: 'https://gems.acme.example/' }],
    policyRegistries: [],
    isPublicRegistry: () => false,
  });
}

/** What of the home folder's configuration was believed. */
function believed(configuration: ClientConfiguration): readonly string[] {
  const { registries, network, secrets } = configuration;
  const url = 'https://named.example/x';
  return [
    ...(registries.registries.some(({ from }) => from === 'user' || from === 'environment') ? ['registries'] : []),
    ...(configuration.credentialFor(url) !== null || secrets.length > 0 ? ['credentials'] : []),
    ...(network.proxyFor(url) !== null ? ['proxy'] : []),
    ...(network.tlsFor(url).strictSsl ? [] : ['no verification']),
  ];
}

const everything = ['registries', 'credentials', 'proxy', 'no verification'];

describe('is the checkout’s, and not believed, where', () => {
  test.each<[string, Place]>([
    ['home is the repository and the lockfile lies below', { home: 'repo', lockfiles: ['repo/sub'] }],
    ['home is the repository and the lockfile lies deep below', { home: 'repo', lockfiles: ['repo/a/b/c'] }],
    ['home lies in the repository beside the lockfile', { home: 'repo/home', lockfiles: ['repo/sub'] }],
    ['one of the lockfiles is the repository’s', { home: 'repo', lockfiles: ['other/app', 'repo/sub'] }],
    ['the lockfile’s folder is linked into the repository', { home: 'repo', lockfiles: ['link'] }],
    ['there is no repository and the working folder holds both', { home: 'app', lockfiles: ['app/sub'], cwd: 'app' }],
    ['dotfiles make home the project’s repository', { home: 'repo', lockfiles: ['repo/code/project'] }],
  ])('%s', async (_, place) => {
    await mkdir(at('repo', '.git'), { recursive: true });
    await mkdir(at('repo', 'linked'));
    await symlink(at('repo', 'linked'), at('link'));
    const configuration = await read(place);
    expect(believed(configuration)).toEqual([]);
    const notes = configuration.notes.filter((note) => note.includes('lies in the checkout under test'));
    expect(notes).toHaveLength(4);
    for (const note of notes) expect(note).toContain(at(place.home.split('/')[0] ?? ''));
    expect(notes.join('\n')).toContain('keep it outside of that folder, or make your project a repository of its own');
  });

  test('home is a repository whose submodule is verified', async () => {
    await mkdir(at('repo', '.git', 'modules', 'sub'), { recursive: true });
    await writeFiles(at('repo', 'sub'), { '.git': 'gitdir: ../.git/modules/sub\n' });
    expect(believed(await read({ home: 'repo', lockfiles: ['repo/sub'] }))).toEqual([]);
  });

  test.each(['.bundle', 'conf'])('BUNDLE_APP_CONFIG leads to %s of the repository: it proposes', async (name) => {
    await mkdir(at('repo', '.git'), { recursive: true });
    await writeFiles(at('repo', name), { config: 'BUNDLE_MIRROR__ALL: "https://evil.example/"\n' });
    const place = { home: 'ann', lockfiles: ['repo/sub'], env: { BUNDLE_APP_CONFIG: at('repo', name) } };
    const { registries, notes } = await read(place);
    const entries = registries.registries.filter(({ url }) => url === 'https://evil.example/');
    expect(entries.map(({ from }) => from)).toEqual(['project']);
    expect(notes.join('\n')).not.toContain('leads out of the checkout');
  });

  test('a setting of the user’s names a file of certificates in the repository', async () => {
    await mkdir(at('repo', '.git'), { recursive: true });
    await writeFiles(at('repo'), { 'ca.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' });
    const place = { home: 'ann', lockfiles: ['repo/sub'], env: { npm_config_cafile: at('repo', 'ca.pem') } };
    const { network } = await read(place);
    expect(network.tlsFor('https://named.example/').ca).toEqual([]);
  });
});

describe('is the user’s where', () => {
  test.each<[string, Place]>([
    ['the project lies below home, without any repository', { home: 'ann', lockfiles: ['ann/code/project'] }],
    ['… and it is a repository', { home: 'ann', lockfiles: ['ann/code/own'] }],
    ['… and the working folder is home', { home: 'ann', lockfiles: ['ann/code/own'], cwd: 'ann' }],
    ['… and the lockfile lies deep in it', { home: 'ann', lockfiles: ['ann/code/own/a/b'] }],
    ['dotfiles make home a repository, and the project is one', { home: 'dot', lockfiles: ['dot/code/own/sub'] }],
    ['… and the working folder is home', { home: 'dot', lockfiles: ['dot/code/own'], cwd: 'dot' }],
    [
      '… and two projects below are verified',
      { home: 'dot', lockfiles: ['dot/code/own', 'dot/code/two'], projectRoot: 'dot/code' },
    ],
  ])('%s', async (_, place) => {
    for (const repository of ['ann/code/own', 'dot', 'dot/code/own', 'dot/code/two'])
      await mkdir(at(repository, '.git'), { recursive: true });
    const configuration = await read(place);
    expect(believed(configuration)).toEqual(everything);
    expect(configuration.notes.join('\n')).not.toContain('lies in the checkout');
  });
});
