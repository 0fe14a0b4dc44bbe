import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('action-commit.mjs', import.meta.url));
const sources = {
  LICENSE: 'licence\n',
  'packages/action/README.md': '# readme\n',
  'packages/action/action.yml': 'name: Assay\n',
  'packages/action/src/index.ts': 'source\n',
};
const built = {
  'packages/action/dist/index.cjs': 'bundle\r\n',
  'packages/action/dist/index.cjs.LEGAL.txt': 'legal\n',
};
const fixed = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const author = ['-c', 'user.name=a', '-c', 'user.email=a@acme.example'];

let place: TemporaryFolder;
beforeEach(async () => {
  place = await temporaryFolder();
});
afterEach(() => place.remove());

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: { ...process.env, ...fixed } }).trim();
}

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function repository(name: string): Promise<string> {
  const folder = join(place.path, name);
  await write(folder, sources);
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  const date = { GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z', GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z' };
  execFileSync('git', ['-C', folder, ...author, 'commit', '-qm', 'sources'], {
    env: { ...process.env, ...fixed, ...date },
  });
  await write(folder, built);
  return folder;
}

function commitOf(folder: string, env: Readonly<Record<string, string>> = {}): string {
  return execFileSync(process.execPath, [script, folder], {
    encoding: 'utf8',
    env: { ...process.env, ...fixed, ...env },
  }).trim();
}

describe('the commit of the Action’s tag', () => {
  it('holds what GitHub starts and nothing else, on top of its sources', async () => {
    const folder = await repository('one');
    const commit = commitOf(folder);
    expect(git(folder, 'ls-tree', '-r', '--name-only', commit).split('\n')).toEqual([
      'LICENSE',
      'README.md',
      'action.yml',
      'dist/index.cjs',
      'dist/index.cjs.LEGAL.txt',
    ]);
    expect(git(folder, 'rev-parse', `${commit}^`)).toBe(git(folder, 'rev-parse', 'HEAD'));
    expect(execFileSync('git', ['-C', folder, 'show', `${commit}:dist/index.cjs`], { encoding: 'utf8' })).toBe(
      'bundle\r\n',
    );
  });

  it('has the same id wherever and by whomever it is made', async () => {
    const one = commitOf(await repository('one'), { GIT_AUTHOR_NAME: 'x', TZ: 'Asia/Tokyo' });
    const two = commitOf(await repository('two'), { GIT_COMMITTER_EMAIL: 'y@acme.example', LC_ALL: 'C' });
    expect(two).toBe(one);
  });

  it('has another id when one byte of the bundle is another', async () => {
    const folder = await repository('one');
    const before = commitOf(folder);
    await write(folder, { 'packages/action/dist/index.cjs': 'bundle\n' });
    expect(commitOf(folder)).not.toBe(before);
  });
});
