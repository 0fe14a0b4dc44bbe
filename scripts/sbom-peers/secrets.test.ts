import { expect, test } from 'vitest';
import { canaries, leaksIn, secretFiles } from './secrets.mjs';

test('a canary is found wherever it stands, and so is the folder', () => {
  const text = `https://x:${canaries['password in a resolved URL']}@h.example /home/a/project/package.json`;
  expect(leaksIn(text, '/home/a/project')).toEqual(['password in a resolved URL', "the project's absolute path"]);
  expect(leaksIn('nothing', '/home/a/project')).toEqual([]);
});

test('the project holds every canary but the one of the environment', () => {
  const files = secretFiles({ lockfile: JSON.stringify, json: JSON.stringify });
  const inFiles = leaksIn(Object.values(files).join('\n'), 'no such folder');
  expect(inFiles).toEqual(Object.keys(canaries).filter((name) => name !== 'token in the environment'));
});
