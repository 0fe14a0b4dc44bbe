import { execFileSync } from 'node:child_process';
import { lstat, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { writeOutput } from './write-output.js';

function* many(count: number, piece: string, broken = false): Iterable<string> {
  for (let i = 0; i < count; i++) yield piece;
  if (broken) throw new Error('the document cannot be made');
}

describe('a file that the user asked for', () => {
  it('holds all pieces, in order, whatever their number and size', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'out.json');
    await writeOutput(file, many(100_000, '{"ü": "\u{1f600}"}\n'));
    expect(await readFile(file, 'utf8')).toBe('{"ü": "\u{1f600}"}\n'.repeat(100_000));
    await writeOutput(file, many(3, 'x'.repeat(300_000)));
    expect(await readFile(file, 'utf8')).toBe('x'.repeat(900_000));
    await writeOutput(file, []);
    expect(await readFile(file, 'utf8')).toBe('');
  });

  it('stays as it was when the pieces end in an error, and no draft is left', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'out.json');
    await writeFile(file, 'before');
    await expect(writeOutput(file, many(100_000, 'piece', true))).rejects.toThrow('the document cannot be made');
    expect(await readFile(file, 'utf8')).toBe('before');
    expect(await readdir(folder.path)).toEqual(['out.json']);
  });

  it.skipIf(process.platform === 'win32')('never takes the place of a pipe or device', async () => {
    await using folder = await temporaryFolder();
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const read = readFile(pipe, 'utf8');
    await writeOutput(pipe, many(2, 'new'));
    expect(await read).toBe('newnew');
    expect(await readdir(folder.path)).toEqual(['pipe']);
    expect((await lstat(pipe)).isFIFO()).toBe(true);
  });

  it('takes the place of a link instead of following it', async () => {
    await using folder = await temporaryFolder();
    const [target, link] = [join(folder.path, 'target'), join(folder.path, 'link')];
    await writeFile(target, 'precious');
    await symlink(target, link);
    await writeOutput(link, many(2, 'new'));
    expect([await readFile(target, 'utf8'), await readFile(link, 'utf8')]).toEqual(['precious', 'newnew']);
  });
});
