import { expect, it } from 'vitest';
import { withoutCredentials } from './locked-url.js';

it.each([
  ['https://u:p@host.example/a', 'https://host.example/a'],
  ['https://token@host.example/a', 'https://host.example/a'],
  ['https://:p@host.example/a', 'https://host.example/a'],
  ['https:u:p@host.example/a', 'https://host.example/a'],
  ['https://u:p@ss@host.example/a', 'https://host.example/a'],
  ['git+https://u:p@host.example/a.git#c', 'git+https://host.example/a.git#c'],
  ['git+ssh://git:p@host.example/a.git', 'git+ssh://host.example/a.git'],
  ['git+ssh://git:p@host.example:o/a.git', 'git+ssh://host.example:o/a.git'],
  ['https://u:p@host.example:bad/a', 'https://host.example:bad/a'],
  ['github:u:p@o/r', 'github:o/r'],
  ['u:p@host.example:o/r.git', 'host.example:o/r.git'],
  ['a@https://u:p@host.example/a.tgz', 'a@https://host.example/a.tgz'],
  ['https://git:p@host.example/a', 'https://host.example/a'],
  ['https://host.example/a.tgz?token=p', 'https://host.example/a.tgz?token=redacted'],
  ['https://host.example/a.tgz?a=1&Private-Token=p&b=2', 'https://host.example/a.tgz?a=1&Private-Token=redacted&b=2'],
  ['https://host.example/a.tgz?sv=1&sig=p%3D', 'https://host.example/a.tgz?sv=1&sig=redacted'],
  ['https://host.example/a.tgz#access_token=p', 'https://host.example/a.tgz#access_token=redacted'],
  ['https://u:p@host.example/a?key=p', 'https://host.example/a?key=redacted'],
  ['a@https://host.example/a.tgz?X-Amz-Signature=p', 'a@https://host.example/a.tgz?X-Amz-Signature=redacted'],
])('takes the secret out of %s', (text, url) => {
  expect(withoutCredentials(text)).toEqual({ url, hadCredentials: true });
});

it.each([
  'https://host.example/@scope/a/-/a-1.0.0.tgz',
  'git+ssh://git@host.example/a.git',
  'git+ssh://git@host.example:o/a.git',
  'ssh://git@host.example/a.git',
  'a@git+ssh://git@host.example/a.git',
  'git@host.example:o/r.git',
  'npm:@scope/a@1.0.0',
  'npm:a@1.0.0',
  'file:a@1.tgz',
  '@scope/a@1.0.0',
  'https://host.example/a.tgz?cache=0&sync_timestamp=1',
  'https://host.example/a.tgz?token=',
  'git+ssh://git@host.example/a.git#semver:>=1.0.0',
  'git+https://host.example/a.git#commit&path:packages/key',
  'key=value',
  'node_modules/@scope/a',
  '',
])('leaves %s as it is', (text) => {
  expect(withoutCredentials(text)).toEqual({ url: text, hadCredentials: false });
});

it.each([
  ['git+https://git@host.example/a.git', 'git+https://host.example/a.git'],
  ['https://git@host.example:bad/a.git', 'https://host.example:bad/a.git'],
])('cuts the account of every user of git, which is no secret: %s', (text, url) => {
  expect(withoutCredentials(text)).toEqual({ url, hadCredentials: false });
});

it('is done in no time, however long the text', () => {
  const start = performance.now();
  for (const part of ['?a', '&token=', '?token=x', 'a=', '://', '@', '#;&'])
    withoutCredentials(`https://host.example/${part.repeat(500_000)}`);
  expect(performance.now() - start).toBeLessThan(30_000);
});
