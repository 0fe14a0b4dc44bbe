/** The shape of `assay.yaml`. One definition: it validates, types and documents. */

import * as form from './form/index.js';
import { gateShape } from './gate/gate-shape.js';
import { installScriptsShape } from './install-scripts-shape.js';
import { licensePackageShape } from './license/license-shape.js';
import { namesakeShape } from './namesakes-shape.js';
import { publisherEntry } from './publisher-shape.js';
import { releaseAgeShape } from './release-age-shape.js';
import { sbomShape } from './sbom/sbom-shape.js';
import { baseUrl, day, digest, purlPattern, text } from './shape-words.js';
import { attestationShape, builderShape, gemsShape, registryKeyShape } from './trust-shape.js';
import type { Vocabulary } from './vocabulary.js';

const ecosystem = form.oneOf(['npm', 'rubygems']).describe('Which ecosystem’s packages.');
/** Licence packages are selected too, and come in more of them. */
const selected = form.oneOf(['npm', 'rubygems', 'composer', 'generic']).describe('Which ecosystem’s packages.');
const scope = form.oneOf(['prod', 'dev', 'optional', 'peer']);
const requirement = form.oneOf(['require', 'prefer', 'ignore']);
const requirementText =
  'require: proven, or the run fails (refuted, absent) or is unverified (unknown). prefer: only what is refuted fails. ignore: not run.';
