import { hasClient, runClient, temporaryFolder, writeFiles } from '@assay/testkit';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lookupKey, parseBundlerConfig, settingName } from './bundler-config.js';

const text = [
  '---',
  '# BUNDLE_COMMENTED: "no"',
  'BUNDLE_PLAIN: value',
  'BUNDLE_QUOTED: "a: b"',
  "BUNDLE_SINGLE: 'it''s'",
  'BUNDLE_HALF: "x',
  'BUNDLE_HASH: "user:pa#ss"',
  'BUNDLE_COMMENT: value # note',
  'BUNDLE_LIST:',
  '  - "x"',
  'BUNDLE_gems.acme.example: "dotted"',
  'BUNDLE_A-B: "dashed"',
  'BUNDLE_MIRROR__HTTPS://GEMS__ACME__EXAMPLE: "https://m.example/"',
  'BUNDLE_HTTPS://GEMS__ACME__EXAMPLE/P/: "user:pw"',
  'no colon here',
  ': "no key"',
  '__proto__: "x"',
].join('\n');

test('a configuration is read line by line', () => {
  expect(Object.fromEntries([...parseBundlerConfig(text)].filter(([key]) => key.startsWith('BUNDLE_')))).toEqual({
    BUNDLE_PLAIN: 'value',
    BUNDLE_SINGLE: "it''s",
    BUNDLE_HALF: '"x',
    BUNDLE_HASH: 'user:pa',
    BUNDLE_COMMENT: 'value',
    BUNDLE_gems__acme__example: 'dotted',
    BUNDLE_A___B: 'dashed',
    'BUNDLE_MIRROR__HTTPS://GEMS__ACME__EXAMPLE/': 'https://m.example/',
    'BUNDLE_HTTPS://GEMS__ACME__EXAMPLE/P/': 'user:pw',
    'BUNDLE_QUOTED: "a': 'b"',
  });
});

test('names and keys are each other’s inverse', () => {
  for (const name of ['gems.acme.example', 'my-gems.example', 'mirror.all', 'https://gems.acme.example/p-q/'])
    expect(settingName(lookupKey(name))).toBe(name);
});

describe.skipIf(!hasClient('bundle'))('as the Bundler of this machine reads it', () => {
  test.each([
    ['BUNDLE_GEMS__ACME__EXAMPLE: "ann:pw"', 'gems.acme.example'],
    ['BUNDLE_GEMS__ACME__EXAMPLE: ann', 'gems.acme.example'],
    ["BUNDLE_GEMS__ACME__EXAMPLE: 'ann'", 'gems.acme.example'],
    ['BUNDLE_GEMS.ACME.EXAMPLE: "ann"', 'gems.acme.example'],
    ['BUNDLE_MY-GEMS: "ann"', 'my-gems'],
    ['BUNDLE_MIRROR__ALL: "https://m.example/"', 'mirror.all'],
    ['BUNDLE_MIRROR__HTTPS://GEMS__ACME__EXAMPLE/: "https://m.example/"', 'mirror.https://gems.acme.example/'],
    ['BUNDLE_MIRROR__HTTPS://GEMS__ACME__EXAMPLE: "https://m.example/"', 'mirror.https://gems.acme.example/'],
    ['BUNDLE_HTTPS://GEMS__ACME__EXAMPLE/P/: "ann"', 'https://gems.acme.example/p/'],
    [' BUNDLE_GEMS: "ann"', 'gems'],
    ['BUNDLE_GEMS: "an"n"', 'gems'],
    ['BUNDLE_GEMS : "ann"', 'gems'],
    ['BUNDLE_gems: "ann"', 'gems'],
  ])('%s', async (line, name) => {
    await using folder = await temporaryFolder();
    await writeFiles(folder.path, { 'user/config': `---\n${line}\n`, 'app/Gemfile': '' });
    const { stdout } = await runClient('ruby', ['-rbundler', '-e', 'print Bundler.settings[ARGV[0]].inspect', name], {
      cwd: join(folder.path, 'app'),
      env: { PATH: process.env['PATH'], HOME: folder.path, BUNDLE_USER_HOME: join(folder.path, 'user') },
    });
    const ours = parseBundlerConfig(`---\n${line}\n`).get(lookupKey(name));
    expect(stdout).toBe(ours === undefined ? 'nil' : JSON.stringify(ours));
  });
});
