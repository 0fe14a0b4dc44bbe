/** The shape of `sbom:`, what bills of materials say about the project and about parts that no lockfile holds. */

import * as form from '../form/index.js';
import { licenseWords } from '../license/license-words.js';
import { once } from '../once.js';
import { digest, purlPattern } from '../shape-words.js';

/** CycloneDX's words for what a part is, as far as a project has such parts. */
const partTypes = ['application', 'framework', 'library', 'container', 'platform', 'file', 'data'] as const;

/** One line that is no more than so long, with something in it. */
const line = (max: number) =>
  form
    .text()
    .max(max, { error: `a text of at most ${String(max)} characters is expected` })
    .regex(/^(?!\s*$)[^\p{Cc}]+$/u, { error: 'one line of text is expected, without control characters' });

const name = line(256);
const license = line(1024).describe('Licence: an SPDX id or expression, or its name.');
const description = line(1024).describe('What it is, in a line.');

/** Loose on purpose: the reader has the last word. */
const purl = form
  .text()
  .max(4096, { error: 'a purl has at most 4,096 characters' })
  .regex(/^pkg:[a-z][a-z\d.-]*\/\S+$/, { error: 'a part is named by its purl, as in pkg:generic/openssl@3.0.1' });

const email = form
  .text()
  .max(320, { error: 'an e-mail address has at most 320 characters' })
  .regex(/^[^\s@<>/:?#]+@[^\s@<>/:?#]+$/, { error: 'an e-mail address is written as in psirt@acme.example' });

const party = (what: string) => {
  const { url } = licenseWords();
  return form
    .mapping({
      name: name.optional().describe('Name, as its law knows it.'),
      email: email.optional().describe('Where it is reached.'),
      url: url.optional().describe('Its web site.'),
    })
    .meta({ minProperties: 1 })
    .describe(what);
};

const project = () =>
  form
    .mapping({
      name: name.optional().describe('Its name. Without it, that of its manifest.'),
      version: name.optional().describe('Its version. Without it, that of its manifest.'),
      type: form.oneOf(partTypes).optional().describe('What it is. Without it, an application.'),
      license: license.optional(),
      purl: purl.optional().describe('Its purl.'),
      description: description.optional(),
    })
    .describe('What the bill of materials is about, where the manifest does not say or says otherwise.');

const part = () =>
  form
    .mapping({
      name: name.describe('Its name.'),
      version: name.optional().describe('Its version. Without it, that of the purl.'),
      type: form.oneOf(partTypes).optional().describe('What it is. Without it, a library.'),
      purl: purl.optional().describe('Its purl.'),
      license: license.optional(),
      supplier: party('Who supplies it.').optional(),
      description: description.optional(),
      digests: form
        .list(digest)
        .max(10, { error: 'at most 10 digests are read' })
        .optional()
        .describe('Digests of its file: `sha512:hex`, or as in a lockfile.'),
      path: licenseWords().path.optional().describe('Where it lies in the project.'),
      within: name.optional().describe('Purl or name of the package that brings it. Without it, the project itself.'),
    })
    .describe('A vendored or bundled part.');

const supplierEntry = () =>
  form
    .mapping({
      purl: purlPattern.describe('Pattern over the purl; every version if it names none.'),
      supplier: party('Who supplies the packages that it matches.'),
    })
    .describe('Who supplies packages.');

const licenseEntry = () =>
  form
    .mapping({
      purl: purlPattern.describe('Pattern over the purl; every version if it names none.'),
      license: license.describe('The licence that you distribute them under: an SPDX id or expression, or its name.'),
    })
    .describe('A licence that was concluded.');

/** Built when it is first needed. */
export const sbomShape = once(() =>
  form
    .mapping({
      project: project().optional(),
      manufacturer: party('Who makes the project.').optional(),
      supplier: party('Who supplies it to its users, where that is somebody else.').optional(),
      authors: form
        .list(party('A person or an organisation.'))
        .max(50, { error: 'at most 50 authors are read' })
        .optional()
        .describe('Who answers for the bill of materials. Without it, the manufacturer.'),
      parts: form
        .list(part())
        .max(10_000, { error: 'at most 10,000 parts are read' })
        .optional()
        .describe('Vendored and bundled parts, which lockfiles do not see.'),
      suppliers: form
        .list(supplierEntry())
        .max(1000, { error: 'at most 1,000 entries are read' })
        .optional()
        .describe('Who supplies which packages. The most specific purl decides.'),
      licenses: form
        .list(licenseEntry())
        .max(1000, { error: 'at most 1,000 entries are read' })
        .optional()
        .describe('Licences that you concluded, beside those that packages declare. The most specific purl decides.'),
    })
    .describe('What bills of materials say beside what lockfiles and registries say. No verdict depends on it.'),
);

/** The section as it stands in the file. */
export type SbomDocument = form.Infer<ReturnType<typeof sbomShape>>;
/** A part as it stands in the file. */
export type PartDocument = NonNullable<SbomDocument['parts']>[number];
/** A person or an organisation as it stands in the file. */
export type PartyDocument = NonNullable<SbomDocument['manufacturer']>;
