import { describe, expect, it } from 'vitest';
import { pythonVersionKey } from './python-version.js';

describe('a version of PEP 440', () => {
  it.each([
    ['1', '0!1'],
    ['1.0', '0!1'],
    ['0', '0!0'],
    ['0.0', '0!0'],
    ['00100.020.0', '0!100.20'],
    ['10.20.30', '0!10.20.30'],
    ['V1', '0!1'],
    ['12!1', '12!1'],
    ['012!1', '12!1'],
    ['1a', '0!1a0'],
    ['1.ALPHA-12', '0!1a12'],
    ['1b2', '0!1b2'],
    ['1_beta_2', '0!1b2'],
    ['1c3', '0!1rc3'],
    ['1-rc.3', '0!1rc3'],
    ['1pre3', '0!1rc3'],
    ['1.preview3', '0!1rc3'],
    ['1-12', '0!1.post12'],
    ['1post', '0!1.post0'],
    ['1.post12', '0!1.post12'],
    ['1rev3', '0!1.post3'],
    ['1_r-3', '0!1.post3'],
    ['1dev', '0!1.dev0'],
    ['1.dev12', '0!1.dev12'],
    ['1-dev_3', '0!1.dev3'],
    ['1a1.post2.dev3', '0!1a1.post2.dev3'],
    ['1+abc', '0!1+abc'],
    ['1+Abc.001-x_0', '0!1+abc.1.x.0'],
    ['1+001abc', '0!1+001abc'],
    ['1+abc001', '0!1+abc001'],
    ['100', '0!100'],
    ['1.100', '0!1.100'],
  ])('%s is %s', (text, key) => {
    expect(pythonVersionKey(text)).toBe(key);
  });

  it.each([
    '',
    'v',
    'x1',
    '1x',
    '1.',
    '.1',
    '1..2',
    '1!',
    '!1',
    '1!2!3',
    '1+',
    '1+a+b',
    '1+a..b',
    '1+a.',
    '1 ',
    ' 1',
    '1-',
    '１',
    '1.0\n',
    '1*',
    '1--1',
  ])('%j is none', (text) => {
    expect(pythonVersionKey(text)).toBeNull();
  });

  it('has at most 200 characters', () => {
    expect(pythonVersionKey('1'.repeat(200))).toBe(`0!${'1'.repeat(200)}`);
    expect(pythonVersionKey('1'.repeat(201))).toBeNull();
  });
});
