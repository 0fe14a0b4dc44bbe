/** The policy that holds when the user names none. */

import type { Policy } from './policy.js';
import { parsePolicy } from './parse-policy.js';
import type { Vocabulary } from './vocabulary.js';

/** What no check has a say in. */
const afterRules = `# Who may have published what. The most specific purl decides. All fields that are given must hold.
#   - purl: pkg:npm/left-pad
#     kind: github
#     repository: acme/left-pad
#     repositoryId: 123456          # names can be registered again, ids cannot
#     ownerId: 7890
#     workflow: .github/workflows/release.yml
#     ref: refs/tags/v{version}     # bound to the version that is verified
publishers: []

# Attestations that packages must have: a good one of each type, and no bad one.
#   - purl: pkg:npm/@acme/*
#     predicateTypes: [https://slsa.dev/provenance/v1]
attestations: []

# Builders whose provenance is accepted, instead of the built-in list.
# builders: ['https://github.com/actions/runner/github-hosted']

# X.509 signatures of gems: Assay's own rules, or RubyGems' policy of that name.
gems:
  policy: assay
  trustDirectory: false
  certificates: []

# Packages whose code may run when they are installed: every version, or only the scripts that
# are named; without it, none may.
# installScripts: { allow: [{ purl: pkg:npm/esbuild }] }

# How long ago a version must have been published; without it, no age is asked for.
# releaseAge: { minimum: 7d, except: ['pkg:npm/@acme/*'] }

# Whose names other registries may be told, to find out whether somebody has taken them there;
# without it, no name is told.
# namesakes: [{ purl: pkg:npm/@acme/*, registries: ['https://registry.example.test/'] }]

# Licence packages that were bought: \`assay license verify\` looks at them.
#   - profile: karafka
#     version: 2026.1.0           # exact; of Karafka, it is the licence's id
#     digests:                    # as the vendor told it, not as its server serves it
#       - sha256:${'0123456789abcdef'.repeat(4)}
#     token: { entity: Acme Inc }
#     entitlement: { until: 2027-01-31 }
licensePackages: []

# What bills of materials say about the project, and parts that no lockfile holds. No verdict
# depends on it.
#   project: { license: LicenseRef-Acme }
#   manufacturer: { name: Acme Inc, email: psirt@acme.example }
#   parts:
#     - { name: openssl, purl: pkg:generic/openssl@3.0.1, path: vendor/openssl }
#   suppliers:
#     - { purl: pkg:npm/@acme/*, supplier: { name: Acme Inc } }
sbom: {}

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

/** The built-in policy as commented YAML; parsing it gives exactly {@link builtinPolicy}. */
export function builtinPolicyText({ checks }: Vocabulary): string {
  const checkLines = [...checks].map(([check, { byDefault }]) => `      ${check}: ${byDefault}`);
  return `# The built-in policy of Assay: what it can check must be proven. What publishers may leave out
# is preferred: there it is proven wrong, or nothing is held against it.
# Copy it to assay.yaml, change it, and name it with --policy assay.yaml.
version: 1

# Registries that packages may come from, besides those of your own client configuration.
#   - ecosystem: npm
#     url: https://npm.acme.example/
#     names: ['@acme/*']      # it claims these names: they may come from nowhere else
#   \`keys: [{ id, key }]\` names the keys with which it signs what it serves.
registries: []

# Later rules override earlier ones, check by check. A check that no rule names is asked for as
# it is here.
#   require: proven, or the run fails (refuted, absent) or is unverified (unknown)
#   prefer:  refuted fails, everything else warns
#   ignore:  not run, but counted
rules:
  - checks:
${checkLines.join('\n')}
# A rule may also harden: \`harden: { registry-signature: [time-unauthenticated] }\` makes what is
# proven with that code count as absent for the packages it selects. What is only preferred because
# of its code (\`pin-strength: [pin-conditional]\`) is required where it is hardened.

${afterRules}`;
}

/** The built-in policy. */
export function builtinPolicy(vocabulary: Vocabulary): Policy {
  const bytes = new TextEncoder().encode(builtinPolicyText(vocabulary));
  return parsePolicy({ bytes, file: '(built in)', vocabulary });
}
