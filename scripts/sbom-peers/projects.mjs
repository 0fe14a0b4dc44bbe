import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRegistryProcess, writeFiles } from '../../packages/testkit/dist/index.js';
import { json, lockfile, npmProject, publishedPackage, rootManifest } from './npm-project.mjs';
import { canaries, secretFiles } from './secrets.mjs';
import { planTree } from './tree-plan.mjs';

const warehouse = fileURLToPath(
  new URL('../../../shared/data/lockfiles/npm-lock/warehouse/package-lock.json', import.meta.url),
);

/**
 * What the generators are run on. `lay(folder, tools)` makes the project and returns what its run needs: `registry` (a loopback
 * registry's address), `close`, or `skip` with the reason. `client`: whose lockfile it is. `installed`: node_modules is there too.
 * `complains`: npm finds fault with it.
 */
export const projects = [
  { name: 'npm-90', title: 'npm, 90 packages, installed', client: 'npm', installed: true, lay: layInstalled },
  {
    name: 'warehouse',
    complains: true,
    title: 'npm, a real lockfile of 1,064 packages',
    client: 'npm',
    lay: layWarehouse,
  },
  { name: 'npm-2000', title: 'npm, 2,000 packages, lockfile only', client: 'npm', lay: layLarge },
  { name: 'pnpm', title: 'pnpm, a workspace of three, installed', client: 'pnpm', installed: true, lay: layPnpm },
  { name: 'yarn', title: 'yarn 4, 90 packages, installed', client: 'yarn', installed: true, lay: layYarn },
  {
    name: 'conflict',
    complains: true,
    title: 'npm, a peer dependency that is not met',
    client: 'npm',
    lay: layConflict,
  },
  {
    name: 'missing',
    complains: true,
    title: 'npm, a dependency that the lockfile lacks',
    client: 'npm',
    lay: layMissing,
  },
  { name: 'secrets', title: 'npm, secrets in URLs and configuration', client: 'npm', lay: laySecrets },
];

/** A loopback registry in a process of its own, with the planned packages. */
async function withRegistry(folder, files, client) {
  const entries = planTree(90);
  const packages = entries.map((entry, index) => publishedPackage(entry, entries, index));
  const registry = await startRegistryProcess({ npm: packages, log: false });
  try {
    await writeFiles(folder, files(entries, registry.url));
    const problem = client(registry.url);
    if (problem === undefined) return { registry: registry.url, close: () => registry.close() };
    await registry.close();
    return { skip: problem };
  } catch (error) {
    await registry.close();
    throw error;
  }
}

function run(program, args, { cwd, env }) {
  const options = { cwd, env: { ...process.env, HOME: cwd, ...env }, encoding: 'utf8', timeout: 300_000 };
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  return status === 0 ? undefined : (error?.message ?? `${stdout}${stderr}`).trim().slice(-300);
}

const npmrc = (url) => ({ '.npmrc': `registry=${url}\nignore-scripts=true\naudit=false\nfund=false\n` });

function layInstalled(folder, { peers }) {
  const files = (entries, url) => ({ 'package.json': json(rootManifest(entries)), ...npmrc(url) });
  const env = { npm_config_cache: join(folder, '..', 'npm-cache') };
  return withRegistry(folder, files, () => run(process.execPath, [peers.npm, 'install'], { cwd: folder, env }));
}

function layPnpm(folder, { peers }) {
  if (peers.pnpm === undefined) return { skip: 'there is no pnpm for this platform' };
  const store = join(folder, '..', 'pnpm-store');
  const env = {
    XDG_CACHE_HOME: `${store}-cache`,
    XDG_STATE_HOME: `${store}-state`,
    npm_config_store_dir: store,
    CI: '1',
  };
  return withRegistry(folder, workspaceFiles, () =>
    run(peers.pnpm, ['install', '--ignore-scripts'], { cwd: folder, env }),
  );
}

/** The root uses one application, which uses one library of the workspace; what the tree asks for is spread over them. */
function workspaceFiles(entries, url) {
  const { dependencies, devDependencies, optionalDependencies, ...root } = rootManifest(entries);
  const library = { name: '@shop/library', version: '0.2.0', license: 'MIT', dependencies };
  const application = { name: '@shop/application', version: '0.3.0', private: true, optionalDependencies };
  return {
    'package.json': json({ ...root, private: true, devDependencies }),
    'pnpm-workspace.yaml': "packages: ['packages/*']\n",
    'packages/library/package.json': json(library),
    'packages/application/package.json': json({ ...application, dependencies: { '@shop/library': 'workspace:*' } }),
    ...npmrc(url),
  };
}

function layYarn(folder, { peers }) {
  const files = (entries, url) => ({
    'package.json': json({ ...rootManifest(entries), packageManager: 'yarn@4.18.1' }),
    'yarn.lock': '',
    '.yarnrc.yml': [
      `npmRegistryServer: '${url.replace(/\/$/, '')}'`,
      "unsafeHttpWhitelist: ['127.0.0.1']",
      'enableTelemetry: false',
      'enableScripts: false',
      'enableGlobalCache: false',
      'npmMinimalAgeGate: 0',
      '',
    ].join('\n'),
  });
  return withRegistry(folder, files, () => run(process.execPath, [peers.yarn, 'install'], { cwd: folder, env: {} }));
}

async function layWarehouse(folder) {
  if (!existsSync(warehouse)) return { skip: 'shared/data is not there' };
  const text = readFileSync(warehouse, 'utf8');
  const { '': manifest } = JSON.parse(text).packages;
  await writeFiles(folder, {
    'package-lock.json': text,
    'package.json': json({ name: 'warehouse', complains: true, version: '0.0.0', ...manifest }),
  });
  return configured;
}

async function layLarge(folder) {
  await writeFiles(folder, npmProject(planTree(2000)));
  return configured;
}

/** The user's own registry is the one in the lockfile. */
const configured = { registry: 'https://registry.example/' };

const small = (name, version, more = {}) => ({
  [`node_modules/${name}`]: {
    version,
    resolved: `https://registry.example/${name}/-/${name}-${version}.tgz`,
    integrity: `sha512-${'A'.repeat(86)}==`,
    license: 'MIT',
    ...more,
  },
});

async function layConflict(folder) {
  const manifest = {
    name: 'conflict',
    complains: true,
    version: '1.0.0',
    dependencies: { host: '^1.0.0', plugin: '^2.0.0' },
  };
  const plugin = small('plugin', '2.0.0', { peerDependencies: { host: '^9.0.0' } });
  const packages = { '': manifest, ...small('host', '1.0.0'), ...plugin };
  await writeFiles(folder, { 'package.json': json(manifest), 'package-lock.json': lockfile(packages) });
  return configured;
}

async function layMissing(folder) {
  const manifest = {
    name: 'missing',
    complains: true,
    version: '1.0.0',
    dependencies: { here: '^1.0.0', gone: '^2.0.0' },
  };
  const packages = { '': manifest, ...small('here', '1.0.0', { dependencies: { lost: '^3.0.0' } }) };
  await writeFiles(folder, { 'package.json': json(manifest), 'package-lock.json': lockfile(packages) });
  return configured;
}

async function laySecrets(folder) {
  await writeFiles(folder, secretFiles({ lockfile, json }));
  return { ...configured, env: { NPM_TOKEN: canaries['token in the environment'] } };
}
