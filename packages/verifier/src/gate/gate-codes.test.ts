import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gateCodes } from './gate-codes.js';

const guide = readFileSync(fileURLToPath(new URL('../../../../docs/gate.md', import.meta.url)), 'utf8');

describe('codes of the gate', () => {
  it.each(Object.entries(gateCodes))(
    '%s stands in the guide as it is, and says what to do where it does not hold',
    (code, info) => {
      expect(guide).toContain(`| \`${code}\` | ${info.outcome} | ${info.text} |`);
      const holds = info.outcome === 'proven' || info.outcome === 'not-applicable' || code === 'not-reached';
      expect(info.next === '').toBe(holds);
    },
  );
});
