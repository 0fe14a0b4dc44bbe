import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtinMappingText } from '@assay/sbom';
import { temporaryFolder } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { builtinStandards, loadStandardsMapping } from './standards-mapping.js';

describe('the mapping of checks to requirements', () => {
  it('is the built-in one where no file is named, and names only checks that there are', async () => {
    expect((await loadStandardsMapping()).standards.length).toBeGreaterThan(4);
  });

  it('is the same from the text that is printed, so that a copy can be edited', async () => {
    await using place = await temporaryFolder();
    const file = join(place.path, 'mapping.yaml');
    await writeFile(file, builtinMappingText);
    expect(await loadStandardsMapping(file)).toEqual(builtinStandards());
    await writeFile(file, builtinMappingText.replace('[registry-digest]', '[registry-digests]'));
    await expect(loadStandardsMapping(file)).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      file,
      line: builtinMappingText.slice(0, builtinMappingText.indexOf('[registry-digest]')).split('\n').length,
      hint: 'Did you mean `registry-digest`?',
    });
  });

  it('is refused where the file is none, or too large', async () => {
    await using place = await temporaryFolder();
    await expect(loadStandardsMapping(place.path)).rejects.toMatchObject({ code: 'ERR_CONFIG' });
    const file = join(place.path, 'large.yaml');
    await writeFile(file, '#'.repeat(1024 * 1024 + 1));
    await expect(loadStandardsMapping(file)).rejects.toThrow('is larger than 1048576 bytes');
  });
});
