import { archive, factsOf, rightFiles } from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

/** Cases of `license-content`: what the registry says beside the archive. */
export const listedCases: readonly LicenseCase[] = [
  {
    title: 'what the registry lists beside the archive must be allowed too: clients install by that',
    change: {
      copies: [
        archive(undefined, { listed: factsOf({}, { dependencies: ['evil'], features: { executables: ['npm'] } }) }),
      ],
    },
    expected: ['license-executables', 'license-dependencies'],
  },
  {
    title: 'what archive and registry both say is told once',
    change: {
      copies: [
        archive(undefined, {
          facts: factsOf(rightFiles, { dependencies: ['evil'] }),
          listed: factsOf({}, { dependencies: ['evil'] }),
        }),
      ],
    },
    expected: ['license-dependencies'],
  },
  {
    title: 'a registry that lists another package than it serves is refuted',
    change: { copies: [archive(undefined, { listed: factsOf({}, { name: 'other' }) })] },
    expected: ['license-other-package'],
  },
  {
    title: 'what the registry lists and cannot be read leaves the answer open',
    change: { copies: [archive(undefined, { listed: { problem: 'ambiguous', detail: 'A key stands twice.' } })] },
    expected: ['license-listing-unread'],
  },
];
