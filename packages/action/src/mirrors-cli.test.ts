import { signerWords } from '@assay/verifier';
import { describe, expect, it } from 'vitest';
import { diffOptionTypes } from '../../cli/src/commands/diff.js';
import { gateOptionTypes } from '../../cli/src/commands/gate/decide.js';
import { licenseOptionTypes } from '../../cli/src/commands/license/verify.js';
import { verifyOptionTypes } from '../../cli/src/commands/verify.js';
import { modeInputs, type Mode } from './modes/mode-inputs.js';

/** Each file of a report has an input of its own, so that there is nothing for these two to choose. */
const chosenByFiles = ['format', 'output'];

/** What an option is called as an input, where it has another name: that of the positional arguments beside it, or of GitHub's world. */
const calledOtherwise: Readonly<Record<string, string>> = { path: 'paths', 'policy-from-base': 'policy-from' };

const sides: readonly [Mode, object, readonly string[]][] = [
  // With `attest` and what belongs to it, the command line's verify is the mode attest.
  ['attest', verifyOptionTypes, [...chosenByFiles, 'replay']],
  ['license', licenseOptionTypes, chosenByFiles],
  // GitHub's limit is known.
  ['diff', diffOptionTypes, [...chosenByFiles, 'max-characters']],
  ['gate', gateOptionTypes, chosenByFiles],
];

describe('inputs mirror the options of the command line', () => {
  it.each(sides)('in the mode %s', (mode, types, without) => {
    const options = Object.keys(types).filter((name) => !without.includes(name));
    const missing = options.map((name) => calledOtherwise[name] ?? name).filter((name) => !reads(mode, name));
    expect(options.length).toBeGreaterThan(8);
    expect(missing).toEqual([]);
  });

  it('in the mode verify, which reads what is no matter of signing', () => {
    const signing = new Set(Object.keys(verifyOptionTypes).filter((name) => !reads('verify', name)));
    for (const name of chosenByFiles) signing.delete(name);
    expect([...signing].filter((name) => !modeInputs.attest.reads.includes(name as never))).toEqual([]);
    expect(reads('verify', 'replay')).toBe(true);
    expect([...signing]).not.toContain('strict-policy');
  });

  it('for every word that names the signer of an artefact', () => {
    expect(signerWords.filter((word) => !reads('attest', `artifact-${word}`))).toEqual([]);
  });
});

function reads(mode: Mode, name: string): boolean {
  return modeInputs[mode].reads.some((input) => input === name);
}
