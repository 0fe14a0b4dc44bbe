import { describe, expect, it } from 'vitest';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { escapeTerminal, isLookalikeRisk } from './escape-terminal.js';

describe('escapeTerminal', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    [
      '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
      '\\u{1b}]8;;https://evil.example\\u{7}click\\u{1b}]8;;\\u{7}',
    ],
    ['\u009b2J', '\\u{9b}2J'],
    ['ok\rFAIL', 'ok\\u{d}FAIL'],
    ['a\nb\tc\0d\u007f', 'a\\u{a}b\\u{9}c\\u{0}d\\u{7f}'],
    ['user\u202egpj.exe', 'user\\u{202e}gpj.exe'],
    ['a\u2066b\u2069c\u200ed\u061c', 'a\\u{2066}b\\u{2069}c\\u{200e}d\\u{61c}'],
    ['left\u200bpad\ufeff\u00ad\u2060', 'left\\u{200b}pad\\u{feff}\\u{ad}\\u{2060}'],
    ['a\u2028b\u2029c\u0085', 'a\\u{2028}b\\u{2029}c\\u{85}'],
    ['\ud800x\udfff', '\\u{d800}x\\u{dfff}'],
    ['\ue000\u{f0000}\u{e0041}\u{e0001}', '\\u{e000}\\u{f0000}\\u{e0041}\\u{e0001}'],
    ['a\u00a0b\u3000c\u2003d', 'a\\u{a0}b\\u{3000}c\\u{2003}d'],
    ['\u3164\u115f\u2800\u034f\ufe0f', '\\u{3164}\\u{115f}\\u{2800}\\u{34f}\\u{fe0f}'],
    ['\u0301a\u0301 \u0301', '\\u{301}a\u0301 \\u{301}'],
    ['::add-mask::x', ':\\u{3a}add-mask:\\u{3a}x'],
    ['  ::error file=a::b', '  :\\u{3a}error file=a:\\u{3a}b'],
    [':::warning::', '::\\u{3a}warning::'],
    ['##[group]x', '#\\u{23}[group]x'],
    ['###vso[task.complete]', '#\\u{23}\\u{23}vso[task.complete]'],
    ['[::1]:443 and fe80::1', '[::1]:443 and fe80::1'],
    ['żółw 漢字 ünïcode 😀', 'żółw 漢字 ünïcode 😀'],
    ['plain text: a-b_c@1.0.0 (#1)', 'plain text: a-b_c@1.0.0 (#1)'],
  ])('shows %j as %j', (text, shown) => {
    expect(escapeTerminal(text)).toBe(shown);
  });

  it('cuts overlong text after whole code points', () => {
    expect(escapeTerminal('x'.repeat(501))).toBe(`${'x'.repeat(500)}…`);
    expect(escapeTerminal('x'.repeat(500))).toBe('x'.repeat(500));
    expect(escapeTerminal('😀'.repeat(500))).toBe('😀'.repeat(500));
    expect(escapeTerminal('😀'.repeat(501))).toBe(`${'😀'.repeat(500)}…`);
    expect(escapeTerminal('abcdef', 3)).toBe('abc…');
  });

  it('does not let marks pile up', () => {
    const shown = escapeTerminal(`e${'\u0301'.repeat(50)}`);
    expect(shown.match(/\u0301/g)).toHaveLength(4);
    expect(shown).toContain('\\u{301}');
  });

  it('has more than 120 naughty strings to try', () => {
    expect(new Set(naughtyStrings).size).toBeGreaterThan(120);
  });

  it.each(naughtyStrings.map((text) => [JSON.stringify(text), text]))('leaves nothing hidden in %s', (_name, text) => {
    const shown = escapeTerminal(text);
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
    expect(shown).not.toMatch(/[^ ]\p{Zs}*[\u00a0\u3000\u2800]/u);
    expect(shown).not.toMatch(/::[a-z]/i);
    expect(shown).not.toContain('##');
    expect([...shown].length).toBeLessThanOrEqual(500 * '\\u{10ffff}'.length + 1);
  });
});

describe('isLookalikeRisk', () => {
  it.each(['lоdash', 'ｌodash', 'left\u200bpad', 'é', 'e\u0301'])('marks %j', (name) => {
    expect(isLookalikeRisk(name)).toBe(true);
  });

  it('leaves ASCII alone', () => {
    expect(isLookalikeRisk('@scope/left-pad_1.x~')).toBe(false);
  });
});
