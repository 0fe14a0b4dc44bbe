import { fuzzProblem, fuzzTimeout } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { policyTargets } from './testing/policy-targets.js';

describe('mutated inputs are read, or refused in a declared way', () => {
  test.each(policyTargets.map((target) => [target.name, target] as const))(
    '%s',
    async (_, target) => {
      expect(await fuzzProblem(target)).toBeNull();
    },
    fuzzTimeout(),
  );
});
