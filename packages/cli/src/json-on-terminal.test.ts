import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verify } from './commands/verify.js';
import type { Terminal } from './terminal.js';

const hostile = 'a\u202eb\u009b31m';
let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, hostile));
  const lock = { name: 'user', version: '1.0.0', lockfileVersion: 3, requires: true, packages: { '': {} } };
  await writeFile(join(folder.path, hostile, 'package-lock.json'), JSON.stringify(lock));
});
afterEach(() => folder.remove());

async function jsonOn(isTTY: boolean): Promise<string> {
  const stream = () => Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream;
  const stdout = stream();
  const chunks: Buffer[] = [];
  stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const terminal: Terminal = {
    argv: [],
    env: { HOME: folder.path, CI: '1' },
    version: process.version,
    stdout,
    stderr: stream(),
    cwd: () => folder.path,
  };
  const at = ['--at', '2026-11-22T00:00:00Z', '--depth', 'pins', '--no-store'];
  await verify(terminal, [join(folder.path, hostile), '--format', 'json', ...at]);
  return Buffer.concat(chunks).toString('utf8');
}

test('a report as JSON on a terminal is the report of a pipe, in printable ASCII', async () => {
  const [shown, piped] = [await jsonOn(true), await jsonOn(false)];
  expect(piped).toContain(hostile);
  expect(shown).toMatch(/^[\x20-\x7e\n]*$/);
  expect(JSON.parse(shown)).toEqual(JSON.parse(piped));
});
