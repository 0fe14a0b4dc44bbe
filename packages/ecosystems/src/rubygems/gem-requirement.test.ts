import { hasClient, runClient, seededRandom } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { rubygems } from './rubygems.js';

const inRange = (version: string, range: string) => rubygems.inRange(version, range);

describe('a requirement', () => {
  it.each([
    ['2.5.0', '>= 2.5', true],
    ['2.5', '>= 2.5.0', true],
    ['2.4.9', '>= 2.5', false],
    ['2.10.0', '~> 2.5', true],
    ['3.0.0', '~> 2.5', false],
    ['3.0.0.rc1', '~> 2.5', false],
    ['2.5.9', '~> 2.5.1', true],
    ['2.6.0', '~> 2.5.1', false],
    ['2.6.0', '~> 2', true],
    ['2.5.0.rc1', '>= 2.5', false],
    ['2.5.0.rc1', '< 2.5', true],
    ['2.5.0', '>= 2.5, < 3', true],
    ['3.0.0', '>= 2.5, < 3', false],
    ['2.5.0', '>=2.5,<3', true],
    ['2.5.0', '2.5', true],
    ['2.5.1', '= 2.5', false],
    ['2.5.1', '!= 2.5', true],
    ['2.5', '!= 2.5.0', false],
    ['1.0.0.a', '1.a', true],
    ['1.0', '1.x', false],
  ])('%s in %s: %s', (version, range, result) => {
    expect(inRange(version, range)).toBe(result);
  });

  it.each([
    '',
    ',',
    '>= 2.5,',
    '>=',
    '> = 1',
    '>== 1',
    '=> 1',
    '^1',
    '1 || 2',
    '~>1.',
    '1..2',
    '>= 1 < 2',
    '*',
    '>= -1',
  ])('%j is none', (range) => {
    expect(inRange('1.0', range)).toBeNull();
  });

  it('says nothing about what is no version', () => {
    for (const version of ['', 'a', '1.', '1-2', '1 ', `1.${'0'.repeat(300)}`])
      expect(inRange(version, '>= 0')).toBeNull();
    expect(inRange('1.0', `>= ${'1,'.repeat(1000)}1`)).toBeNull();
  });

  it('is read in linear time', () => {
    expect(inRange('1.0', `>= ${'1.'.repeat(500)}`)).toBeNull();
    expect(inRange(`1${'.0'.repeat(120)}`, `>= 1${'.a0'.repeat(80)}`)).toBe(true);
  });
});

describe.skipIf(!hasClient('ruby'))('Gem::Requirement', () => {
  it('agrees on two thousand versions and requirements', async () => {
    const random = seededRandom(7);
    const pick = (list: readonly string[]) => list[random.below(list.length)] ?? '';
    const version = () => {
      const parts = Array.from({ length: 1 + random.below(4) }, (_, at) =>
        at === 0
          ? pick(['0', '1', '2', '10'])
          : pick(['0', '0', '1', '2', '9', '10', 'a', 'rc1', 'b2', 'pre', 'A', '01']),
      );
      return parts.join('.');
    };
    const comparison = () => `${pick(['', '=', '!=', '>', '<', '>=', '<=', '~>', '~>'])}${pick(['', ' '])}${version()}`;
    const cases = Array.from({ length: 2000 }, () => [
      version(),
      Array.from({ length: 1 + random.below(2) }, comparison).join(', '),
    ]);
    const script =
      'require "json"; puts JSON.dump(JSON.parse(ARGV[0]).map { |v, r| Gem::Requirement.new(r.split(",")).satisfied_by?(Gem::Version.new(v)) })';
    const { stdout } = await runClient('ruby', ['-e', script, JSON.stringify(cases)]);
    expect(cases.map(([v = '', r = '']) => [v, r, inRange(v, r)])).toEqual(
      (JSON.parse(stdout) as readonly boolean[]).map((result, at) => [...(cases[at] ?? []), result]),
    );
  });
});
