import { expect, it } from 'vitest';
import { declaredLicenses } from './declared-licenses.js';

const npm = { ecosystem: 'npm', specVersion: '1.6' } as const;
const gem = { ecosystem: 'rubygems', specVersion: '1.6' } as const;

it('a single id is a licence by id, a single expression an expression', () => {
  expect(declaredLicenses(['MIT'], npm)).toEqual([{ license: { id: 'MIT', acknowledgement: 'declared' } }]);
  expect(declaredLicenses(['MIT OR ISC'], npm)).toEqual([{ expression: 'MIT OR ISC', acknowledgement: 'declared' }]);
});

it('of a gem’s several licences nobody says how they combine: each stands for itself', () => {
  expect(declaredLicenses(['MIT', 'Ruby'], gem)).toEqual([
    { license: { id: 'MIT', acknowledgement: 'declared' } },
    { license: { id: 'Ruby', acknowledgement: 'declared' } },
  ]);
});

it('Composer’s list is a choice', () => {
  const composer = { ecosystem: 'composer', specVersion: '1.6' } as const;
  expect(declaredLicenses(['MIT', 'GPL-2.0-only OR ISC'], composer)).toEqual([
    { expression: 'MIT OR GPL-2.0-only OR ISC', acknowledgement: 'declared' },
  ]);
  expect(declaredLicenses(['MIT', 'proprietary'], composer)).toHaveLength(2);
});

it('1.6 has no place for an expression beside others: it is a name there; 1.7 has', () => {
  expect(declaredLicenses(['MIT', 'ISC OR 0BSD'], gem)[1]).toEqual({
    license: { name: 'ISC OR 0BSD', acknowledgement: 'declared' },
  });
  expect(declaredLicenses(['MIT', 'ISC OR 0BSD'], { ...gem, specVersion: '1.7' })[1]).toEqual({
    expression: 'ISC OR 0BSD',
    acknowledgement: 'declared',
  });
});

it('a list of thousands is cut', () => {
  expect(
    declaredLicenses(
      Array.from({ length: 5000 }, () => 'MIT'),
      gem,
    ),
  ).toHaveLength(50);
});

it('the file that npm’s own words name is a property', () => {
  expect(declaredLicenses(['SEE LICENSE IN EULA.md'], npm)).toEqual([
    {
      license: {
        name: 'SEE LICENSE IN EULA.md',
        acknowledgement: 'declared',
        properties: [{ name: 'assay:license-file', value: 'EULA.md' }],
      },
    },
  ]);
});

it('what the user concluded stands beside what is declared, and alone where nothing is', () => {
  expect(declaredLicenses(['MIT'], { ...npm, concluded: 'mit' })).toEqual([
    { license: { id: 'MIT', acknowledgement: 'declared' } },
    { license: { id: 'MIT', acknowledgement: 'concluded' } },
  ]);
  expect(declaredLicenses([], { ...npm, concluded: 'MIT OR ISC' })).toEqual([
    { expression: 'MIT OR ISC', acknowledgement: 'concluded' },
  ]);
  expect(declaredLicenses(['MIT OR ISC'], { ...npm, concluded: 'ISC' })).toEqual([
    { license: { name: 'MIT OR ISC', acknowledgement: 'declared' } },
    { license: { id: 'ISC', acknowledgement: 'concluded' } },
  ]);
});
