/** The shape of `assay.yaml`. One definition: it validates, types and documents. */

import { z } from 'zod';
import type { Vocabulary } from './vocabulary.js';

const ecosystem = z.enum(['npm', 'rubygems']).describe('Which ecosystem’s packages.');
const scope = z.enum(['prod', 'dev', 'optional', 'peer']);
const text = z.string().min(1);
const purlPattern = text.startsWith('pkg:', { error: 'a package is named by its purl, as in pkg:npm/left-pad@1.3.0' });
const day = z.iso.date({ error: 'a day is written as YYYY-MM-DD' });

const registry = z
  .strictObject({
    ecosystem,
    url: text.describe('Base URL of the registry, without credentials.'),
    names: z
      .array(text)
      .optional()
      .describe('Names it claims: exact, or ending in `*`. A claimed name may come from nowhere else.'),
    redirects: z
      .array(text)
      .optional()
      .describe('Further origins its downloads may be redirected to, without credentials.'),
    aliases: z.array(text).optional().describe('URLs that stand for this registry in lockfiles.'),
    insecure: z.literal(true).optional().describe('Allow plain http for this registry.'),
  })
  .describe('A registry that packages may come from.');

const selector = z
  .strictObject({
    ecosystem: ecosystem.optional(),
    purl: purlPattern
      .optional()
      .describe('Pattern over the purl: `*` stands for any run without `/`, `**` for any run.'),
    registry: text.optional().describe('Base URL of the registry that the lockfile names.'),
    scope: z.array(scope).min(1).optional().describe('How the project depends on it.'),
  })
  .describe('Which packages a rule is about; all given fields must hold.');

const waiverBase = {
  purl: purlPattern.describe('Pattern over the purl. Exact, with the version, to waive something refuted.'),
  code: text.optional().describe('Only this code of the check.'),
  digest: text
    .optional()
    .describe('The pinned digest, as `sha512-…` or `sha512:hex`. Needed to waive something refuted.'),
  reason: text.describe('Why this is acceptable.'),
  owner: text.describe('Who answers for it.'),
  created: day.describe('First day it holds, UTC.'),
  expires: day.describe('Last day it holds, UTC; at most 366 days after `created`.'),
  ticket: text.optional(),
};

/** Builds the schema for the checks there are. */
export function policyShape({ checks }: Vocabulary) {
  const check = z.enum([...checks.keys()]);
  const requirement = z.enum(['require', 'prefer', 'ignore']);
  const rule = z.strictObject({
    select: selector.optional(),
    checks: z.partialRecord(check, requirement).describe('How much is asked of each check.'),
  });
  const waiver = z.strictObject({ ...waiverBase, check: check.describe('The check it is about.') });
  const limits = z.strictObject({
    artifactBytes: z.int().positive().optional().describe('Bytes beyond which an archive is refused.'),
  });
  return z
    .strictObject({
      version: z.literal(1).describe('The version of this format.'),
      registries: z.array(registry).optional(),
      rules: z.array(rule).optional().describe('Later rules override earlier ones, check by check.'),
      waivers: z.array(waiver).optional().describe('Dated, owned exceptions.'),
      limits: limits.optional(),
      allowEmpty: z.boolean().optional().describe('Let a run with nothing to verify pass.'),
    })
    .describe('The policy of Assay.');
}

/** A policy document as it stands in the file. */
export type PolicyDocument = z.infer<ReturnType<typeof policyShape>>;
