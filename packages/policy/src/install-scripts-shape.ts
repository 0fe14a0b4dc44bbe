/** The shape of what a policy says about code that runs when a package is installed. */

import * as form from './form/index.js';
import { purlPattern, text } from './shape-words.js';

const allowed = form
  .mapping({
    purl: purlPattern.describe('Which packages: exact, or every version, or every name of an npm scope.'),
    scripts: form
      .list(text)
      .min(1, { error: 'at least one script is expected' })
      .optional()
      .describe('What may run, as findings show it (`postinstall: node install.js`). Without it, anything.'),
  })
  .describe('Packages whose code may run when they are installed.');

/** The section. */
export const installScriptsShape = form
  .mapping({
    allow: form.list(allowed).optional().describe('Packages whose code may run when they are installed.'),
  })
  .describe('Code that runs when a package is installed.');

/** The section as it stands in the file. */
export type InstallScriptsDocument = form.Infer<typeof installScriptsShape>;
