/** The shape of what is asked of a licence token. */

import * as form from '../form/index.js';
import { once } from '../once.js';
import { text } from '../shape-words.js';
import { licenseWords } from './license-words.js';

const claims = () =>
  form
    .mapping({
      iss: text.optional().describe('Issuer.'),
      sub: text.optional().describe('Subject.'),
      aud: text.optional().describe('Audience, or one of several.'),
    })
    .describe('Claims of a JWT that must have exactly this value.');

/** Built when it is first needed. */
export const tokenShape = once(() => {
  const { packagePath, path, key, sha256 } = licenseWords();
  return form
    .mapping({
      scheme: form
        .oneOf(['rsa-recover', 'jwt', 'text', 'opaque', 'md5-trailer'])
        .optional()
        .describe('How it is made. md5-trailer is forgeable, and is named so.'),
      path: packagePath.optional().describe('The file that holds it, below the package’s root.'),
      keys: form
        .list(key)
        .max(50, { error: 'at most 50 keys are read' })
        .optional()
        .describe('The issuer’s public keys; they add to those of the profile.'),
      entity: text.optional().describe('Whom it is made out to, letter by letter.'),
      fingerprints: form
        .list(sha256)
        .max(200, { error: 'at most 200 fingerprints are read' })
        .optional()
        .describe('SHA-256 of the token without white space: any of these.'),
      claims: claims().optional(),
      revocations: path
        .optional()
        .describe(
          'A list of revoked tokens below the policy’s folder: on each line the SHA-256 of one, in hex, or a # comment.',
        ),
    })
    .describe('What is asked of the token inside.');
});

/** Token rules as they stand in the file. */
export type TokenDocument = form.Infer<ReturnType<typeof tokenShape>>;
