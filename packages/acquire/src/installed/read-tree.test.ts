import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { chmod, link, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { OpenFolder } from './open-folder.js';
import { readTree, type TreeReading } from './read-tree.js';
import { treeLimits } from './tree-limits.js';

let folder: TemporaryFolder;
let root: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  root = join(folder.path, 'tree');
  await mkdir(root);
});

afterEach(() => folder.remove());

async function read(options: Partial<TreeReading> = {}, limits: Partial<TreeReading['limits']> = {}) {
  const opened = OpenFolder.open(root);
  try {
    return await readTree(opened, { members: new Map(), ...options, limits: { ...treeLimits(2 ** 30), ...limits } });
  } finally {
    opened.close();
  }
}

async function problems(limits: Partial<TreeReading['limits']> = {}) {
  const { listing } = await read({}, limits);
  return listing.problems.map(({ code, path }) => (path === undefined ? code : `${code} ${path}`));
}

test('every file is listed by path with size and SHA-256, and asked files come back', async () => {
  await writeFiles(root, { 'lib/a.rb': 'a', 'lib/b/c.txt': 'cc', z: '' });
  const { listing } = await read({ members: new Map([['lib/a.rb', 'data.tar.gz!/lib/a.rb']]) });
  expect(listing.entries.map(({ path, type, size, sha256 }) => [path, type, size, sha256])).toEqual([
    ['lib', 'directory', 0, undefined],
    ['lib/a.rb', 'file', 1, hash('sha256', 'a')],
    ['lib/b', 'directory', 0, undefined],
    ['lib/b/c.txt', 'file', 2, hash('sha256', 'cc')],
    ['z', 'file', 0, hash('sha256', '')],
  ]);
  expect(listing).toMatchObject({ problems: [], complete: true });
  expect(listing.members).toEqual(new Map([['data.tar.gz!/lib/a.rb', Buffer.from('a')]]));
});

test('a file larger than what is hashed at once has the same digest', async () => {
  const bytes = Buffer.alloc(3 * 2 ** 20 + 17, 'assay');
  await writeFile(join(root, 'large'), bytes);
  const { listing } = await read();
  expect(listing.entries[0]).toMatchObject({ size: bytes.length, sha256: hash('sha256', bytes) });
});

test('what is left out is neither listed nor opened, and told', async () => {
  await writeFiles(root, { 'a.js': '', 'node_modules/x/index.js': '' });
  await symlink('/nowhere', join(root, 'node_modules', 'bad'));
  const { listing, leftOut } = await read({ leaveOut: (path) => path === 'node_modules' });
  expect(listing.entries.map(({ path }) => path)).toEqual(['a.js']);
  expect(listing.problems).toEqual([]);
  expect(leftOut).toEqual(['node_modules']);
});

describe('links', () => {
  test('are listed with their target and never followed', async () => {
    await writeFile(join(folder.path, 'secret'), 'secret');
    await writeFiles(root, { 'lib/a': 'a' });
    await symlink('a', join(root, 'lib', 'inside'));
    await symlink('../../secret', join(root, 'lib', 'outside'));
    await symlink('/etc', join(root, 'absolute'));
    await symlink('.', join(root, 'loop'));
    const { listing } = await read();
    const links = listing.entries.filter(({ type }) => type === 'symlink');
    expect(links.map(({ path, linkTarget }) => `${path} ${String(linkTarget)}`)).toEqual([
      'absolute /etc',
      'lib/inside a',
      'lib/outside ../../secret',
      'loop .',
    ]);
    const told = listing.problems.map(({ code, path }) => `${code} ${String(path)}`).sort();
    expect(told).toEqual(['tree-link-outside absolute', 'tree-link-outside lib/outside']);
  });

  test('that are hard are files', async () => {
    await writeFile(join(folder.path, 'other'), 'x');
    await link(join(folder.path, 'other'), join(root, 'hard'));
    expect(await problems()).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('things that are no files', () => {
  test('a pipe and a socket are problems, and nobody waits for them', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, 'socket'), resolve));
    expect((await problems()).sort()).toEqual(['tree-special-file pipe', 'tree-special-file socket']);
    server.close();
  });

  test.skipIf(process.getuid?.() !== 0)('a device is a problem and is not opened', async () => {
    execFileSync('mknod', [join(root, 'zero'), 'c', '1', '5']);
    expect(await problems()).toEqual(['tree-special-file zero']);
  });

  test('names with control characters, and names that are no UTF-8, are problems', async () => {
    await writeFile(join(root, 'a\u001b[2J'), '');
    writeFileSync(Buffer.concat([Buffer.from(`${root}/b`), Buffer.from([0xff])]), '');
    await writeFile(join(root, 'ok ✓'), '');
    expect((await problems()).sort()).toEqual(['tree-name-bytes bÿ', 'tree-name-control a\u001b[2J']);
  });

  test.skipIf(process.getuid?.() === 0)('a file and a folder without permission are problems', async () => {
    await writeFiles(root, { 'closed/a': '', unreadable: '' });
    await chmod(join(root, 'closed'), 0);
    await chmod(join(root, 'unreadable'), 0);
    expect((await problems()).sort()).toEqual(['tree-unreadable closed', 'tree-unreadable unreadable']);
    await chmod(join(root, 'closed'), 0o700);
  });
});

