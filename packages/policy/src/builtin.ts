/** The policy that holds when the user names none. */

import type { Policy } from './policy.js';
import { parsePolicy } from './parse-policy.js';
import type { Vocabulary } from './vocabulary.js';

/** The built-in policy as commented YAML; parsing it gives exactly {@link builtinPolicy}. */
export function builtinPolicyText({ checks }: Vocabulary): string {
  const checkLines = [...checks.keys()].map((check) => `      ${check}: require`);
  return `# The built-in policy of Assay: everything it can check must be proven.
# Copy it to assay.yaml, change it, and name it with --policy assay.yaml.
version: 1

# Registries that packages may come from, besides those of your own client configuration.
#   - ecosystem: npm
#     url: https://npm.acme.example/
#     names: ['@acme/*']      # it claims these names: they may come from nowhere else
registries: []

# Later rules override earlier ones, check by check. A check that no rule names is required.
#   require: proven, or the run fails (refuted, absent) or is unverified (unknown)
#   prefer:  refuted fails, everything else warns
#   ignore:  not run, but counted
rules:
  - checks:
${checkLines.join('\n')}

# Dated, owned exceptions. To waive something refuted, name the exact version and its digest.
#   - purl: pkg:npm/left-pad@1.3.0
#     check: pin-strength
#     code: pin-weak          # without it, every code of the check
#     reason: locked before SHA-512; replaced in the next release
#     owner: platform team
#     created: 2026-01-01
#     expires: 2026-06-30     # its last day, UTC; at most 366 days after \`created\`
waivers: []

limits:
  artifactBytes: 2147483648   # larger archives are refused

# A run that finds nothing to verify is not a pass.
allowEmpty: false

# Where a lockfile leaves open what the client installs, a run is unverified.
# Codes of such gaps that are accepted:
acceptGaps: []
`;
}

/** The built-in policy. */
export function builtinPolicy(vocabulary: Vocabulary): Policy {
  const bytes = new TextEncoder().encode(builtinPolicyText(vocabulary));
  return parsePolicy({ bytes, file: '(built in)', vocabulary });
}
