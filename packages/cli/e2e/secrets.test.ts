/** THREATS row 37: a secret in every place that a run reads appears in nothing that it prints or writes, whatever the format. */

import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintGemRelease,
  mintGemfileLock,
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type Fault,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

/** Part of every secret here, and of nothing else. */
const canary = 'canary9d41';
const secret = (place: string) => `${canary}-${place}`;
const basic = (place: string) => Buffer.from(`acme:${secret(place)}`).toString('base64');
/** How a secret may stand in an output. */
const forms = [canary, canary.toUpperCase(), ...[0, 1, 2].map(encodedAt)];

const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const scoped = mintPackage({ name: '@acme/tool', version: '2.0.0' });
const gem = mintGemRelease({ name: 'rack', version: '3.1.0' });

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  registry = await startRegistry({ npm: [good, scoped], gems: [gem], auth: { token: secret('npmrc') } });
  project = await temporaryFolder();
  home = await temporaryFolder();
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

/** The characters of the canary that base64 shows wherever it stands in the encoded text. */
function encodedAt(offset: number): string {
  const text = Buffer.from(`${'x'.repeat(offset)}${canary}`).toString('base64');
  return text.slice(offset === 0 ? 0 : offset + 1, -4);
}

/** Secrets of the client's configuration; those of the environment come back. */
async function plant(): Promise<Readonly<Record<string, string>>> {
  const { host } = new URL(registry.url);
  await writeFiles(home.path, {
    '.npmrc': [
      `registry=${registry.url}`,
      `//${host}/:_authToken=${secret('npmrc')}`,
      '//other.example/:_authToken=${NPM_TOKEN}',
      `//basic.example/:_auth=${basic('auth')}`,
      `//user.example/:username=acme`,
      `//user.example/:_password=${Buffer.from(secret('password')).toString('base64')}`,
      '',
    ].join('\n'),
    '.netrc': `machine gems.example login acme password ${secret('netrc')}\n`,
    '.bundle/config': `---\nBUNDLE_GEMS__EXAMPLE: "acme:${secret('bundle')}"\n`,
    '.gem/credentials': `---\n:rubygems_api_key: ${secret('gem')}\n`,
    '.config/composer/auth.json': JSON.stringify({
      'http-basic': { 'repo.example': { username: 'a', password: secret('composer') } },
    }),
  });
  await chmod(join(home.path, '.netrc'), 0o600);
  await writeFiles(project.path, {
    '.npmrc': `//project.example/:_authToken=${secret('project-npmrc')}\n`,
    '.bundle/config': `---\nBUNDLE_MORE__EXAMPLE: "acme:${secret('project-bundle')}"\n`,
    'auth.json': JSON.stringify({ bearer: { 'repo.example': secret('project-composer') } }),
    '.env': `TOKEN=${secret('dotenv')}\n`,
  });
  return {
    NPM_TOKEN: secret('npm-env'),
    NODE_AUTH_TOKEN: secret('node-auth'),
    'npm_config_//env.example/:_authToken': secret('npm-config-env'),
    BUNDLE_GEMS__ENV__EXAMPLE: `acme:${secret('bundle-env')}`,
    GEM_HOST_API_KEY: secret('gem-env'),
    COMPOSER_AUTH: JSON.stringify({ bearer: { 'repo.example': secret('composer-env') } }),
    GITHUB_TOKEN: secret('github'),
    GH_TOKEN: secret('gh'),
    INPUT_TOKEN: secret('input'),
    ACTIONS_RUNTIME_TOKEN: secret('runtime'),
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret('id-token'),
    ACTIONS_ID_TOKEN_REQUEST_URL: `https://token.example/?secret=${secret('id-token-url')}`,
    SIGSTORE_ID_TOKEN: secret('sigstore'),
    CI_JOB_TOKEN: secret('job'),
    AWS_SECRET_ACCESS_KEY: secret('aws'),
    HTTPS_PROXY: `http://acme:${secret('proxy')}@127.0.0.1:9/`,
    NO_PROXY: '127.0.0.1,localhost',
  };
}

/** A lockfile with secrets in its URLs, or without any. */
function npmLock(withSecrets: boolean): Readonly<Record<string, string | Uint8Array>> {
  const put = (url: string, place: string) => (withSecrets ? url.replace('://', `://acme:${secret(place)}@`) : url);
  const query = withSecrets ? `?token=${secret('query')}#access_token=${secret('fragment')}` : '';
  return mintPackageLock({
    registry: registry.url,
    entries: [
      { kind: 'registry', package: good, resolved: put(`${registry.url}left-pad/-/left-pad-1.3.0.tgz`, 'resolved') },
      { kind: 'registry', package: scoped, resolved: `${registry.url}@acme/tool/-/tool-2.0.0.tgz${query}` },
      {
        kind: 'git',
        package: good,
        at: 'node_modules/g',
        url: put('git+https://git.example/g.git', 'git'),
        commit: 'a'.repeat(40),
      },
      {
        kind: 'url',
        package: good,
        at: 'node_modules/u',
        url: `${put('https://files.example/u.tgz', 'file')}${query}`,
      },
    ],
  }).files;
}

