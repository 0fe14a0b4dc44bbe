import { fuzzProblem, fuzzTimeout } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { signatureTargets } from './testing/signature-targets.js';

describe('mutated inputs are read, or refused in a declared way', () => {
  test.each(signatureTargets.map((target) => [target.name, target] as const))(
    '%s',
    async (_, target) => {
      expect(await fuzzProblem(target)).toBeNull();
    },
    fuzzTimeout(),
  );
});
