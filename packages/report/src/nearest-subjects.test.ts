import { describe, expect, it } from 'vitest';
import { nearestSubjects } from './nearest-subjects.js';
import { naughtyStrings } from './testing/naughty-strings.js';
import { sample } from './testing/report-builder.js';

const input = sample([
  { name: 'left-pad', version: '1.3.0', occurrence: { path: 'node_modules/padding' } },
  { name: 'left-pad', version: '1.2.0' },
  { name: 'Lodash' },
  { name: '@scope/tool' },
  { name: 'rack', occurrence: { path: 'rack (1.0.0)' } },
]);

describe('nearestSubjects', () => {
  it.each([
    ['lefft-pad', ['left-pad']],
    ['pkg:npm/leftpad@9.9.9', ['left-pad']],
    ['loadsh', ['Lodash']],
    ['@scope/tol', ['@scope/tool']],
    ['pkg:npm/%40scpe/tool', ['@scope/tool']],
    ['paddin', ['padding']],
    ['rak (2.0.0)', ['rack']],
    ['react', []],
    ['', []],
    ['@', []],
    ['x', []],
  ])('of %j are %j', (wanted, names) => {
    expect(nearestSubjects(input, wanted)).toEqual(names);
  });

  it.each(['left-pad@9.9.9', 'left-pad (9)', 'pkg:npm/left-pad@9.9.9'])('of %j are its locked versions', (wanted) => {
    expect(nearestSubjects(input, wanted)).toEqual(['left-pad@1.3.0', 'left-pad@1.2.0']);
  });

  it('are at most three, nearest first', () => {
    const names = ['abcdefghijxy', 'abcdefghijk', 'abcdefghijkl', 'abcdefghij12', 'abcdefghijzz'];
    const many = sample(names.map((name) => ({ name })));
    expect(nearestSubjects(many, 'abcdefghijkL')).toEqual(['abcdefghijkl', 'abcdefghijk', 'abcdefghij12']);
  });

  it('are found among ten thousand long names at once, whatever is asked for', () => {
    const packages = Array.from({ length: 10_000 }, (_, i) => ({ name: `${'x'.repeat(209)}${String(i)}` }));
    const many = sample(packages);
    for (const wanted of naughtyStrings.slice(0, 10)) expect(nearestSubjects(many, wanted)).toEqual([]);
    expect(nearestSubjects(many, 'x'.repeat(100_000)).length).toBeLessThanOrEqual(3);
  }, 20_000);
});