function gemLock(withSecrets: boolean): Readonly<Record<string, string | Uint8Array>> {
  const url = withSecrets ? registry.url.replace('://', `://acme:${secret('remote')}@`) : registry.url;
  return mintGemfileLock({ sources: [{ kind: 'registry', remote: url, gems: [gem] }] }).files;
}

/** What a run can write, as its help names it: new formats are looked at by themselves. */
async function outputOptions(): Promise<{ readonly formats: readonly string[]; readonly files: readonly string[] }> {
  const { stdout } = await cli.run(['help', 'verify'], { cwd: project.path });
  const formats = /--format ([a-z|]+)/u.exec(stdout)?.[1]?.split('|') ?? [];
  const files = ['json', 'sarif', 'junit', 'markdown', 'html', 'sbom'].filter((name) =>
    stdout.includes(`--${name} FILE`),
  );
  return { formats, files };
}

/** Everything that a run left: what it printed, and each file that it wrote. */
async function outputs(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = await cli.run(['verify', ...args], {
    cwd: project.path,
    env: { HOME: home.path, ...env },
  });
  const names = (await readdir(project.path)).filter((name) => name.startsWith('out-'));
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(project.path, name), 'latin1')] as const),
  );
  return { status, texts: new Map([['stdout', stdout], ['stderr', stderr], ...files]) };
}

function leaks(texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts].flatMap(([name, text]) =>
    forms.filter((form) => text.includes(form)).map((form) => `${name}: ${form}`),
  );
}

async function runs(): Promise<readonly (readonly string[])[]> {
  const { formats, files } = await outputOptions();
  const all = files.flatMap((name) => [`--${name}`, name === 'sbom' ? 'out-sbom.json' : `out-${name}`]);
  return [
    ['--verbose', ...all, '--record', 'out-evidence.tar'],
    ['--verbose', ...all],
    ['--explain', 'pkg:npm/left-pad@1.3.0'],
    ...formats.map((format) => ['--format', format, '--depth', 'registry']),
    ['--policy', 'policy.yaml'],
  ];
}

const refused: Fault = {
  kind: 'status',
  status: 401,
  headers: { 'www-authenticate': `Bearer realm="${canary}"` },
  body: canary,
};
const elsewhere: Fault = {
  kind: 'redirect',
  to: `https://acme:${canary}@files.example/a.tgz?X-Signature=${canary}`,
};

describe('no secret is printed or written', () => {
  const policy = `version: 1\n# https://acme:${secret('policy')}@policies.example/\n`;
  const scenes: Readonly<Record<string, () => Promise<unknown>>> = {
    'where all is well': () => writeFiles(project.path, { ...npmLock(false), ...gemLock(false) }),
    'where the lockfiles hold some': () => writeFiles(project.path, { ...npmLock(true), ...gemLock(true) }),
    'where the registry refuses the credential and repeats it': async () => {
      await writeFiles(project.path, npmLock(false));
      registry.setFault(() => true, refused);
    },
    'where the registry redirects with one': async () => {
      await writeFiles(project.path, npmLock(false));
      registry.setFault(({ path }) => path.endsWith('.tgz'), elsewhere);
    },
    'where the lockfile is broken next to one': async () => {
      await writeFile(join(project.path, 'package-lock.json'), `{"lockfileVersion":3,"x":"${secret('broken')}" oops}`);
    },
    'where the policy is broken next to one': async () => {
      await writeFiles(project.path, npmLock(false));
      await writeFile(
        join(project.path, 'policy.yaml'),
        `version: 1\nregistries:\n  - ecosystem: npm\n    url: https://acme:${secret('policy-url')}@npm.example/\n`,
      );
    },
  };

  test.each(Object.entries(scenes))('%s', async (_title, lay) => {
    const env = await plant();
    await writeFile(join(project.path, 'policy.yaml'), policy);
    await lay();
    for (const args of await runs()) {
      const { texts } = await outputs(args, env);
      expect([...texts.values()].join('').length, args.join(' ')).toBeGreaterThan(10);
      expect(leaks(texts), args.join(' ')).toEqual([]);
    }
  });

  test('and they were really used', async () => {
    await writeFiles(project.path, npmLock(false));
    await outputs([], await plant());
    expect(registry.requests.some(({ headers }) => headers['authorization'] === `Bearer ${secret('npmrc')}`)).toBe(
      true,
    );
  });
});
