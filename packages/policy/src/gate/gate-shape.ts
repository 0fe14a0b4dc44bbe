/** The shape of `gate:`. */

import * as form from '../form/index.js';
import { once } from '../once.js';
import { publisherShape } from '../publisher-shape.js';
import { duration, text } from '../shape-words.js';

const policyDigestText = form.text().regex(/^(?:this|sha256:[\da-f]{64})$/, {
  error:
    'a policy is named `this` or by its digest, `sha256:` and 64 lowercase hex digits (`assay policy check` prints it)',
});

const feedUrl = form.text().regex(/^https:\/\/[^\s@/?#\\]+\/[^\s?#\\]*$/, {
  error: 'the URL of a feed is written https://host/path, without credentials, query or fragment',
});

const answer = form.oneOf(['accept', 'refuse']);

const signers = (what: string) =>
  form
    .list(publisherShape)
    .min(1, { error: 'at least one signer is expected' })
    .max(100, { error: 'at most 100 signers are read' })
    .describe(`Who may sign ${what}: any of these, each as a publisher is written.`);

const denied = () =>
  form
    .mapping({
      signers: signers('the feed'),
      feed: text.optional().describe('The name of the feed. Without it, any that these signers made.'),
      maxAge: duration.optional().describe('How old a feed may be. Without it, 24h.'),
      url: feedUrl.optional().describe('Where the feed is fetched from, unless a file is given.'),
    })
    .describe('A signed feed of digests, packages and publishers that have turned out to be bad.');

/** Built when it is first needed. */
export const gateShape = once(() =>
  form
    .mapping({
      signers: signers('summaries'),
      maxAge: duration.optional().describe('How old a summary may be. Without it, 7d.'),
      depth: form
        .oneOf(['pins', 'registry', 'artifacts'])
        .optional()
        .describe('The run must have looked at least so closely. Without it, artifacts.'),
      policies: form
        .list(policyDigestText)
        .min(1, { error: 'at least one policy is expected' })
        .max(1000, { error: 'at most 1,000 policies are read' })
        .optional()
        .describe('Policies that the run may have been judged by: `this`, or digests. Without it, this one alone.'),
      verifiers: text.optional().describe('Versions of Assay that count, as in `>=0.2.0`. Without it, any.'),
      links: form
        .list(form.oneOf(['embedded', 'provenance', 'asserted']))
        .min(1, { error: 'at least one link is expected' })
        .optional()
        .describe('Links from artefact to lockfile that are strong enough. Without it, embedded and provenance.'),
      sbom: form
        .oneOf(['require', 'prefer', 'ignore'])
        .optional()
        .describe('Whether the bill of materials of the run must be at hand. Without it, require.'),
      waivers: answer.optional().describe('Whether a run that passed with waivers counts. Without it, accept.'),
      warnings: answer.optional().describe('Whether a run that passed with warnings counts. Without it, accept.'),
      clockSkew: duration.optional().describe('By how much clocks may differ. Without it, 5m.'),
      denied: denied().optional(),
    })
    .describe('What `assay gate` asks before a deploy. No part of the digest of the policy.'),
);

/** The section as it stands in the file. */
export type GateDocument = form.Infer<ReturnType<typeof gateShape>>;
