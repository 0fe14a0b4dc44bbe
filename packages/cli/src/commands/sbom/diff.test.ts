import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Terminal } from '../../terminal.js';
import { diffSboms } from './diff.js';

let folder: TemporaryFolder;
const path = (name: string): string => join(folder.path, name);

function json(version: string, hash: string): string {
  const hashes = [{ alg: 'SHA-256', content: hash.repeat(64) }];
  const components = [{ type: 'library', name: 'a', version, purl: `pkg:npm/a@${version}`, hashes }];
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components });
}

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFile(path('a.json'), json('1.0.0', 'a'));
  await writeFile(path('b.json'), json('1.0.0', 'b'));
  const component = `<component type="library"><name>a</name><version>1.0.0</version><hashes><hash alg="SHA-256">${'a'.repeat(64)}</hash></hashes><purl>pkg:npm/a@1.0.0</purl></component>`;
  const xml = `<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>${component}</components></bom>`;
  await writeFile(path('a.xml'), xml);
  await writeFile(path('bomb.xml'), `<!DOCTYPE bom [<!ENTITY x SYSTEM "a.json">]>${xml}`);
  await writeFile(path('spdx.json'), '{\n"spdxVersion": "SPDX-2.3"}');
  await writeFile(path('hostile.json'), json('\u001b[2J\n::add-mask::x', 'a'));
});
afterEach(() => folder.remove());

async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const stream = () => Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream;
  const stdout = stream();
  const chunks: Buffer[] = [];
  stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const terminal: Terminal = {
    argv: [],
    env: {},
    version: process.version,
    stdout,
    stderr: stream(),
    cwd: () => folder.path,
  };
  const code = await diffSboms(terminal, args);
  return { code, text: Buffer.concat(chunks).toString('utf8') };
}

describe('assay sbom diff', () => {
  test('two documents that say the same, in two formats, end with 0', async () => {
    expect(await run(path('a.json'), path('a.xml'))).toEqual({
      code: 0,
      text: 'The documents say the same (1 and 1 components).\n',
    });
  });

  test('a difference ends with 1 and says what it is', async () => {
    const { code, text } = await run(path('a.json'), path('b.json'));
    expect(code).toBe(1);
    expect(text).toContain('hash-changed (1): The same package in the same version has other bytes.');
    const told = JSON.parse((await run(path('a.json'), path('b.json'), '--format', 'json')).text) as object;
    expect(told).toMatchObject({ differences: [{ code: 'hash-changed', component: 'pkg:npm/a@1.0.0' }] });
  });

  test('what a document holds does nothing to a terminal or a build log', async () => {
    for (const format of ['terminal', 'json']) {
      const { text } = await run(path('a.json'), path('hostile.json'), '--format', format);
      expect(text).toMatch(/^[\x20-\x7e\n]*$/);
      expect(text).not.toMatch(/^::/m);
    }
  });

  test('what cannot be compared is an error with its place, never a difference', async () => {
    await expect(run(path('a.json'))).rejects.toMatchObject({ code: 'ERR_USAGE' });
    await expect(run('-', '-')).rejects.toMatchObject({ code: 'ERR_USAGE' });
    await expect(run(path('a.json'), path('none.json'))).rejects.toMatchObject({ code: 'ERR_USAGE' });
    await expect(run(path('a.json'), path('bomb.xml'))).rejects.toMatchObject({ code: 'ERR_USAGE', line: 1 });
    await expect(run(path('spdx.json'), path('a.json'))).rejects.toMatchObject({ file: path('spdx.json') });
  });
});
