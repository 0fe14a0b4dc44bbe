import { fuzzProblem, fuzzTimeout } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { sbomTargets } from './testing/sbom-targets.js';

describe('mutated inputs are read, or refused in a declared way', () => {
  test.each(sbomTargets.map((target) => [target.name, target] as const))(
    '%s',
    async (_, target) => {
      expect(await fuzzProblem(target)).toBeNull();
    },
    fuzzTimeout(),
  );
});
