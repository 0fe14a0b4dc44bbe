/** The shape of what a policy says about keys, certificates, builders and attestations. */

import * as form from './form/index.js';
import { fingerprintText } from './publisher-shape.js';
import { day, pem, purlPattern, text } from './shape-words.js';

const moment = form.either(
  [day, form.text().regex(/^\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/)],
  { error: 'a day is written as YYYY-MM-DD, a time as YYYY-MM-DDTHH:MM:SSZ' },
);

/** A key of a private registry. */
export const registryKeyShape = form.mapping({
  id: text.describe('The id that signatures name it by.'),
  key: form
    .either([form.text().regex(/^[A-Za-z\d+/]+={0,2}$/), form.text().regex(pem('PUBLIC KEY'))], {
      error: 'a public key is written as PEM, or as base64 of its DER',
    })
    .describe('The public key: PEM, or base64 of its DER (SubjectPublicKeyInfo).'),
  from: moment.optional().describe('When it began to sign. Without it, it always did.'),
  until: moment.optional().describe('When it stopped signing: a day is the last one. Without it, it still signs.'),
  revoked: form.exactly(true).optional().describe('Nothing that it signed counts any more.'),
});

/** What is asked of gem signatures. */
export const gemsShape = form
  .mapping({
    policy: form
      .oneOf(['assay', 'NoSecurity', 'AlmostNoSecurity', 'LowSecurity', 'MediumSecurity', 'HighSecurity'])
      .optional()
      .describe('Assay’s own rules, or RubyGems’ policy of that name.'),
    trustDirectory: form.flag().optional().describe('Trust the certificates in RubyGems’ own trust directory.'),
    certificates: form
      .list(
        form.either([fingerprintText, form.text().regex(pem('CERTIFICATE'))], {
          error: 'a certificate is written as PEM, or as its SHA-256 fingerprint in hex',
        }),
      )
      .optional()
      .describe('Trusted certificates: PEM, or SHA-256 fingerprints.'),
  })
  .describe('What is asked of the X.509 signatures of gems.');

/** Attestations that must be there. */
export const attestationShape = form
  .mapping({
    purl: purlPattern.describe('Pattern over the purl; every version if it names none.'),
    predicateTypes: form
      .list(
        form.text().regex(/^[a-z][a-z\d+.-]*:[^\s*]+$/, {
          error: 'a predicate type is a URI, as in https://slsa.dev/provenance/v1',
        }),
      )
      .min(1, { error: 'at least one predicate type is expected' })
      .describe('There must be a good attestation of each of these types, and no bad one.'),
  })
  .describe('Attestations that packages must have.');

/** A builder id: exact, or a pattern below a host that is spelled out. */
export const builderShape = form.text().regex(/^https:\/\/[^\s*/?#@\\]+(?:\/[^\s?#\\]*)?$/, {
  error: 'a builder is an https URL; `*` and `**` stand for parts of its path, never of its host',
});