const namePattern = form.text().regex(/^(?:@[^\s@/*]+\/)?(?:[^\s@/*]+\*?|\*)$/, {
  error: 'names are written exact or with `*` at the end, as in acme, acme-* or @acme/*',
});

const origin = form.text().regex(/^https?:\/\/[^\s@/?#\\]+\/?$/, {
  error: 'an origin is written https://host, without credentials or a path',
});

const registry = form
  .mapping({
    ecosystem,
    url: baseUrl.describe('Base URL of the registry, without credentials.'),
    names: form
      .list(namePattern)
      .optional()
      .describe('Names it claims: exact, or ending in `*`. A claimed name may come from nowhere else.'),
    redirects: form
      .list(origin)
      .optional()
      .describe('Further origins its downloads may be redirected to, without credentials.'),
    aliases: form.list(baseUrl).optional().describe('URLs that stand for this registry in lockfiles.'),
    insecure: form.exactly(true).optional().describe('Allow plain http for the URLs of this registry.'),
    keys: form
      .list(registryKeyShape)
      .min(1, { error: 'at least one key is expected' })
      .optional()
      .describe('Keys with which it signs what it serves.'),
  })
  .describe('A registry that packages may come from.');

const selector = form
  .mapping({
    ecosystem: selected.optional(),
    purl: purlPattern
      .optional()
      .describe(
        'Pattern over the purl: `*` stands for any run without `/`, `**` for any run; every version if it names none.',
      ),
    registry: baseUrl
      .optional()
      .describe(
        'Base URL of the registry that answers for the package. Where the lockfile leaves it open, the rule counts only where it asks for more.',
      ),
    scope: form
      .list(scope)
      .min(1, { error: 'at least one scope is expected' })
      .optional()
      .describe('How the project depends on it: any of these.'),
  })
  .describe('Which packages the rule is about: all given fields must hold. Without it, all packages.');

/** Codes are told apart by check only when they are read; the schema offers all of them for completion. */
function waiverShape(checks: Vocabulary['checks']) {
  const codes = [...new Set([...checks.values()].flatMap((words) => [...words.codes.keys()]))];
  const code = text.meta({ enum: codes }).optional().describe('Only this code of the check. Without it, all of them.');
  return form
    .mapping({
      purl: purlPattern.describe('Pattern over the purl. Exact, with the version, to waive something refuted.'),
      check: form.oneOf([...checks.keys()]).describe('The check it is about.'),
      code,
      digest: digest
        .optional()
        .describe('A digest that the lockfile pins, as `sha512-…` or `sha512:hex`. Needed to waive something refuted.'),
      reason: text.describe('Why this is acceptable.'),
      owner: text.describe('Who answers for it.'),
      created: day.describe('First day it holds, UTC.'),
      expires: day.describe('Last day it holds, UTC; at most 366 days after `created`.'),
      ticket: text.optional().describe('Where it is discussed.'),
    })
    .describe('A dated, owned exception.');
}

function ruleShape(checks: Vocabulary['checks']) {
  const requirements = [...checks.keys()].map((id) => [id, requirement.optional().describe(requirementText)] as const);
  return form
    .mapping({
      select: selector.optional(),
      checks: form
        .mapping(Object.fromEntries(requirements))
        .meta({ minProperties: 1 })
        .optional()
        .describe(`How much is asked of each check. ${requirementText}`),
      harden: hardenShape(checks)
        .meta({ minProperties: 1 })
        .optional()
        .describe(
          'Codes that are no proof here: what is proven counts as absent, what is only preferred is required. No later rule takes them back.',
        ),
    })
    .meta({ anyOf: ['checks', 'harden'].map((key) => ({ properties: { [key]: true }, required: [key] })) });
}

/** Only what is proven, or preferred by its code, can be hardened: everything else is judged as strictly already. */
function hardenShape(checks: Vocabulary['checks']) {
  const hardenable = [...checks].flatMap(([id, { codes, preferred }]) => {
    const soft = [...codes].filter(([code, outcome]) => outcome === 'proven' || preferred?.has(code) === true);
    const list = form
      .list(form.oneOf(soft.map(([code]) => code)))
      .min(1, { error: 'at least one code is expected' })
      .optional();
    return soft.length === 0 ? [] : [[id, list.describe(`Codes of ${id} that can be hardened.`)] as const];
  });
  return form.mapping(Object.fromEntries(hardenable));
}

/** Builds the shape for the checks there are. */
export function policyShape({ checks }: Vocabulary) {
  const limits = form.mapping({
    artifactBytes: form
      .wholeNumber()
      .min(1, { error: 'at least one byte is expected' })
      .optional()
      .describe('Bytes beyond which an archive is refused.'),
  });
  return form
    .mapping({
      version: form.exactly(1).describe('The version of this format.'),
      registries: form.list(registry).optional().describe('Registries that packages may come from.'),
      rules: form.list(ruleShape(checks)).optional().describe('Later rules override earlier ones, check by check.'),
      waivers: form.list(waiverShape(checks)).optional().describe('Dated, owned exceptions.'),
      publishers: form
        .list(publisherEntry)
        .optional()
        .describe(
          'Who may have published which packages. One entry decides: the purl with the longest text before its first wildcard, then the later one.',
        ),
      attestations: form
        .list(attestationShape)
        .optional()
        .describe('Attestations that packages must have, all of them.'),
      builders: form
        .list(builderShape)
        .min(1, { error: 'at least one builder is expected' })
        .optional()
        .describe('Builders whose provenance is accepted, instead of the built-in list.'),
      gems: gemsShape.optional(),
      installScripts: installScriptsShape.optional(),
      releaseAge: releaseAgeShape.optional(),
      namesakes: form
        .list(namesakeShape)
        .optional()
        .describe('Who may be told which names. Without it, no registry hears of a name that it does not serve.'),
      licensePackages: form
        .list(licensePackageShape())
        .max(1000, { error: 'at most 1,000 licence packages are read' })
        .optional()
        .describe('Licence packages that were bought.'),
      sbom: sbomShape().optional(),
      gate: gateShape().optional(),
      limits: limits.optional().describe('Caps.'),
      acceptGaps: form
        .list(form.text().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'a code is written in kebab-case' }))
        .optional()
        .describe('Codes of gaps that leave open what the client installs, and that are accepted.'),
      allowEmpty: form.flag().optional().describe('Let a run with nothing to verify pass.'),
    })
    .describe('The policy of Assay.');
}

/** A policy document as it stands in the file. */
export type PolicyDocument = form.Infer<ReturnType<typeof policyShape>>;
