import { fuzz, fuzzTimeout } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { reportTargets } from './testing/report-targets.js';

describe('mutated inputs are read, or refused in a declared way', () => {
  test.each(reportTargets.map((target) => [target.name, target] as const))(
    '%s',
    async (name, target) => {
      const { runs, accepted, refused } = await fuzz(target);
      process.stdout.write(`fuzz ${name}: ${runs} read, ${accepted} accepted, ${refused} refused\n`);
      // A reader that refuses everything, or nothing, was not tested.
      expect(accepted).toBeGreaterThan(0);
      if (target.takesAnything !== true) expect(refused).toBeGreaterThan(runs / 200);
    },
    fuzzTimeout(),
  );
});
