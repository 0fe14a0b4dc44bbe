import { describe, expect, test } from 'vitest';
import { mintOldPnpmLock } from './mint-old-pnpm-lock.js';
import { mintPackage } from './minted-package.js';

const pad = mintPackage({ name: 'left-pad', version: '1.3.0' });
const tool = mintPackage({
  name: '@acme/tool',
  version: '2.0.0',
  packageJson: { dependencies: { 'left-pad': '1.3.0' } },
});
const entries = [
  { kind: 'registry', package: tool },
  { kind: 'registry', package: pad, alias: 'pad', group: 'devDependencies' },
  { kind: 'url', package: pad, alias: 'from-url', url: 'https://files.example/a.tgz' },
] as const;

describe('a minted old pnpm-lock.yaml', () => {
  test('of version 5.4 has slashes and specifiers of their own', () => {
    const { text } = mintOldPnpmLock({ lockfileVersion: '5.4', entries });
    expect(text).toContain("specifiers:\n  '@acme/tool': 2.0.0\n");
    expect(text).toContain("dependencies:\n  '@acme/tool': 2.0.0\n  from-url: '@files.example/a.tgz'\n");
    expect(text).toContain("devDependencies:\n  pad: '/left-pad/1.3.0'\n");
    expect(text).toContain(
      `  '/@acme/tool/2.0.0':\n    resolution: {integrity: ${tool.integrity}}\n    dependencies:\n      left-pad: 1.3.0\n`,
    );
  });

  test('of version 6.0 has at signs, and specifiers beside the versions', () => {
    const { text } = mintOldPnpmLock({ lockfileVersion: '6.0', entries });
    expect(text).toContain(
      "devDependencies:\n  pad:\n    specifier: 'npm:left-pad@1.3.0'\n    version: '/left-pad@1.3.0'\n",
    );
    expect(text).toContain("  '@files.example/a.tgz':\n");
    expect(text).toContain('    name: left-pad\n    version: 1.3.0\n    dev: false\n');
  });
});
