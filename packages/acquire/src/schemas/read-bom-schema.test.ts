import { describe, expect, it } from 'vitest';
import { readBomSchema } from './read-bom-schema.js';

describe('the official schemas', () => {
  it.each([
    'bom-1.0.xsd',
    'bom-1.7.xsd',
    'spdx.xsd',
    'bom-1.2-strict.schema.json',
    'bom-1.7.schema.json',
    'spdx.schema.json',
  ])('%s is there', (name) => {
    expect(new TextDecoder().decode(readBomSchema(name))).toContain('cyclonedx.org/schema/');
  });

  it.each(['../package.json', 'bom-1.6.SNAPSHOT.xsd/..', '/etc/passwd', 'bom-1.6.XSD', ''])(
    '%j is no name of a schema',
    (name) => {
      expect(() => readBomSchema(name)).toThrow(TypeError);
    },
  );
});
