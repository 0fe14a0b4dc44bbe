/** `assay sbom validate` through the packed command line, which brings the official schemas with it. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let folder: TemporaryFolder;

const right = '{"bomFormat":"CycloneDX","specVersion":"1.7","version":1}';
const wrong =
  '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">\n<components><component type="libary"><name>a</name></component></components></bom>';

beforeAll(async () => {
  [cli, folder] = [await installPackedCli(), await temporaryFolder()];
  await writeFile(join(folder.path, 'right.json'), right);
  await writeFile(join(folder.path, 'wrong.xml'), wrong);
});
afterAll(async () => {
  await Promise.all([cli.remove(), folder.remove()]);
});

const validate = (...args: readonly string[]) =>
  cli.run(['sbom', 'validate', ...args], { cwd: folder.path, env: { HOME: folder.path } });

describe('assay sbom validate', () => {
  test('valid is exit code 0', async () => {
    expect(await validate('right.json')).toMatchObject({
      status: 0,
      stdout: 'right.json: valid CycloneDX 1.7 (JSON)\n',
      stderr: '',
    });
  });

  test('not valid is exit code 1, with file, line and what was meant', async () => {
    const { status, stdout } = await validate('right.json', 'wrong.xml');
    expect(status).toBe(1);
    expect(stdout).toContain(
      'wrong.xml: not valid CycloneDX 1.6 (XML): 1 error\n  wrong.xml:2: error schema-value /bom/components[1]/component[1]/@type:',
    );
    expect(stdout).toContain('did you mean "library"?');
  });

  test('a file that cannot be read is exit code 2, as is none', async () => {
    expect((await validate('gone.json')).status).toBe(2);
    expect((await validate()).status).toBe(2);
  });

  test('gives the same as JSON', async () => {
    const { status, stdout } = await validate('--format', 'json', 'wrong.xml');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ file: 'wrong.xml', valid: false, format: 'xml', specVersion: '1.6', errors: 1 }],
    });
  });

  test("the project's node_modules do not choose the schemas", async () => {
    const library = 'node_modules/@cyclonedx/cyclonedx-library';
    await writeFiles(folder.path, {
      [`${library}/package.json`]: '{"name":"@cyclonedx/cyclonedx-library","version":"99.0.0"}',
      [`${library}/res/schema/bom-1.7.SNAPSHOT.schema.json`]: '{"not":{}}',
    });
    expect((await validate('right.json')).status).toBe(0);
  });
});
