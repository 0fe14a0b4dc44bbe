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
  'node_modules/@scope/a',
  '',
])('leaves %s as it is', (text) => {
  expect(withoutCredentials(text)).toEqual({ url: text, hadCredentials: false });
});
