/** The examples run, and what their READMEs and the guides show is what they print. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hasClient, runClient } from '@assay/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { consoleBlocks, untrueBlocks } from './transcript.js';

const path = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const read = (name: string) => readFileSync(path(name), 'utf8');
const deploys = ['deploy-script', 'deploy-admission', 'deploy-ruby'] as const;
const names = ['rails-license', 'node-license', 'vendor-release', 'sbom', ...deploys] as const;
const ruby: readonly string[] = ['rails-license', 'deploy-ruby'];
const needsRuby = !hasClient('bundle');

const output = new Map<string, string>();

beforeAll(async () => {
  for (const name of names) {
    const env = { PATH: process.env['PATH'] };
    const { status, stdout, stderr } = await runClient(process.execPath, [path(`examples/${name}/run.mjs`)], { env });
    if (status !== 0) throw new Error(`${name} ended with ${String(status)}\n${stdout}\n${stderr}`);
    output.set(name, stdout + stderr);
  }
}, 300_000);

describe('the examples', () => {
  test.each(names.filter((name) => !ruby.includes(name)))('%s prints what its README shows', (name) => {
    expect(untrueBlocks(read(`examples/${name}/README.md`), output.get(name) ?? '')).toEqual([]);
  });

  test.skipIf(needsRuby)('rails-license prints what its README shows, with a real bundle install', () => {
    expect(untrueBlocks(read('examples/rails-license/README.md'), output.get('rails-license') ?? '')).toEqual([]);
  });

  test.skipIf(!hasClient('ruby'))('deploy-ruby prints what its README shows, with a real Ruby', () => {
    expect(untrueBlocks(read('examples/deploy-ruby/README.md'), output.get('deploy-ruby') ?? '')).toEqual([]);
  });

  test('none of them prints a secret', () => {
    for (const text of output.values()) expect(text).not.toMatch(/swordfish|PRIVATE KEY/);
  });
});

describe('what the guide to bills of materials shows', () => {
  test('was printed by the example', () => {
    expect(consoleBlocks(read('docs/sbom.md')).length).toBeGreaterThan(1);
    expect(untrueBlocks(read('docs/sbom.md'), output.get('sbom') ?? '')).toEqual([]);
  });

  test('in the README was printed by the example', () => {
    const section = /\n## Bills of materials\n[^]*?\n## /.exec(read('README.md'))?.[0] ?? '';
    expect(consoleBlocks(section).length).toBe(1);
    expect(untrueBlocks(section, output.get('sbom') ?? '')).toEqual([]);
  });
});

describe('what the guide to the gate shows', () => {
  test('was printed by the examples', () => {
    expect(consoleBlocks(read('docs/gate.md')).length).toBeGreaterThan(2);
    const printed = deploys.map((name) => output.get(name)).join('\n');
    expect(untrueBlocks(read('docs/gate.md'), printed)).toEqual([]);
  });
});

describe('what the guides show', () => {
  const guides = ['docs/license-packages.md', 'docs/replace-your-vendors-checksum-script.md'];

  test.skipIf(needsRuby).each(guides)('in %s was printed by the examples', (guide) => {
    expect(consoleBlocks(read(guide)).length).toBeGreaterThan(0);
    expect(untrueBlocks(read(guide), [...output.values()].join('\n'))).toEqual([]);
  });

  test.skipIf(needsRuby)('in the README under "Licence packages" was printed by the examples', () => {
    const section = /\n## Licence packages\n[^]*?\n## /.exec(read('README.md'))?.[0] ?? '';
    expect(consoleBlocks(section).length).toBeGreaterThan(0);
    expect(untrueBlocks(section, [...output.values()].join('\n'))).toEqual([]);
  });
});
