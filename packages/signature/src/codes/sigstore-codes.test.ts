import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sigstoreCodes } from './sigstore-codes.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const part = readme.slice(readme.indexOf('## Sigstore bundles'));

test('the README names every code that says "unknown", and every code has a meaning and a next step', () => {
  for (const [code, { outcome, text, next }] of Object.entries(sigstoreCodes)) {
    expect(text, code).toMatch(/\.$/);
    expect(next, code).toMatch(/\.$/);
    const isNamed = part.includes(`\`${code}\``) || code.startsWith('trusted-root-');
    if (outcome === 'unknown') expect(isNamed, code).toBe(true);
  }
});
