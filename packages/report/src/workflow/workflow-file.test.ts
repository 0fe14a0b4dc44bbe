import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { runnerFile } from '../testing/runner-oracle.js';
import { workflowFileEntry } from './workflow-file.js';

const delimiter = 'assay-0f8fad5b-d9cb-469f-a165-70867728950e';

describe('workflowFileEntry', () => {
  it('gives a name its value', () => {
    expect(workflowFileEntry('report', 'a\nb', delimiter)).toBe(`report<<${delimiter}\na\nb\n${delimiter}\n`);
  });

  it('CVE-2022-35954: a value that knows the delimiter sets nothing else', () => {
    const attack = `x\n${delimiter}\nNODE_OPTIONS<<${delimiter}\n--require=/tmp/x`;
    expect(() => workflowFileEntry('report', attack, delimiter)).toThrow(/stands in the value/);
    expect(() => workflowFileEntry('report', `a${delimiter}`, delimiter)).toThrow(/stands in the value/);
  });

  it.each(['EOF', 'ghadelimiter_x', '', `${delimiter}\nb`, `${delimiter} `])(
    'CVE-2022-35954: refuses the delimiter %j, which can be guessed or is none',
    (bad) => {
      expect(() => workflowFileEntry('report', 'x', bad)).toThrow(/must be random/);
    },
  );

  it.each(['a=b', 'a<<b', 'a\nb', '', '1a', 'a b'])('refuses the name %j', (name) => {
    expect(() => workflowFileEntry(name, 'x', delimiter)).toThrow(/must be plain/);
  });

  it('sets exactly that value and no other name, whatever the value is', () => {
    const guesses = ['EOF', 'ghadelimiter', delimiter.slice(0, -1), 'b=c', 'b<<EOF'];
    const lines = fc.array(fc.constantFrom(...guesses, ...naughtyStrings), { maxLength: 8 });
    fc.assert(
      fc.property(lines, (some) => {
        const value = some.join('\n');
        const file = `${workflowFileEntry('first', value, delimiter)}${workflowFileEntry('last', 'x', delimiter)}`;
        expect([...runnerFile(file)]).toEqual([
          ['first', value],
          ['last', 'x'],
        ]);
      }),
    );
  });
});
