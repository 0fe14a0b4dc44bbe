/** The shape of what a licence package may hold. */

import * as form from '../form/index.js';
import { once } from '../once.js';
import { text } from '../shape-words.js';
import { licenseWords } from './license-words.js';

const features = [
  'executables',
  'extensions',
  'plugins',
  'scripts',
  'autoload',
  'post-install-message',
  'dependencies',
  'symlinks',
] as const;

const fileRule = () => {
  const { pattern, count } = licenseWords();
  const full = form.mapping({
    pattern: pattern.describe('Path below the package’s root: `*` any run without `/`, `**` any run.'),
    kind: form
      .oneOf(['code', 'token', 'version', 'data'])
      .optional()
      .describe('code: compared with templates. token, version: read. data, the default: left alone.'),
    required: form.flag().optional().describe('There must be at least one. Without it, no.'),
    max: count.optional().describe('At most so many.'),
    maxBytes: count.optional().describe('Bytes that one of them may have.'),
  });
  return form.either([pattern, full], { error: 'a file is a pattern, or a mapping with `pattern`' });
};

const template = () => {
  const { pattern, sha256 } = licenseWords();
  return form.mapping({
    name: text.describe('For people: which version of the vendor’s file it is.'),
    pattern: pattern.describe('Which files may have it.'),
    sha256: sha256.describe('SHA-256 of its normalised text.'),
  });
};

/** Built when it is first needed. */
export const contentShape = once(() => {
  const { count } = licenseWords();
  return form
    .mapping({
      files: form
        .list(fileRule())
        .max(200, { error: 'at most 200 file rules are read' })
        .optional()
        .describe('Files it may hold; any other is refused. Without it, any file.'),
      maxFiles: count.optional().describe('At most so many files.'),
      maxBytes: count.optional().describe('Bytes of all files together.'),
      maxCodeBytes: count.optional().describe('Bytes of all files of kind code together.'),
      allow: form
        .list(form.oneOf(features))
        .optional()
        .describe('Things that run, load or pull in more. All are forbidden unless they stand here.'),
      dependencies: form
        .list(text)
        .optional()
        .describe('Packages it may depend on, where `allow` has dependencies. Without it, any.'),
      code: form
        .oneOf(['templates', 'unchecked'])
        .optional()
        .describe('templates: code must match one. unchecked: a library, and its digest answers for its code.'),
      templates: form
        .list(template())
        .max(200, { error: 'at most 200 templates are read' })
        .optional()
        .describe('Code it may hold.'),
    })
    .describe('What may be inside.');
});

/** Content rules as they stand in the file. */
export type ContentDocument = form.Infer<ReturnType<typeof contentShape>>;
