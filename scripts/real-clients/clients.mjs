/** The clients, and how each of them asks for a member of the workspace, for what a catalog has, and for another version in all places. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const minutes = 60_000;

/** Runs a version of a client to its end; its last words where it failed. */
function run(packages, command, cwd) {
  const [program, ...args] = command;
  const named = packages.flatMap((name) => ['-p', name]);
  const { status, stdout, stderr } = spawnSync('npx', ['-y', ...named, program, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 10 * minutes,
  });
  return status === 0 ? undefined : `${packages.join()} failed: ${`${stdout}${stderr}`.trim().split('\n').at(-1)}`;
}

const client = ({ name, packages, command, lockfile, prepare, member = '*', catalogs = null, overrides }) => ({
  name,
  member,
  catalogs,
  overrides,
  lock(folder) {
    prepare?.(folder);
    const problem = run(packages, command, folder);
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    return problem ?? (existsSync(join(folder, lockfile)) ? undefined : `${name} wrote no lockfile`);
  },
});

const npm = (version) =>
  client({
    name: `npm ${version}`,
    packages: [`npm@${version}`],
    command: ['npm', 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'],
    lockfile: 'package-lock.json',
    overrides: 'overrides',
  });

const pnpm = (version) =>
  client({
    name: `pnpm ${version}`,
    packages: [`pnpm@${version}`],
    command: ['pnpm', 'install', '--lockfile-only', '--ignore-scripts'],
    lockfile: 'pnpm-lock.yaml',
    member: 'workspace:^',
    ...(version < 10 ? { overrides: 'pnpm' } : { catalogs: 'pnpm-workspace.yaml', overrides: 'pnpm-workspace.yaml' }),
  });

/** Yarn takes a folder for a project of its own where there is a yarn.lock. */
function prepareYarn(folder) {
  if (!existsSync(join(folder, 'yarn.lock'))) writeFileSync(join(folder, 'yarn.lock'), '');
}

export const clients = [
  npm(6),
  npm(10),
  npm(11),
  pnpm(7),
  pnpm(8),
  pnpm(9),
  pnpm(10),
  client({
    name: 'Yarn 1',
    packages: ['yarn@1'],
    command: ['yarn', 'install', '--ignore-scripts', '--silent', '--no-progress'],
    lockfile: 'yarn.lock',
    overrides: 'resolutions',
  }),
  client({
    name: 'Yarn 4',
    packages: ['@yarnpkg/cli-dist@4'],
    command: ['yarn', 'install', '--mode=update-lockfile'],
    lockfile: 'yarn.lock',
    prepare: prepareYarn,
    member: 'workspace:^',
    catalogs: '.yarnrc.yml',
    overrides: 'resolutions',
  }),
  client({
    name: 'bun',
    packages: ['bun'],
    command: ['bun', 'install', '--lockfile-only', '--ignore-scripts'],
    lockfile: 'bun.lock',
    member: 'workspace:*',
    catalogs: 'package.json',
    overrides: 'overrides',
  }),
];
