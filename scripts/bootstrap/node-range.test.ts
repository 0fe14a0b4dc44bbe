import { describe, expect, test } from 'vitest';
import { inRange } from './node-range.mjs';

const engines = '^22.22.2 || ^24.15 || >=26';

describe('which Node is used as it is', () => {
  test.each(['v22.22.2', 'v22.23.0', 'v24.15.0', 'v24.21.0', 'v26.0.0', 'v28.1.0'])('%s is', (version) => {
    expect(inRange(version, engines)).toBe(true);
  });

  test.each(['v18.20.0', 'v20.20.2', 'v22.22.1', 'v22.9.0', 'v23.11.0', 'v24.14.9', 'v25.9.0'])(
    '%s is not',
    (version) => {
      expect(inRange(version, engines)).toBe(false);
    },
  );

  test('a range that cannot be read is refused, not guessed', () => {
    expect(() => inRange('v24.0.0', '~24.1')).toThrow('cannot read the Node range "~24.1"');
  });
});
