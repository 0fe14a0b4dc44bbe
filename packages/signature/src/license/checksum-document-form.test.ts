import { expect, it } from 'vitest';
import { checksumDocumentForm } from './checksum-document-form.js';

it.each([
  ['bundle', '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","payloadType":"x"}'],
  ['envelope', '{"payloadType":"application/vnd.in-toto+json"}'],
  ['list', `${'0'.repeat(64)}  pro.gem\n`],
  ['list', '{}'],
  ['list', '[{"mediaType":"x"}]'],
  ['list', '{"mediaType":"x"'],
  ['list', '{"mediaType":"x","mediaType":"y"}'],
  ['list', '<html>'],
  ['list', ''],
])('a document is a %s by what stands in it: %s', (form, text) => {
  expect(checksumDocumentForm(new TextEncoder().encode(text))).toBe(form);
});
