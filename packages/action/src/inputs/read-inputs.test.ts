import { describe, expect, it } from 'vitest';
import { oneOf } from './one-of.js';
import { readInputs } from './read-inputs.js';

describe('inputs', () => {
  it('come under the names that GitHub makes: capitals, dashes kept', () => {
    expect(readInputs({ 'INPUT_TRUSTED-ROOT': ' root.json ' }).text('trusted-root')).toBe('root.json');
    expect(readInputs({ INPUT_TRUSTED_ROOT: 'root.json' }).text('trusted-root')).toBeUndefined();
  });

  it('that are empty or blank were not given', () => {
    const inputs = readInputs({ INPUT_POLICY: '', INPUT_PATHS: ' \n ', INPUT_ANNOTATIONS: '  ' });
    expect([inputs.text('policy'), inputs.list('paths'), inputs.flag('annotations')]).toEqual([
      undefined,
      [],
      undefined,
    ]);
    expect(inputs.given).toEqual([]);
  });

  it('that are lists have a line for each entry, whatever ends it; commas part words and no paths', () => {
    const inputs = readInputs({ INPUT_PATHS: 'a, b\r\n  c d \n\n', INPUT_PHASE: 'after,installed\nbundled' });
    expect(inputs.list('paths')).toEqual(['a, b', 'c d']);
    expect(inputs.list('phase')).toEqual(['after', 'installed', 'bundled']);
  });

  it.each(['true', 'True', 'TRUE'])('that are flags say yes as %j', (word) => {
    expect(readInputs({ INPUT_ANNOTATIONS: word }).flag('annotations')).toBe(true);
  });

  it.each(['yes', '1', 'on', 'tRUE', 'truee', 'null'])('that are flags are no guess: %j is an error', (word) => {
    expect(() => readInputs({ INPUT_ANNOTATIONS: word }).flag('annotations')).toThrow('`true` or `false`');
  });

  it('that are one text are one line', () => {
    expect(() => readInputs({ INPUT_POLICY: 'a\nb' }).text('policy')).toThrow('one line');
    expect(() => readInputs({ INPUT_POLICY: 'a\0b' }).text('policy')).toThrow('one line');
  });

  it('that are a word of a list are exactly that word', () => {
    const depths = ['pins', 'registry'] as const;
    expect(oneOf(readInputs({ INPUT_DEPTH: 'pins' }), 'depth', depths)).toBe('pins');
    expect(() => oneOf(readInputs({ INPUT_DEPTH: 'Pins' }), 'depth', depths)).toThrow('is one of pins, registry');
  });
});
