import { expect, test } from 'vitest';
import { checkMetadata } from './check-metadata.js';

test.each(['version: 1', '', '{"signed":1}', '[]'])(
  'what is wrong with %j is one sentence with one full stop',
  (text) => {
    expect(() => {
      checkMetadata(new TextEncoder().encode(text), 'root', 'the file');
    }).toThrow(/^The file [^]*[^.]\.$/u);
  },
);
