import { fuzzProblem, fuzzTimeout } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { reportTargets } from './testing/report-targets.js';

describe('mutated inputs are read, or refused in a declared way', () => {
  test.each(reportTargets.map((target) => [target.name, target] as const))(
    '%s',
    async (_, target) => {
      expect(await fuzzProblem(target)).toBeNull();
    },
    fuzzTimeout(),
  );
});