describe('limits', () => {
  test('many files end the reading, which is then not complete', async () => {
    for (let i = 0; i < 30; i++) writeFileSync(join(root, String(i)), '');
    expect(await problems({ maxEntries: 20 })).toEqual(['tree-limit-entries']);
    expect((await read({}, { maxEntries: 20 })).listing.complete).toBe(false);
    expect(await problems({ maxEntries: 30 })).toEqual([]);
  });

  test('many bytes end it too, a file of holes at once', async () => {
    await writeFile(join(root, 'a'), '');
    await truncate(join(root, 'a'), 2 ** 40);
    expect(await problems()).toEqual(['tree-limit-bytes']);
  });

  test('folders in folders are read to a depth', async () => {
    mkdirSync(join(root, ...Array<string>(200).fill('d')), { recursive: true });
    expect((await problems()).map((problem) => problem.split(' ')[0])).toEqual(['tree-limit-depth']);
  });

  test('a long path is not read', async () => {
    await writeFiles(root, { [`${'x'.repeat(60)}/y`]: '' });
    expect((await problems({ maxPathBytes: 61 })).map((problem) => problem.split(' ')[0])).toEqual(['tree-limit-path']);
  });

  test('a tree of nothing but problems is given up', async () => {
    for (let i = 0; i < 300; i++) symlinkSync('/', join(root, String(i)));
    const { listing } = await read();
    expect(listing.problems).toHaveLength(100);
    expect(listing.complete).toBe(false);
  });

  test('a large tree lets others run meanwhile', async () => {
    for (let i = 0; i < 3000; i++) writeFileSync(join(root, String(i)), 'x');
    const reading = read().then(({ listing }) => listing.entries.length);
    expect(await Promise.race([reading, setImmediate('others')])).toBe('others');
    expect(await reading).toBe(3000);
  });
});

describe('a tree that changes while it is read', () => {
  test('a file that grows is a problem', async () => {
    const large = join(root, 'large');
    await writeFile(large, Buffer.alloc(64 * 2 ** 20));
    const reading = read();
    await setImmediate();
    await truncate(large, 65 * 2 ** 20);
    const { listing } = await reading;
    expect(listing.problems).toMatchObject([{ code: 'tree-changed', path: 'large' }]);
    expect(listing.complete).toBe(false);
  });

  test('a folder that becomes a link out is read as the folder it was, or not at all', async () => {
    const outside = join(folder.path, 'outside');
    await writeFiles(outside, { x0: 'secret' });
    for (let i = 0; i < 2000; i++) {
      mkdirSync(join(root, 'd'), { recursive: true });
      writeFileSync(join(root, 'd', `x${String(i)}`), 'own');
    }
    const reading = read();
    await setImmediate();
    await rename(join(root, 'd'), join(folder.path, 'moved'));
    await symlink(outside, join(root, 'd'));
    const { listing } = await reading;
    const secret = hash('sha256', 'secret');
    expect(listing.entries.filter(({ sha256 }) => sha256 === secret)).toEqual([]);
  });

  test('a folder that is swapped between being seen and being opened is a problem', async () => {
    mkdirSync(join(root, 'd'));
    const opened = OpenFolder.open(root);
    const entries = opened.entries.bind(opened);
    // The swap happens in the moment after the folder was listed.
    opened.entries = () => {
      const dir = entries();
      rmSync(join(root, 'd'), { recursive: true });
      symlinkSync('/etc', join(root, 'd'));
      return dir;
    };
    expect(readdirSync(root)).toEqual(['d']);
    const { listing } = await readTree(opened, { members: new Map(), limits: treeLimits(2 ** 30) });
    opened.close();
    expect(listing.entries.filter(({ type }) => type !== 'symlink')).toEqual([]);
    expect(listing.problems.map(({ code }) => code)).toContain(
      listing.entries.length > 0 ? 'tree-link-outside' : 'tree-changed',
    );
  });

  test.runIf(process.platform === 'linux')(
    'a folder whose path leads elsewhere meanwhile is still the one that was opened',
    async () => {
      await writeFiles(root, { own: 'own' });
      const opened = OpenFolder.open(root);
      renameSync(root, join(folder.path, 'moved'));
      symlinkSync('/etc', root);
      const { listing } = await readTree(opened, { members: new Map(), limits: treeLimits(2 ** 30) });
      opened.close();
      await rm(root);
      expect(listing.entries.map(({ path }) => path)).toEqual(['own']);
    },
  );
});
