import { purlOf, type EcosystemId } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { deniedIndex } from './denied-by.js';
import { purlPatternProblem } from './denied-purl.js';

const index = (...patterns: readonly string[]) =>
  deniedIndex({
    feed: 'acme',
    sequence: 1,
    issuedAt: '2026-11-26T11:00:00Z',
    expires: '2026-11-27T00:00:00Z',
    digests: [],
    publishers: [],
    purls: patterns.map((pattern) => ({ pattern, reason: pattern })),
  });

describe('a denied purl', () => {
  it.each<[string, EcosystemId, string, string]>([
    ['pkg:npm/left-pad@1.3.0', 'npm', 'left-pad', '1.3.0'],
    ['pkg:npm/left-pad', 'npm', 'left-pad', ''],
    ['pkg:npm/@acme/tool', 'npm', '@acme/tool', '1.0.0'],
    ['pkg:npm/%40acme/tool@1.0.0', 'npm', '@acme/tool', '1.0.0'],
    ['pkg:npm/@acme/*', 'npm', '@acme/tool', '1.0.0'],
    ['pkg:npm/@acme/**', 'npm', '@acme/tool', '1.0.0'],
    ['pkg:npm/%6ceft-pad@1.3.0', 'npm', 'left-pad', '1.3.0'],
    ['pkg:npm/left-pad@1.0.0-rc.1%2Bbuild.5', 'npm', 'left-pad', '1.0.0-rc.1+build.5'],
    ['pkg:npm/left-pad@1.0.0-rc.1+build.5', 'npm', 'left-pad', '1.0.0-rc.1+build.5'],
    ['pkg:npm/left-pad@1.*', 'npm', 'left-pad', '1.3.0'],
    ['pkg:gem/RedCloth', 'rubygems', 'RedCloth', '4.3.2'],
    ['pkg:composer/Acme/Pro@2.1.0', 'composer', 'acme/pro', '2.1.0'],
    ['pkg:composer/acme/pro@dev-main', 'composer', 'acme/pro', 'dev-main'],
    ['pkg:npm/a%2A@1.0.0', 'npm', 'a*', '1.0.0'],
  ])('%s denies the %s package %s %s', (pattern, ecosystem, name, version) => {
    expect(purlPatternProblem(pattern, 'purl')).toBeNull();
    expect(index(pattern).purl(purlOf(ecosystem, name, version))?.reason).toBe(pattern);
  });

  it.each<[string, EcosystemId, string, string]>([
    ['pkg:npm/left-pad@1.3.0', 'npm', 'left-pad', '1.3.1'],
    ['pkg:npm/left-pad', 'npm', 'left-pad2', '1.3.0'],
    ['pkg:npm/tool', 'npm', '@acme/tool', '1.0.0'],
    ['pkg:npm/*', 'npm', '@acme/tool', '1.0.0'],
    ['pkg:npm/a%2A@1.0.0', 'npm', 'ab', '1.0.0'],
    ['pkg:npm/left-pad@1.*', 'npm', 'left-pad', '2.1.0'],
  ])('%s does not deny the %s package %s %s', (pattern, ecosystem, name, version) => {
    expect(index(pattern).purl(purlOf(ecosystem, name, version))).toBeUndefined();
  });

  it('of many is found at once', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `pkg:npm/bad-${String(i)}`);
    const own = index(...many);
    const start = performance.now();
    for (let i = 0; i < 10_000; i++) own.purl(`pkg:npm/good-${String(i)}@1.0.0`);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(own.purl('pkg:npm/bad-99999@1.0.0')).toBeDefined();
  });
});
