import { describe, expect, it } from 'vitest';
import { readInputs, variableOf } from '../inputs/read-inputs.js';
import { chooseMode } from './choose-mode.js';

const mode = (given: Readonly<Record<string, string>>) =>
  chooseMode(readInputs(Object.fromEntries(Object.entries(given).map(([name, value]) => [variableOf(name), value]))));

describe('the mode', () => {
  it('is verify without any input', () => {
    expect(mode({})).toBe('verify');
    expect(mode({ policy: 'assay.yaml', sbom: 'bom.json', 'github-token': 'x' })).toBe('verify');
  });

  it.each([
    ['license', { phase: 'before' }],
    ['license', { names: 'karafka', policy: 'assay.yaml' }],
  ])('is %s where an input of it alone is given', (name, given) => {
    expect(mode(given)).toBe(name);
  });

  it('that is named counts', () => {
    expect(mode({ mode: 'license', policy: 'assay.yaml' })).toBe('license');
  });

  it('reads every input that is given, or it is an error that says whose it is', () => {
    expect(() => mode({ mode: 'license', sbom: 'bom.json' })).toThrow(
      '`sbom` is not read in the mode license: it belongs to verify',
    );
    expect(() => mode({ phase: 'before', depth: 'pins' })).toThrow('`depth` is not read in the mode license');
  });
});
