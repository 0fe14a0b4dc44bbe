import { describe, expect, it } from 'vitest';
import { readInputs } from './read-inputs.js';
import { refuseSlips } from './refuse-slips.js';

const refuse = (env: Readonly<Record<string, string>>) => () => {
  refuseSlips(readInputs(env));
};

describe('slips', () => {
  it.each([
    ['INPUT_POLCIY', 'there is no input `polciy`'],
    ['INPUT_PATH', 'there is no input `path`'],
    ['INPUT_TRUSTED_ROOT', 'there is no input `trusted_root`'],
  ])('are names close to that of an input: %s', (variable, sentence) => {
    expect(refuse({ [variable]: 'x' })).toThrow(sentence);
  });

  it('are flags that are no boolean word, whoever reads them when', () => {
    expect(refuse({ INPUT_ANNOTATIONS: 'yes' })).toThrow('`annotations` is `true` or `false`');
  });

  it('are neither inputs, nor what is empty, nor names like none of them', () => {
    expect(refuse({ INPUT_POLICY: 'assay.yaml', 'INPUT_NO-STORE': 'true' })).not.toThrow();
    expect(refuse({ INPUT_POLCIY: ' ', 'INPUT_FAIL-ON': 'warning', INPUTS: 'x' })).not.toThrow();
  });
});
