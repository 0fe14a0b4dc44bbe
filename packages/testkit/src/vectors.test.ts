import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.js';
import { asExpectation, loadVectors } from './vectors.js';

const good = {
  title: 'A pin that matches is proven',
  subject: { name: 'a' },
  expect: [{ code: 'all-good', outcome: 'proven' }],
};

async function load(...files: readonly unknown[]) {
  await using folder = await temporaryFolder();
  for (const [index, content] of files.entries()) {
    await writeFile(join(folder.path, `${String(index)}.json`), JSON.stringify(content));
  }
  return loadVectors(pathToFileURL(`${folder.path}/`));
}

describe('loading vectors', () => {
  test('reads one vector or a list of them from each file', async () => {
    const vectors = await load(good, [
      { ...good, title: 'B' },
      { ...good, title: 'C' },
    ]);
    expect(vectors.map(({ title, source }) => [title, source])).toEqual([
      [good.title, '0.json'],
      ['B', '1.json'],
      ['C', '1.json'],
    ]);
    expect(vectors[0]).toMatchObject({ input: { subject: { name: 'a' } }, expect: good.expect });
  });

  test.each([
    ['no vectors at all', [], 'holds no vectors'],
    ['a vector without a title', [{ ...good, title: '' }], 'needs a title'],
    ['two vectors with one title', [good, good], 'another vector has the title'],
    ['an empty expectation', [{ ...good, expect: [] }], 'at least one result'],
    ['a misspelt key', [{ ...good, subjekt: {} }], 'unknown key "subjekt"'],
    [
      'a misspelt key of an expectation',
      [{ ...good, expect: [{ code: 'a', outcome: 'proven', fil: 'x' }] }],
      'unknown key "fil"',
    ],
    ['an outcome that does not exist', [{ ...good, expect: [{ code: 'a', outcome: 'ok' }] }], 'an outcome is one of'],
    ['a code that is not kebab-case', [{ ...good, expect: [{ code: 'A_b', outcome: 'proven' }] }], 'kebab-case'],
    ['something that is no object', [[1]], 'not an object'],
  ])('refuses %s', async (_, files, message) => {
    await expect(load(...files)).rejects.toThrow(message);
  });

  test('compares only what a vector speaks about', () => {
    const result = { code: 'a', outcome: 'refuted', detail: 'x', file: 'f' } as const;
    expect(asExpectation(result)).toEqual({ code: 'a', outcome: 'refuted', file: 'f' });
  });
});
