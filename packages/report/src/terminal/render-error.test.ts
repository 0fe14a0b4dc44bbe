import { describe, expect, it } from 'vitest';
import { renderError } from './render-error.js';

describe('renderError', () => {
  it('tells what is wrong, where, and what to do', () => {
    const error = {
      code: 'ERR_POLICY',
      message: 'there is no check "sources"',
      file: 'assay.yaml',
      line: 7,
      hint: 'Did you mean `source`?',
    };
    expect(renderError(error, { color: false })).toBe(
      'assay: assay.yaml:7: there is no check "sources" [ERR_POLICY]\n  → Did you mean `source`?\n',
    );
  });

  it('is one line without a hint', () => {
    expect(renderError({ code: 'ERR_USAGE', message: 'no' }, { color: false })).toBe('assay: no [ERR_USAGE]\n');
  });

  it.each([
    [undefined, 'assay: nowhere cannot be read [ERR_USAGE]\n'],
    [3, 'assay: nowhere:3 cannot be read [ERR_USAGE]\n'],
  ])('tells the file once when the message begins with it (line %s)', (line, told) => {
    const error = { code: 'ERR_USAGE', message: 'nowhere cannot be read', file: 'nowhere', line };
    expect(renderError(error, { color: false })).toBe(told);
  });

  it('tells the file once when the message names it further on', () => {
    const message = 'the bundle nowhere.json cannot be read: there is no such file';
    expect(renderError({ code: 'ERR_USAGE', message, file: 'nowhere.json' }, { color: false })).toBe(
      `assay: ${message} [ERR_USAGE]\n`,
    );
    expect(renderError({ code: 'ERR_USAGE', message, file: 'where.json' }, { color: false })).toContain(
      'where.json: the bundle nowhere.json',
    );
    expect(renderError({ code: 'ERR_USAGE', message, file: 'nowhere.json', line: 3 }, { color: false })).toContain(
      'nowhere.json:3: ',
    );
  });

  it('prints no line for an empty hint', () => {
    expect(renderError({ code: 'ERR_USAGE', message: 'no', hint: '' }, { color: false })).toBe(
      'assay: no [ERR_USAGE]\n',
    );
  });

  it('tells the file when the message begins with another that only starts alike', () => {
    const error = { code: 'ERR_USAGE', message: 'nowhere.yaml cannot be read', file: 'nowhere' };
    expect(renderError(error, { color: false })).toBe('assay: nowhere: nowhere.yaml cannot be read [ERR_USAGE]\n');
  });

  it('shows controls in messages, and breaks long ones', () => {
    const text = renderError(
      { code: 'ERR_USAGE', message: `bad\n::error::x \u001b[2J ${'y'.repeat(90)}` },
      { color: false, width: 40 },
    );
    expect(text).toBe(
      `assay: bad\\u{a}:\\u{3a}error:\\u{3a}x\n       \\u{1b}[2J\n       ${'y'.repeat(33)}\n       ${'y'.repeat(33)}\n       ${'y'.repeat(24)}\n       [ERR_USAGE]\n`,
    );
  });
});
