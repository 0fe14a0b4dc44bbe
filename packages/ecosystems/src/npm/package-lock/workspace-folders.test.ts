import { asMap, parseJson } from '@assay/documents';
import { describe, expect, it } from 'vitest';
import { readMemberSearch } from './workspace-folders.js';

function search(workspaces: unknown) {
  const read = parseJson(new TextEncoder().encode(JSON.stringify({ workspaces })), { maxBytes: 1e6 });
  return readMemberSearch(read.ok ? asMap(read.document.value) : undefined);
}

describe('where members of a workspace are searched', () => {
  it.each<[unknown, readonly string[], readonly string[]]>([
    [['packages/*'], ['packages/a'], ['packages', 'packages/a/b', 'other/a', 'a']],
    [{ packages: ['packages/*'], nohoist: ['**'] }, ['packages/a'], ['packages']],
    [
      ['./packages/*/', '/apps/web'],
      ['packages/a', 'apps/web'],
      ['apps', 'apps/other'],
    ],
    [['@{x,y}/p-*'], ['@x/p-1', '@y/p-'], ['@z/p-1', '@x/q']],
    [['deep/**'], ['deep/a', 'deep/a/b/c'], ['other/deep/a']],
    [['a/**/z'], ['a/z', 'a/b/c/z'], ['a/b', 'z']],
    [['packages/*', '!packages/a'], ['packages/a'], []],
  ])('%j', (workspaces, members, others) => {
    const found = search(workspaces);
    for (const folder of members) {
      expect(found?.isMember(folder), folder).toBe(true);
      const above = folder.split('/').slice(0, -1);
      for (const length of above.keys()) {
        expect(found?.mayHold(above.slice(0, length + 1).join('/')), folder).toBe(true);
      }
    }
    for (const folder of others) expect(found?.isMember(folder), folder).toBe(false);
  });

  it('is no further down than a pattern leads', () => {
    const found = search(['packages/*', 'a/**/z']);
    expect(['packages', 'a', 'a/b', 'a/b/c'].map((folder) => found?.mayHold(folder))).toEqual([true, true, true, true]);
    expect(['packages/x', 'other', 'b/a'].map((folder) => found?.mayHold(folder))).toEqual([false, false, false]);
  });

  it.each<[string, unknown]>([
    ['no pattern', []],
    ['nothing that is a list', 'packages/*'],
    ['one that is no text', ['packages/*', 1]],
    ['one that leads out', ['../*']],
    ['one that leads out later', ['packages/../../x']],
    ['one for hidden folders', ['.config/*']],
    ['signs that are not read', ['packages/?']],
    ['classes', ['packages/[ab]']],
    ['groups', ['packages/@(a|b)']],
    ['two deep ones in a pattern', ['**/a/**']],
    ['two stars in a segment', ['*a*']],
    ['a long one', [`packages/${'a'.repeat(300)}`]],
    ['very many', Array.from({ length: 101 }, (_, n) => `p${n}/*`)],
    ['very many in one', [`${'{a,b}'.repeat(20)}/*`]],
  ])('is not known with %s', (_, workspaces) => {
    expect(search(workspaces)).toBeNull();
  });
});
