import { execFileSync } from 'node:child_process';
import { link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Evidence, EvidenceRequest } from '@assay/model';
import { mintTarball, temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { createFileSource } from './file-source.js';

const bytes = mintTarball({ name: 'local', version: '1.0.0' });
let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'project', 'packages', 'a'), { recursive: true });
  await mkdir(join(folder.path, 'project', 'vendor'));
  await writeFile(join(folder.path, 'project', 'vendor', 'local.tgz'), bytes);
  await writeFile(join(folder.path, 'secret.tgz'), bytes);
});

afterEach(() => folder.remove());

function get(url: string, more: Partial<EvidenceRequest> = {}, bufferBytes?: number): Promise<Evidence> {
  const source = createFileSource({
    projectRoot: 'project',
    cwd: folder.path,
    ...(bufferBytes === undefined ? {} : { bufferBytes }),
  });
  return source.get({
    kind: 'file',
    ecosystem: 'npm',
    url,
    lockfile: 'project/package-lock.json',
    pins: [],
    algorithms: ['sha512'],
    listing: { format: 'npm-tgz', members: ['package.json'] },
    maxBytes: 2 ** 20,
    ...more,
  });
}

function reason(evidence: Evidence): string {
  return evidence.state === 'unreachable' ? evidence.reason : evidence.state;
}

describe('an archive in the project', () => {
  test('is found with digests and listing, read at once or in pieces', async () => {
    const whole = await get('vendor/local.tgz');
    expect(whole).toMatchObject({ state: 'found', size: bytes.length, listing: { complete: true } });
    expect(await get('vendor/local.tgz', {}, 10)).toEqual(whole);
  });

  test('is relative to the lockfile, wherever in the project that lies', async () => {
    const lockfile = 'project/packages/a/package-lock.json';
    expect(reason(await get('../../vendor/local.tgz', { lockfile }))).toBe('found');
    expect(reason(await get('vendor/local.tgz', { lockfile }))).toBe('absent');
    const absolute = join(folder.path, lockfile);
    expect(reason(await get('../../vendor/local.tgz', { lockfile: absolute }))).toBe('found');
  });

  test('that is missing is absent', async () => {
    expect(await get('vendor/other.tgz')).toEqual({ state: 'absent', status: 404 });
    expect(await get('vendor/local.tgz/below')).toEqual({ state: 'absent', status: 404 });
  });

  test('that is larger than allowed is too large', async () => {
    expect(reason(await get('vendor/local.tgz', { maxBytes: bytes.length }))).toBe('found');
    expect(reason(await get('vendor/local.tgz', { maxBytes: bytes.length - 1 }))).toBe('too-large');
  });
});

describe('a path that the lockfile must not name', () => {
  test.each([
    '../secret.tgz',
    '../../../../../../../../etc/passwd',
    '/etc/passwd',
    'vendor/../../secret.tgz',
    '.',
    '',
    'vendor',
    'vendor/local.tgz\0.png',
  ])('%j is refused', async (url) => {
    expect(reason(await get(url))).toBe('path-refused');
  });

  test('a link that leads out is refused, one that stays inside is followed', async () => {
    await symlink(join(folder.path, 'secret.tgz'), join(folder.path, 'project', 'out.tgz'));
    await symlink(folder.path, join(folder.path, 'project', 'up'));
    await symlink('vendor/local.tgz', join(folder.path, 'project', 'in.tgz'));
    await symlink('loop', join(folder.path, 'project', 'loop'));
    expect(reason(await get('out.tgz'))).toBe('path-refused');
    expect(reason(await get('up/secret.tgz'))).toBe('path-refused');
    expect(reason(await get('loop'))).toBe('path-refused');
    expect(reason(await get('in.tgz'))).toBe('found');
  });

  test('a project root that is itself a link is still the root', async () => {
    await symlink(join(folder.path, 'project'), join(folder.path, 'linked'));
    const source = createFileSource({ projectRoot: join(folder.path, 'linked') });
    const request = { kind: 'file', ecosystem: 'npm', url: 'vendor/local.tgz', pins: [], algorithms: [] } as const;
    const lockfile = join(folder.path, 'linked', 'package-lock.json');
    expect(reason(await source.get({ ...request, lockfile, maxBytes: 2 ** 20 }))).toBe('found');
  });

  test('a sibling whose name begins like the root is outside', async () => {
    await mkdir(join(folder.path, 'project-other'));
    await writeFile(join(folder.path, 'project-other', 'x.tgz'), bytes);
    expect(reason(await get('../project-other/x.tgz'))).toBe('path-refused');
  });

  test('a file named like a way out is inside', async () => {
    await writeFile(join(folder.path, 'project', '..x.tgz'), bytes);
    expect(reason(await get('..x.tgz'))).toBe('found');
  });

  test('a hard link is a file of the project like any other', async () => {
    await link(join(folder.path, 'secret.tgz'), join(folder.path, 'project', 'hard.tgz'));
    expect(reason(await get('hard.tgz'))).toBe('found');
  });

  test.skipIf(process.platform === 'win32')('a pipe, a socket and a device are refused without waiting', async () => {
    execFileSync('mkfifo', [join(folder.path, 'project', 'pipe.tgz')]);
    expect(reason(await get('pipe.tgz'))).toBe('path-refused');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder.path, 'project', 'socket.tgz'), resolve));
    expect(reason(await get('socket.tgz'))).toBe('path-refused');
    server.close();
    const root = createFileSource({ projectRoot: '/dev', cwd: '/dev' });
    const request = { kind: 'file', ecosystem: 'npm', url: 'zero', pins: [], algorithms: [], maxBytes: 100 } as const;
    expect(reason(await root.get(request))).toBe('path-refused');
  });

  test('a request of another kind is refused', async () => {
    expect(reason(await get('vendor/local.tgz', { kind: 'artifact' }))).toBe('path-refused');
  });
});
