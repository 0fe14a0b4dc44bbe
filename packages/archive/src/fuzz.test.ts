import { fuzz, fuzzTimeout } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { archiveTargets } from './testing/archive-targets.js';

describe('mutated archives are listed alike from memory and from chunks, or refused, and nothing throws', () => {
  test.each(archiveTargets.map((target) => [target.name, target] as const))(
    '%s',
    async (name, target) => {
      const { runs, accepted, refused } = await fuzz(target);
      process.stdout.write(`fuzz ${name}: ${runs} read, ${accepted} accepted, ${refused} refused\n`);
      expect(refused).toBeGreaterThan(runs / 10);
      // Nobody packs old gems any more, and none is accepted; of everything else some mutants are still honest.
      if (name === 'old gem') expect(accepted).toBe(0);
      else expect(accepted).toBeGreaterThan(runs / 100);
    },
    fuzzTimeout(),
  );
});
