import { defineConfig } from 'vitest/config';
import everything from '../../vitest.config.js';

/** Only the tests of the package that is mutated, or of a part of it: a check is held by the tests beside it. */
const include = [process.env.ASSAY_MUTATION_TESTS ?? ''];

export default defineConfig({ ...everything, test: { ...everything.test, include, reporters: [{}] } });
