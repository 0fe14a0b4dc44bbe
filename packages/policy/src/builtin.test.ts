import { describe, expect, it } from 'vitest';
import { builtinPolicy, builtinPolicyText } from './builtin.js';
import { parsePolicy } from './parse-policy.js';
import { policyDigest } from './policy-digest.js';
import { vocabulary } from './testing/vocabulary.js';

const text = builtinPolicyText(vocabulary);
const parse = (given: string) =>
  parsePolicy({ bytes: new TextEncoder().encode(given), file: 'assay.yaml', vocabulary });

describe('the built-in policy', () => {
  it('requires every check, names no registry, waives nothing, takes archives of 2 GiB and no empty run', () => {
    expect(builtinPolicy(vocabulary)).toEqual({
      version: 1,
      registries: [],
      rules: [
        {
          select: {},
          checks: new Map([...vocabulary.checks.keys()].map((check) => [check, 'require'])),
          line: expect.any(Number) as number,
        },
      ],
      waivers: [],
      limits: { artifactBytes: 2 * 1024 ** 3 },
      acceptGaps: [],
      allowEmpty: false,
    });
  });

  it('is what its text says', () => {
    expect(parse(text)).toEqual(builtinPolicy(vocabulary));
    expect(policyDigest(parse(text))).toEqual(policyDigest(builtinPolicy(vocabulary)));
  });

  it('names the line of its rule', () => {
    const line = builtinPolicy(vocabulary).rules[0]?.line ?? 0;
    expect(text.split('\n')[line - 1]).toBe('  - checks:');
  });

  it('is nothing but ASCII, and ends with a newline', () => {
    expect(text).toMatch(/^[\n -~]*\n$/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('has examples that work once their comment sign is gone', () => {
    const uncommented = text
      .replaceAll(/^#( {3}(?:- | {2})[a-z]+:)/gm, '$1')
      .replace('registries: []', '')
      .replace('waivers: []', '')
      .replace('\n   - ecosystem', '\nregistries:\n   - ecosystem')
      .replace('\n   - purl', '\nwaivers:\n   - purl');
    const policy = parse(uncommented);
    expect(policy.registries).toHaveLength(1);
    expect(policy.waivers).toHaveLength(1);
    expect(policy.registries[0]?.names).toEqual(['@acme/*']);
  });
});
