/** The shape of what a policy says about namesakes: who may be told which names, to find other packages under them. */

import * as form from './form/index.js';
import { baseUrl, purlPattern } from './shape-words.js';

/** One entry. */
export const namesakeShape = form
  .mapping({
    purl: purlPattern.describe('Whose names may be told.'),
    registries: form
      .list(baseUrl)
      .min(1, { error: 'at least one registry is expected' })
      .max(20, { error: 'at most 20 registries are compared with' })
      .optional()
      .describe(
        'Base URLs of the registries that are told. Without it, every other one that the policy or your client configuration names, and the client’s own default, where they may serve the name.',
      ),
  })
  .describe('Packages whose names other registries may be told, to find out whether somebody has taken them there.');

/** An entry as it stands in the file. */
export type NamesakeDocument = form.Infer<typeof namesakeShape>;
