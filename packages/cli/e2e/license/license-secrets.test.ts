/** A secret in every place that a licence command reads appears in nothing that it writes, and in no other program's arguments. */

import { generateKeyPairSync } from 'node:crypto';
import { chmod, readFile, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import {
  bundlerCredentialVariable,
  layInstalledGem,
  licenseGemScene,
  mintLicenseGem,
  sceneLicenseId,
  writeFiles,
  type LicenseGemScene,
} from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from '../packed-cli.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());

/** Part of every secret here, and of nothing else. */
const canary = 'canary7f3e';
const secret = (place: string) => `${canary}-${place}`;
const passwordVariable = 'KARAFKA_PRO_PASSWORD';
const client = 'client';
const server = { credentials: [{ name: 'env', user: 'acme', password: secret('env') }] } as const;

/** Secrets wherever a customer may have one; those of the environment come back. */
async function plant({ server: { url }, project, folder }: LicenseGemScene): Promise<Readonly<Record<string, string>>> {
  const { host, hostname } = new URL(url);
  const home = join(folder, 'home');
  await writeFiles(home, {
    '.netrc': `machine ${hostname} login acme password ${secret('netrc')}\n`,
    '.npmrc': `//${host}/:_authToken=${secret('npmrc')}\n`,
    '.bundle/config': `---\nBUNDLE_GEMS__OTHER__EXAMPLE: "acme:${secret('home-bundle')}"\n`,
    '.config/composer/auth.json': JSON.stringify({
      'http-basic': { [hostname]: { username: 'a', password: secret('auth') } },
    }),
  });
  await writeFiles(project, {
    '.bundle/config': `---\nBUNDLE_GEMS__MORE__EXAMPLE: "acme:${secret('project-bundle')}"\n`,
    '.npmrc': `//other.example/:_authToken=${secret('project-npmrc')}\n`,
  });
  await chmod(join(home, '.netrc'), 0o600);
  return {
    [passwordVariable]: secret('env'),
    NEW_PASSWORD: secret('new'),
    [bundlerCredentialVariable(url)]: `acme:${secret('bundle-env')}`,
    BUNDLE_GEMS__KARAFKA__IO: `acme:${secret('bundle-vendor')}`,
    COMPOSER_AUTH: JSON.stringify({
      'http-basic': { 'repo.example': { username: 'a', password: secret('composer') } },
    }),
    NPM_TOKEN: secret('npm-env'),
    https_proxy: `http://acme:${secret('proxy')}@127.0.0.1:9/`,
  };
}

const paths = {
  env: { env: { username: 'KARAFKA_PRO_USERNAME', password: passwordVariable } },
  [client]: 'bundler',
  netrc: 'netrc',
} as const;

/** Everything that a run left: what it printed, and each file of the checkout but those planted. */
async function outputs(scene: LicenseGemScene, args: readonly string[], env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = await cli.run(['license', ...args], {
    cwd: scene.project,
    env: { ...scene.env, ...env },
  });
  const names = (await readdir(scene.project)).filter((name) => /^assay|^report|^sealed/.test(name));
  const files = await Promise.all(names.map((name) => readFile(join(scene.project, name), 'utf8')));
  return { status, text: [stdout, stderr, ...files].join('\n') };
}

function commands(scene: LicenseGemScene): Readonly<Record<string, readonly string[]>> {
  const policy = ['--policy', scene.policy];
  return {
    'verify --verbose': ['verify', ...policy, '--verbose'],
    'verify --format json': ['verify', ...policy, '--format', 'json'],
    'verify --output': ['verify', ...policy, '--format', 'json', '--output', 'report.json'],
    'verify --phase installed': ['verify', ...policy, '--phase', 'installed', '--verbose'],
    record: ['record', ...policy],
    'record --replace': ['record', ...policy, '--replace', '--verbose'],
    'rotate-check': [
      'rotate-check',
      ...policy,
      '--old',
      `env:KARAFKA_PRO_USERNAME:${passwordVariable}`,
      '--new',
      'env:KARAFKA_PRO_USERNAME:NEW_PASSWORD',
      '--verbose',
    ],
    'rotate-check of a client': ['rotate-check', ...policy, '--old', 'client', '--new', 'netrc', '--format', 'json'],
    'verify karafka': ['verify', 'karafka', '--phase', 'after'],
    inspect: ['inspect', join(scene.gemDir, 'cache', scene.gem.fileName), '--profile', 'karafka', '--verbose'],
    'inspect --format json': [
      'inspect',
      join(scene.gemDir, 'cache', scene.gem.fileName),
      '--profile',
      'generic-gem',
      '--format',
      'json',
    ],
    seal: [
      'seal',
      join(scene.gemDir, 'cache', scene.gem.fileName),
      '--profile',
      'generic-gem',
      '--key',
      join(scene.folder, 'key.pem'),
      '--output',
      'sealed.json',
    ],
    'a secret in the place of a name': [
      'rotate-check',
      ...policy,
      '--old',
      secret('argument'),
      '--new',
      `acme:${secret('argument')}`,
    ],
  };
}

describe('no secret is printed or written', () => {
  /** What the server thinks of the credentials, and how the package is. */
  const scenes: Readonly<Record<string, (scene: LicenseGemScene) => unknown>> = {
    'where all is well': () => undefined,
    'where the credentials are refused': (scene) => {
      scene.server.setCredentials([{ user: 'somebody', password: 'else' }]);
    },
    'where the server fails': (scene) => {
      scene.server.fault(() => true, { kind: 'status', status: 400 });
    },
    'where the lockfile names the source with a password': async ({ project, server: { url } }) => {
      const file = join(project, 'Gemfile.lock');
      const text = await readFile(file, 'utf8');
      await writeFiles(project, {
        'Gemfile.lock': text.replace(url, url.replace('//', `//acme:${secret('lockfile')}@`)),
      });
    },
    'where the token is a secret that no key made': async (scene) => {
      const gem = mintLicenseGem({ id: sceneLicenseId, token: secret('token') });
      scene.server.serve({ name: gem.name, version: gem.version, bytes: gem.bytes });
      await layInstalledGem(scene.gemDir, gem);
    },
    'where the token is read as text': async (scene) => {
      const gem = mintLicenseGem({ id: sceneLicenseId, token: `licensee: Acme Ltd\nkey: ${secret('token')}` });
      scene.server.serve({ name: gem.name, version: gem.version, bytes: gem.bytes });
      await layInstalledGem(scene.gemDir, gem);
      await scene.writePolicy({
        token: { scheme: 'opaque', path: 'lib/license.txt' },
        profile: 'generic-gem',
        name: gem.name,
        digests: undefined,
      });
    },
    'where a policy has one pasted into it': async (scene) => {
      await scene.writePolicy({ credentials: `acme:${secret('policy')}` });
    },
    'where the source of a policy has one': async (scene) => {
      await scene.writePolicy({ source: scene.server.url.replace('//', `//acme:${secret('policy')}@`) });
    },
  };
  const references = Object.entries(paths);

  test.each(Object.entries(scenes))('%s', async (_title, act) => {
    await using scene = await licenseGemScene({ server });
    const env = await plant(scene);
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFiles(scene.folder, { 'key.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }) });
    await act(scene);
    for (const [name, args] of Object.entries(commands(scene))) {
      const { text } = await outputs(scene, args, env);
      expect(text, name).not.toContain(canary);
    }
    // Every command was really run: the least that each of them leaves is a line.
    expect((await outputs(scene, ['verify', '--policy', scene.policy], env)).text).not.toBe('\n');
  });

  test.each(references)('whichever way the credential is found (%s)', async (name, reference) => {
    await using scene = await licenseGemScene({ server, entry: { credentials: reference } });
    const env = await plant(scene);
    const password = { env: secret('env'), client: secret('bundle-env'), netrc: secret('netrc') }[name] ?? '';
    scene.server.setCredentials([{ name, user: 'acme', password }]);
    for (const format of ['terminal', 'json']) {
      const { status, text } = await outputs(scene, ['verify', '--policy', scene.policy, '--format', format], env);
      expect({ status, leaks: text.includes(canary) }).toEqual({ status: 0, leaks: false });
    }
    expect(new Set(scene.server.requests.map(({ credential }) => credential))).toEqual(new Set([name]));
  });
});

describe('Ruby, where it is asked for its gem folders', () => {
  test.skipIf(process.platform === 'win32')(
    'gets no secret, neither as an argument nor in its environment',
    async () => {
      await using scene = await licenseGemScene({ server });
      const env = await plant(scene);
      const log = join(scene.folder, 'ruby.log');
      const answer = `printf '%s\\0%s' ${scene.gemDir} ${scene.gemDir}`;
      await writeFiles(join(scene.folder, 'bin'), {
        ruby: `#!/bin/sh\n{ echo "$@"; pwd; env; } >> '${log}'\n${answer}\n`,
      });
      await chmod(join(scene.folder, 'bin', 'ruby'), 0o755);
      const path = [join(scene.folder, 'bin'), scene.env['PATH'] ?? ''].join(delimiter);
      const ruby = { ...env, PATH: path, BUNDLE_PATH__SYSTEM: 'true', BUNDLE_PATH: '' };
      const { status } = await outputs(scene, ['verify', '--policy', scene.policy, '--phase', 'installed'], ruby);
      const told = await readFile(log, 'utf8');
      expect(told).toContain('--disable-all');
      expect(told).toContain(`HOME=${join(scene.folder, 'home')}`);
      expect(told).not.toContain(canary);
      expect(status).toBe(0);
    },
  );
});
