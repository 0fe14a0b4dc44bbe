/** Projects as people have them, written in a client's own words. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function writeJson(folder, path, value) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Another version in all places, where this client looks for it; and what is left to say in the file of its settings. */
function replacing(rules, { overrides }) {
  if (overrides === 'pnpm') return { pnpm: { overrides: rules } };
  return overrides === 'pnpm-workspace.yaml' ? {} : { [overrides]: rules };
}

const yaml = (map, indent = '') =>
  Object.entries(map)
    .map(([key, value]) => `${indent}${JSON.stringify(key)}: ${JSON.stringify(value)}\n`)
    .join('');

function writeSettings(folder, client, { members, catalog, rules }) {
  const isPnpm = client.name.startsWith('pnpm');
  const listed = isPnpm && members !== undefined ? `packages:\n${members.map((one) => `  - ${one}\n`).join('')}` : '';
  const own =
    catalog === undefined || !['pnpm-workspace.yaml', '.yarnrc.yml'].includes(client.catalogs)
      ? ''
      : `catalog:\n${yaml(catalog, '  ')}`;
  const replaced = client.overrides === 'pnpm-workspace.yaml' ? `overrides:\n${yaml(rules, '  ')}` : '';
  if (isPnpm && `${listed}${own}${replaced}` !== '')
    writeFileSync(join(folder, 'pnpm-workspace.yaml'), `${listed}${own}${replaced}`);
  if (client.name === 'Yarn 4') writeFileSync(join(folder, '.yarnrc.yml'), `nodeLinker: node-modules\n${own}`);
}

/** Platform packages, native builds, an alias, and many of the rest. */
const application = {
  name: 'application',
  write(folder, client) {
    const rules = { minimist: '1.2.8' };
    writeSettings(folder, client, { rules });
    writeJson(folder, 'package.json', {
      name: 'application',
      version: '1.0.0',
      private: true,
      dependencies: {
        express: '^4.18.0',
        react: '^18.0.0',
        sharp: '^0.33.0',
        bcrypt: '^5.1.0',
        chalk4: 'npm:chalk@^4.0.0',
        '@types/node': '*',
      },
      devDependencies: { typescript: '~5.4.0', eslint: '^8.0.0', vite: '^5.0.0', jest: '^29.0.0' },
      optionalDependencies: { fsevents: '^2.3.0', bufferutil: '^4.0.0' },
      ...replacing(rules, client),
    });
  },
};

/** Members that need each other, a catalog, and a version in the place of another. */
const workspace = {
  name: 'workspace',
  write(folder, client) {
    const rules = { semver: '7.6.3' };
    const catalog = { zod: '^3.23.0' };
    const members = ['packages/*', 'apps/*'];
    writeSettings(folder, client, { members, catalog, rules });
    const zod = client.catalogs === null ? catalog.zod : 'catalog:';
    // What has no word for a member takes a range that the member is in.
    const core = client.member === '*' ? '^1.0.0' : client.member;
    writeJson(folder, 'package.json', {
      name: 'workspace',
      version: '0.0.0',
      private: true,
      workspaces: client.catalogs === 'package.json' ? { packages: members, catalog } : members,
      devDependencies: { prettier: '3.3.3' },
      ...replacing(rules, client),
    });
    writeJson(folder, 'packages/core/package.json', {
      name: '@acme-test/core',
      version: '1.2.0',
      dependencies: { zod, nanoid: '^5.0.0', semver: '^7.5.0' },
      peerDependencies: { react: '>=17' },
      peerDependenciesMeta: { react: { optional: true } },
    });
    writeJson(folder, 'apps/web/package.json', {
      name: 'web-test-app',
      version: '0.0.1',
      private: true,
      dependencies: { '@acme-test/core': core, express: '^4.19.0', zod },
      devDependencies: { vitest: '^1.6.0' },
    });
  },
};

/** Files and folders of the project, and packages under other names. */
const files = {
  name: 'files',
  write(folder, client) {
    writeSettings(folder, client, { rules: {} });
    writeJson(folder, 'lib/local/package.json', {
      name: 'local-lib',
      version: '1.0.0',
      dependencies: { ms: '^2.1.0' },
    });
    mkdirSync(join(folder, 'vendor'), { recursive: true });
    const archive = join(folder, 'vendor/left-pad.tgz');
    if (!existsSync(archive)) {
      spawnSync('npm', ['pack', 'left-pad@1.3.0', '--silent'], { cwd: folder });
      renameSync(join(folder, 'left-pad-1.3.0.tgz'), archive);
    }
    writeJson(folder, 'package.json', {
      name: 'files',
      version: '1.0.0',
      private: true,
      dependencies: {
        'left-pad': 'file:./vendor/left-pad.tgz',
        'local-lib': 'file:./lib/local',
        '@acme-test/even': 'npm:is-even@1.0.0',
        debug: '^4.3.0',
      },
    });
  },
};

export const projects = [application, workspace, files];
