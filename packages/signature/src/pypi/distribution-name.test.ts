import { describe, expect, it } from 'vitest';
import { isSameDistribution, parseDistributionName } from './distribution-name.js';

function same(a: string, b: string): boolean {
  const [one, other] = [parseDistributionName(a), parseDistributionName(b)];
  if (one === null || other === null) throw new Error('not a distribution');
  return isSameDistribution(one, other);
}

describe('what a file name says', () => {
  it.each([
    ['a-1.zip', { kind: 'sdist', project: 'a', version: '0!1', variant: '.zip' }],
    ['A__b-.c-1.tar.gz', { kind: 'sdist', project: 'a-b-c', version: '0!1', variant: '.tar.gz' }],
    ['a-1-py3-none-any.whl', { kind: 'wheel', project: 'a', version: '0!1', variant: '-py3-none-any' }],
    [
      'A.b_c-1-007x.Y-py3.py2.py3-NONE-any.whl',
      { kind: 'wheel', project: 'a-b-c', version: '0!1', variant: '7 x.Y-py2.py3-none-any' },
    ],
    ['a-1-100-py3-none-any.whl', { kind: 'wheel', project: 'a', version: '0!1', variant: '100 -py3-none-any' }],
    ['a-1-0-py3-none-any.whl', { kind: 'wheel', project: 'a', version: '0!1', variant: '0 -py3-none-any' }],
  ])('%s', (name, said) => {
    expect(parseDistributionName(name)).toEqual(said);
  });

  it.each([
    'a!-1-py3-none-any.whl',
    '!a-1-py3-none-any.whl',
    '_a-1-py3-none-any.whl',
    'a-1-!py3-none-any.whl',
    'a-1-py3!-none-any.whl',
    'a-1-x1-py3-none-any.whl',
    'a-1-1!-py3-none-any.whl',
  ])('%s says nothing', (name) => {
    expect(parseDistributionName(name)).toBeNull();
  });

  it('has at most 255 characters and 64 tags of a kind', () => {
    const sdist = (length: number) => `${'a'.repeat(length - '-1.tar.gz'.length)}-1.tar.gz`;
    expect(parseDistributionName(sdist(255))).not.toBeNull();
    expect(parseDistributionName(sdist(256))).toBeNull();
    const tags = (count: number) => Array.from({ length: count }, (_, i) => i.toString(36)).join('.');
    expect(parseDistributionName(`a-1-${tags(64)}-none-any.whl`)).not.toBeNull();
    expect(parseDistributionName(`a-1-${tags(65)}-none-any.whl`)).toBeNull();
  });

  it('tells a wheel from an sdist of the same name', () => {
    const sdist = { kind: 'sdist', project: 'a', version: '0!1', variant: 'x' } as const;
    expect(isSameDistribution(sdist, { ...sdist, kind: 'wheel' })).toBe(false);
  });
});

describe('file names of distributions', () => {
  it.each([
    '',
    '.whl',
    '.tar.gz',
    '-1.0.tar.gz',
    'foo.tar.gz',
    'foo-.tar.gz',
    'foo-bar.tar.gz',
    'foo-1.0.tar.bz2',
    'foo-1.0.TAR.GZ',
    'foo-1.0.tar.gz ',
    'foo-1.0.tar.gz\n',
    'foo-1.0\n.tar.gz',
    'foo-1.0.tar.gz\0.tar.gz',
    '../foo-1.0.tar.gz',
    'a/foo-1.0.tar.gz',
    'fo o-1.0.tar.gz',
    'foo_-1.0.tar.gz',
    'föo-1.0.tar.gz',
    'foo-1.0-py3-none.whl',
    'foo-1.0-py3-none-any-x-y.whl',
    'foo-1.0-build-py3-none-any.whl',
    'foo__bar-1.0-py3-none-any.whl',
    'foo-1.0-py3--any.whl',
    'foo-1.0-py3.-none-any.whl',
    'foo-1.0-py3-none-any.WHL',
    'foo-one-py3-none-any.whl',
    'complete.nonsense',
    `foo-1.0-${'py3.'.repeat(40)}py3-none-any.whl`.repeat(2),
  ])('%j is none', (name) => {
    expect(parseDistributionName(name)).toBeNull();
  });

  it.each([
    ['foo-1.0.tar.gz', 'foo-1.0.0.tar.gz'],
    ['Foo.Bar-1.0.tar.gz', 'foo_bar-1.tar.gz'],
    ['foo-bar-1.0a1.tar.gz', 'foo-bar-1.0.ALPHA.01.tar.gz'],
    ['foo-1.0.post0.tar.gz', 'foo-1.0.r.tar.gz'],
    ['foo-v1.0+Ubuntu.01.tar.gz', 'foo-0!1+ubuntu_1.tar.gz'],
    ['foo-1.0-py2.py3-none-any.whl', 'Foo-1-py3.py2-NONE-any.whl'],
    ['foo-1.0-01b-py3-none-any.whl', 'foo-1.0-1b-py3-none-any.whl'],
    [
      'spt3g-1.0-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
      'spt3g-1.0-cp310-cp310-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    ],
  ])('%s and %s say the same', (a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['foo-1.0.tar.gz', 'foo-1.0.1.tar.gz'],
    ['foo-1.0.tar.gz', 'foo-1.0.zip'],
    ['foo-1.0.tar.gz', 'fo0-1.0.tar.gz'],
    ['foo-1.0.tar.gz', 'foo-1!1.0.tar.gz'],
    ['foo-1.0.tar.gz', 'foo-1.0+local.tar.gz'],
    ['foo-1.0+0a1.tar.gz', 'foo-1.0+a1.tar.gz'],
    ['foo-1.0a1.tar.gz', 'foo-1.0b1.tar.gz'],
    ['foo-1.0.dev1.tar.gz', 'foo-1.0.post1.tar.gz'],
    ['foo-1.0-py3-none-any.whl', 'foo-1.0-1-py3-none-any.whl'],
    ['foo-1.0-py3-none-any.whl', 'foo-1.0-py2.py3-none-any.whl'],
    ['foo-1.0-cp39-cp39-win32.whl', 'foo-1.0-cp39-cp39-win_amd64.whl'],
    ['foo-9007199254740993.tar.gz', 'foo-9007199254740992.tar.gz'],
  ])('%s and %s do not', (a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it('are read in no time, however they are meant to be slow', () => {
    const texts = ['0', '.0', '-1', 'a1', '_', '+a', 'a.'].map((part) => part.repeat(250 / part.length));
    for (const text of texts) parseDistributionName(`f-${text.slice(0, 240)}!.tar.gz`);
    for (const text of texts) parseDistributionName(`f-1-${text.slice(0, 230)}-a-b.whl`);
  });
});
