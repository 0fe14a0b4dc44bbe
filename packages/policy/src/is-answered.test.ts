import { describe, expect, it } from 'vitest';
import { isAnswered } from './is-answered.js';
import { file, finding, subject } from './testing/judge-case.js';

const gem = subject({ files: [file('a.gem'), file('a-java.gem')] });
const about = (name?: string, check = 'pin-strength') =>
  finding(gem, 'proven', name === undefined ? { check } : { check, file: name });

describe('a check has answered', () => {
  it('when a finding is about the whole subject', () => {
    expect(isAnswered('pin-strength', gem, [about()])).toBe(true);
    expect(isAnswered('pin-strength', gem, [about(), about('a.gem')])).toBe(true);
  });

  it('when every file has a finding', () => {
    expect(isAnswered('pin-strength', gem, [about('a.gem'), about('a-java.gem')])).toBe(true);
  });

  it('when the subject has no files and a finding names one all the same', () => {
    expect(isAnswered('pin-strength', subject({ files: [] }), [about('a.gem')])).toBe(true);
  });
});

describe('a check has not answered', () => {
  it('without findings', () => {
    expect(isAnswered('pin-strength', gem, [])).toBe(false);
    expect(isAnswered('pin-strength', subject({ files: [] }), [])).toBe(false);
  });

  it('when one of the files was skipped', () => {
    expect(isAnswered('pin-strength', gem, [about('a.gem')])).toBe(false);
    expect(isAnswered('pin-strength', gem, [about('a.gem'), about('a.gem'), about('b.gem')])).toBe(false);
  });

  it('when another check did', () => {
    expect(isAnswered('pin-strength', gem, [about(undefined, 'source')])).toBe(false);
    expect(isAnswered('pin-strength', gem, [about('a.gem'), about('a-java.gem', 'source')])).toBe(false);
  });
});
