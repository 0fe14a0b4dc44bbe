import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runnerCommands } from '../testing/runner-oracle.js';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { escapeTerminal } from '../terminal/escape-terminal.js';
import { escapeWorkflowData, escapeWorkflowProperty } from './escape-workflow.js';
import { guardWorkflowLog } from './guard-log.js';
import { workflowCommand } from './workflow-command.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...naughtyStrings),
  fc
    .array(fc.constantFrom('::', 'error', '##[', ']', '%0A', '%25', '%', '\n', '\r', ',', ':', '=', ' ', 'a'), {
      maxLength: 40,
    })
    .map((parts) => parts.join('')),
);

/** What a reader may see of a text: what is hidden is shown, line feeds stay. */
function shown(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeTerminal(line, Infinity))
    .join('\n');
}

describe('escapeWorkflowData', () => {
  it.each([
    ['50 % done', '50 %25 done'],
    ['a\nb', 'a%0Ab'],
    ['a\r\nb', 'a\\u{d}%0Ab'],
    ['%0A::add-mask::x', '%250A:\\u{3a}add-mask:\\u{3a}x'],
    ['x\n::set-output name=a::b', 'x%0A:\\u{3a}set-output name=a:\\u{3a}b'],
    ['##[add-mask]x', '#\\u{23}[add-mask]x'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['a\u2028b', 'a\\u{2028}b'],
  ])('writes %j as %j', (text, written) => {
    expect(escapeWorkflowData(text)).toBe(written);
  });
});

describe('escapeWorkflowProperty', () => {
  it('ends neither the property nor the list', () => {
    expect(escapeWorkflowProperty('a,b:c::d\n%')).toBe('a%2Cb%3Ac%3A\\u{3a}d%0A%25');
  });
});

describe('workflowCommand', () => {
  it('names level, place, title and message', () => {
    const annotation = {
      level: 'error',
      file: 'a,b/package-lock.json',
      line: 12,
      title: 'T: t',
      message: 'a\nb',
    } as const;
    expect(workflowCommand(annotation)).toBe('::error file=a%2Cb/package-lock.json,line=12,title=T%3A t::a%0Ab');
    expect(workflowCommand({ level: 'notice', title: 't', message: 'm' })).toBe('::notice title=t::m');
  });

  it('CVE-2020-15228: text from outside starts no command of its own', () => {
    const attack = 'x\n::set-env name=NODE_OPTIONS::--require=/tmp/x\r::add-path::/tmp\n::add-mask::a\n##[add-mask]a';
    const output = workflowCommand({ level: 'warning', file: attack, line: 1, title: attack, message: attack });
    expect(runnerCommands(output).map(({ name }) => name)).toEqual(['warning']);
  });

  it('is one command that says what was said, whatever the texts are', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (file, title, message) => {
        const output = workflowCommand({ level: 'error', file, line: 3, title, message });
        expect(output).not.toMatch(/\p{Cc}/u);
        const [command, ...others] = runnerCommands(`${output}\n`);
        expect(others).toEqual([]);
        expect(command?.name).toBe('error');
        expect([...(command?.properties ?? [])]).toEqual([
          ['file', shown(file)],
          ['line', '3'],
          ['title', shown(title)],
        ]);
        expect(command?.data).toBe(shown(message));
      }),
      { numRuns: 500 },
    );
  });
});

describe('guardWorkflowLog', () => {
  const token = '0f8fad5b-d9cb-469f-a165-70867728950e';

  it('lets no line of the text be a command, and has the next one read again', () => {
    const output = `${guardWorkflowLog('::add-mask::a\n::stop-commands::b\n::b::\n::error::x', token)}::notice::after\n`;
    expect(runnerCommands(output).map(({ name }) => name)).toEqual(['notice']);
    expect(output).toBe(
      `::stop-commands::${token}\n::add-mask::a\n::stop-commands::b\n::b::\n::error::x\n::${token}::\n::notice::after\n`,
    );
  });

  it('refuses a token that stands in the text, and one that can be guessed', () => {
    expect(() => guardWorkflowLog(`::${token}::\n::add-mask::a`, token)).toThrow(/stands in the text/);
    expect(() => guardWorkflowLog('a', 'token')).toThrow(/must be random/);
    expect(() => guardWorkflowLog('a', `${token}\n::error::x`)).toThrow(/must be random/);
  });
});
