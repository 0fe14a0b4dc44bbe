import { describe, expect, it } from 'vitest';
import { tellingDifferences } from './telling-differences.js';

const fields = (...differences: Parameters<typeof tellingDifferences>[0]) =>
  tellingDifferences(differences).map(({ field }) => field);

const host = 'https://github.com';
const repository = { field: 'repository', expected: `${host}/a/b`, actual: `${host}/evil/b` };
const signed = `${host}/evil/b/.github/workflows/release.yml@refs/heads/main`;
const identity = (expected: string, actual = signed) => ({
  field: 'identity',
  expected: `${host}/a/b${expected}`,
  actual,
});

describe('differences that are told', () => {
  it('leave out the type of another identity, but not the type alone', () => {
    const type = { field: 'identity-type', expected: 'other-name', actual: 'uri' };
    expect(fields({ field: 'identity', expected: 'x', actual: 'y' }, type)).toEqual(['identity']);
    expect(fields(type)).toEqual(['identity-type']);
  });

  it('leave out identity and workflow that only follow from the repository', () => {
    const workflow = {
      field: 'workflow',
      expected: `${host}/a/b/.github/workflows/release.yml`,
      actual: `${host}/evil/b/.github/workflows/release.yml`,
    };
    expect(fields(repository, workflow, identity('/**@**'))).toEqual(['repository']);
    expect(fields(repository, identity('/.github/workflows/release.yml@refs/heads/*'))).toEqual(['repository']);
  });

  it.each([
    ['of another workflow', identity('/.github/workflows/other.yml@**')],
    ['at another ref', identity('/**@refs/tags/*')],
    ['of a third repository', identity('/**@**', `${host}/third/b/x.yml@refs/heads/main`)],
    ['of a repository whose name only begins alike', identity('/**@**', `${host}/evil/bb/x.yml@refs/heads/main`)],
    ['that is no URI', identity('/**@**', 'a name of type email')],
  ])('keep an identity %s', (_, difference) => {
    expect(fields(repository, difference)).toEqual(['repository', 'identity']);
  });

  it('keep an identity where the repository is the expected one or is not stated', () => {
    expect(fields(identity('/**@**'))).toEqual(['identity']);
    expect(fields({ field: 'repository', expected: `${host}/a/b` }, identity('/**@**'))).toEqual([
      'repository',
      'identity',
    ]);
  });
});
