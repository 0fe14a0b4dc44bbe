import { defineConfig } from 'vitest/config';
import everything from '../../vitest.config.js';

/** Only the tests of the package that is mutated: a check is held by the tests beside it. */
const include = [`packages/${process.env.ASSAY_MUTATED ?? ''}/src/**/*.test.ts`];

export default defineConfig({ ...everything, test: { ...everything.test, include, reporters: [{}] } });
