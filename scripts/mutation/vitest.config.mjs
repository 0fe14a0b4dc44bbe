import { defineConfig, mergeConfig } from 'vitest/config';
import everything from '../../vitest.config.js';

/** Only the tests of the package that is mutated: a check is held by the tests beside it. */
const own = `packages/${process.env.ASSAY_MUTATED ?? ''}/src/**/*.test.ts`;

export default mergeConfig(
  { ...everything, test: { ...everything.test, include: [] } },
  defineConfig({ test: { include: [own], reporters: [] } }),
);
