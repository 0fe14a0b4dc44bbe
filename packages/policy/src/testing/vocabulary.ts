/** The checks and codes that test policies may name. */

import type { Readers, Vocabulary } from '../vocabulary.js';

const version = /^v?(\d+(?:\.[\dA-Za-z]+)*(?:-[\dA-Za-z.]+)?)(?:\+.*)?$/;

/** Stand-ins: keys whose id is `bad` and certificates that are MAMBAQE= cannot be used. */
const readers: Readers = {
  normaliseVersion: (ecosystem, text) => {
    const normal = version.exec(text)?.[1] ?? null;
    return ecosystem === 'rubygems' && text.includes('-') ? null : normal;
  },
  isRange: (ecosystem, range) => (ecosystem === 'npm' ? /^[\d<>=^~ .]+$/ : /^[\d<>=~ .,]+$/).test(range),
  keyProblem: ({ id }) => (id === 'bad' ? 'The key bad is none.' : null),
  certificateProblem: (pem) => (pem.includes('MAMBAQE=') ? 'Certificate 1 is not well-formed.' : null),
};

export const vocabulary: Vocabulary = {
  readers,
  predicateTypes: ['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2'],
  checks: new Map([
    [
      'pin-strength',
      {
        byDefault: 'require',
        codes: new Map([
          ['pin-weak', 'absent'],
          ['pin-missing', 'absent'],
        ]),
      },
    ],
    [
      'source',
      {
        byDefault: 'require',
        codes: new Map([
          ['git-source', 'absent'],
          ['registry-not-allowed', 'refuted'],
        ]),
      },
    ],
    [
      'registry-digest',
      {
        byDefault: 'require',
        codes: new Map([
          ['registry-digest-mismatch', 'refuted'],
          ['timeout', 'unknown'],
        ]),
      },
    ],
  ]),
};

/** The same with checks that are only preferred, and with codes of what is proven. */
export const signingVocabulary: Vocabulary = {
  ...vocabulary,
  checks: new Map([
    ...vocabulary.checks,
    [
      'registry-signature',
      {
        byDefault: 'prefer',
        codes: new Map([
          ['signed', 'proven'],
          ['time-unauthenticated', 'proven'],
          ['no-signature', 'absent'],
        ]),
      },
    ],
    [
      'gem-signature',
      {
        byDefault: 'prefer',
        codes: new Map([['time-unauthenticated', 'proven']]),
      },
    ],
    [
      'provenance',
      {
        byDefault: 'prefer',
        codes: new Map([
          ['attested', 'proven'],
          ['no-attestation', 'absent'],
        ]),
      },
    ],
    [
      'publisher',
      {
        byDefault: 'require',
        codes: new Map([
          ['publisher-matches', 'proven'],
          ['publisher-time-unauthenticated', 'proven'],
          ['publisher-repository-mismatch', 'refuted'],
        ]),
      },
    ],
  ]),
};
