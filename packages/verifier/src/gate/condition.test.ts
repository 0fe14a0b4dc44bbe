import { describe, expect, it } from 'vitest';
import { answer, conditionNames, conditionsOf, decisionOf, type Answers } from './condition.js';
import { gateCodes, type GateCode } from './gate-codes.js';

const holding = Object.fromEntries(conditionNames.map((name) => [name, answer('summary-found')])) as unknown as Answers;

function without(name: string): Answers {
  return Object.fromEntries(Object.entries(holding).filter(([each]) => each !== name)) as unknown as Answers;
}

describe('the decision', () => {
  it('is a pass where every condition holds', () => {
    expect(decisionOf(conditionsOf(holding))).toBe('pass');
    expect(decisionOf([])).not.toBe('pass');
  });

  it.each(conditionNames.filter((name) => name !== 'report' && name !== 'evidence'))(
    'is none where nobody answered %s',
    (name) => {
      expect(() => conditionsOf(without(name))).toThrow(`the condition ${name} was not answered`);
    },
  );

  it.each(['report', 'evidence'])('does not ask for %s where none was given', (name) => {
    expect(decisionOf(conditionsOf(without(name)))).toBe('pass');
  });

  it.each(conditionNames)('is no pass where %s alone does not hold', (name) => {
    const codes = (Object.keys(gateCodes) as GateCode[]).filter(
      (code) => gateCodes[code].outcome !== 'proven' && gateCodes[code].outcome !== 'not-applicable',
    );
    for (const code of codes) {
      const expected = gateCodes[code].outcome === 'refuted' ? 'fail' : 'unverified';
      expect(decisionOf(conditionsOf({ ...holding, [name]: answer(code) }))).toBe(expected);
    }
  });
});
