import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { officialBomSchema } from '@assay/testkit';
import { createBomValidator } from './create-bom-validator.js';

/** The specification's own cases. `informal-invalid-…` are those that its XML schema cannot refuse and its text does. */
const data = new URL('../../../../../shared/data/cyclonedx/', import.meta.url);
const there = existsSync(data);
const cases = there
  ? readdirSync(data).flatMap((version) =>
      readdirSync(new URL(`${version}/`, data)).map((file) => `${version}/${file}`),
    )
  : [];

const validator = createBomValidator(officialBomSchema);

describe.skipIf(!there)('the cases of the specification (../shared/data/cyclonedx)', () => {
  it.each(cases)('%s', (file) => {
    const { valid, errors, problems } = validator.validate(readFileSync(new URL(file, data)));
    const told = problems.filter(({ severity }) => severity === 'error');
    const expected = file.includes('/valid-');
    expect({ valid, problems: expected ? told : [] }).toEqual({ valid: expected, problems: [] });
    expect(errors > 0).toBe(!expected);
  });
});
