import { describe, expect, it } from 'vitest';
import { shownRun } from './shown-run.js';

const shown = (command: string) => shownRun({ kind: 'script', name: 'postinstall', command });

describe('a script as policies allow it', () => {
  it.each([
    ['node  install.js', 'several spaces'],
    ['node\tinstall.js', 'a tab'],
    [' \t node install.js \n', 'space around it'],
    ['\r\n\nnode install.js\r\n\n', 'line breaks around it'],
  ])('is one line: %j', (command) => {
    expect(shown(command)).toBe('postinstall: node install.js');
  });

  it.each([
    ['node install.js # x\ncurl evil', 'postinstall: node install.js # x ⏎ curl evil'],
    ['node install.js # x \r\n\n curl evil', 'postinstall: node install.js # x ⏎ curl evil'],
    ['node a # ⏎ b', 'postinstall: node a # \\u{23ce} b'],
    ['node\u00A0install.js', 'postinstall: node\\u{a0}install.js'],
    ['node\u2028install.js', 'postinstall: node\\u{2028}install.js'],
    ['node \u202Esj.x', 'postinstall: node \\u{202e}sj.x'],
    ['node in\u200Bstall.js', 'postinstall: node in\\u{200b}stall.js'],
    ['node\u0000\u000Binstall.js', 'postinstall: node\\u{0}\\u{b}install.js'],
    ['node \uD800', 'postinstall: node \\u{d800}'],
  ])('shows what would make it another command: %j', (command, text) => {
    expect(shown(command)).toBe(text);
  });

  it('of nothing but line breaks is empty', () => {
    expect([shown('\n'), shown('\n \n')]).toEqual(['postinstall: ', 'postinstall: ']);
  });

  it('takes time in proportion to its length', { timeout: 20_000 }, () => {
    expect(shown(`x${' \n'.repeat(500_000)}y`)).toBe('postinstall: x ⏎ y');
    expect(shown('\u00A0'.repeat(500_000))).toHaveLength('postinstall: '.length + 3_000_000);
  });

  it('names folder and file in the same way', () => {
    expect(shownRun({ kind: 'script', name: 'install', command: 'x', folder: 'node_modules/a\nb' })).toBe(
      'node_modules/a ⏎ b install: x',
    );
    expect(shownRun({ kind: 'extension', name: 'ext/a\u200B/extconf.rb' })).toBe(
      'extension: ext/a\\u{200b}/extconf.rb',
    );
  });
});
