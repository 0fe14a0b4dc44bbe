import { describe, expect, it } from 'vitest';
import { issuesOf } from './form/index.js';
import { policyShape } from './shape.js';
import { vocabulary } from './testing/vocabulary.js';

const shape = policyShape(vocabulary);
const accepts = (members: object) => issuesOf(shape, { version: 1, ...members }).length === 0;

describe('the shape of a policy', () => {
  it.each([
    ['gap', true],
    ['a-gap', true],
    ['a-gap-of-many-words', true],
    ['a-gap!', false],
    ['a-gap or another', false],
    ['-gap', false],
    ['a--gap', false],
    ['', false],
  ])('takes %j as the code of a gap: %s', (code, taken) => {
    expect(accepts({ acceptGaps: [code] })).toBe(taken);
  });

  it.each([
    ['https://cdn.example', true],
    ['https://cdn.example:8443/', true],
    ['a https://cdn.example', false],
    ['https://cdn.example/path', false],
    ['https://user@cdn.example', false],
    ['ftp://cdn.example', false],
  ])('takes %j as an origin to be redirected to: %s', (origin, taken) => {
    expect(accepts({ registries: [{ ecosystem: 'npm', url: 'https://npm.example/', redirects: [origin] }] })).toBe(
      taken,
    );
  });

  it.each([
    [`sha512-${'A'.repeat(86)}==`, true],
    [`sha384-${'1'.repeat(64)}`, true],
    [`sha256-${'+'.repeat(43)}=`, true],
    [`sha384-${'!'.repeat(64)}`, false],
    [`sha512-${'!'.repeat(86)}==`, false],
    [`sha256:${'0'.repeat(64)}`, true],
    [`sha1:${'0'.repeat(40)}`, false],
  ])('takes %j as a digest: %s', (digest, taken) => {
    const waiver = { purl: 'pkg:npm/a@1', check: 'source', reason: 'x', owner: 'x', digest };
    expect(accepts({ waivers: [{ ...waiver, created: '2026-01-01', expires: '2026-02-01' }] })).toBe(taken);
  });
});
