/** Build types that are known here, and what can be relied on about each. */

import { matchesPattern } from '@assay/model';

/** What a build type promises. */
export interface BuildTypeTraits {
  /** It always states its source repository and commit. */
  readonly isKnown: boolean;
  /** Its list of materials or dependencies begins with the source. */
  readonly firstIsSource: boolean;
}

/** Each states its source, first in its list. */
const sourceFirst: readonly string[] = [
  // npm's client on GitHub, GitHub's artifact attestations, cosign's examples.
  'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
  'https://actions.github.io/buildtypes/workflow/v1',
  // npm's client before SLSA v1.
  'https://github.com/npm/cli/gha@v0',
  'https://github.com/npm/cli/gha@v1',
  'https://github.com/npm/cli/gha/v2',
  'https://github.com/npm/cli/gitlab/v0alpha1',
  // slsa-github-generator's builders.
  'https://github.com/slsa-framework/slsa-github-generator/*@v*',
  // GitLab's runner.
  'https://gitlab.com/gitlab-org/gitlab-runner/-/blob/*/PROVENANCE.md',
];

/** What is known of a build type; of an unknown one, nothing. */
export function traitsOf(buildType: string): BuildTypeTraits {
  const isKnown = sourceFirst.some((pattern) => matchesPattern(pattern, buildType));
  return { isKnown, firstIsSource: isKnown };
}
