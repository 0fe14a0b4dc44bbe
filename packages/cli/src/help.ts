/** Help texts. */

import { gate } from './help-gate.js';
import { diff } from './help-diff.js';
import { sbom } from './help-sbom.js';

const overview = `assay: is what you are about to install exactly what was pinned, from where it should come, and who signed it?

  assay verify [PATH…]          verify every package of the lockfiles in PATH (default: this folder)
  assay diff BASE [HEAD]        what changed in trust: publisher, registry, signatures, scripts
  assay attestation verify F…   did the signer you expect make these files?
  assay sbom [PATH…]            a CycloneDX bill of materials that says what was verified; also validate, diff, verify
  assay gate ARTIFACT…          may this be deployed? Asks for a signed, fresh summary of a run about exactly these bytes
  assay license verify          is a licence package from a private registry the one that was bought?
  assay inspect ARCHIVE         list what is inside a .tgz, .gem or .zip, and what is wrong with it
  assay policy show|check|schema
  assay trust show|import|remove|update
                                whose signatures count: list, add, take out, refresh
  assay report render FILE      a stored JSON report in another form; \`assay report schema\`: its JSON Schema
  assay help verify             all options of a command
  assay --version

Exit codes: 0 pass · 1 something failed · 2 usage or configuration error ·
            3 nothing failed, but something could not be verified (or there was nothing to verify) · 70 internal error
`;

const verify = `assay verify [PATH…] [options]

  PATH is a lockfile, or a folder (default: this one), of which all lockfiles are verified, those in subfolders too: package-lock.json, npm-shrinkwrap.json, pnpm-lock.yaml, yarn.lock, bun.lock, Gemfile.lock, gems.locked.

What is looked at
  --exclude PATH                    leave out this folder or lockfile below PATH, or all of this name (fixtures); again for more. Passed over
                                    in any case: hidden folders (but .github), links to folders, node_modules, bower_components, vendor
  --depth pins|registry|artifacts   the lockfile only; also the registry's metadata; also every archive (default)
  --policy FILE                     the policy; without it, the built-in one (\`assay policy show\`)
  --trusted-root FILE               verify Sigstore signatures under this root and no other (\`assay trust show\` lists those in force)
  --strict-policy                   unused or expired waivers are errors
  --unprotected                     trust this checkout's own assay.yaml and registry settings (never for foreign changes)
  --at TIME                         judge at this RFC 3339 time instead of now

Evidence
  --record FILE                     keep everything that was answered, to repeat or judge the run later
  --offline FILE                    judge now, with today's policy, from recorded evidence; no network
  --replay FILE                     repeat the recorded run: its time, policy and lockfiles; no network
  --store DIR, --no-store           where archives are kept between runs, by digest

Output
  --format terminal|json|sarif|junit|markdown|html   (default: terminal)
  --output FILE                     write the formatted report there; the summary still goes to the terminal
  --json, --sarif, --junit, --markdown, --html FILE   also write the report in these forms, whatever the verdict is
  --sbom FILE                       also write a CycloneDX bill of materials (.json or .xml); \`assay help sbom\`
  --explain PURL                    everything about one package
  --quiet, --verbose                less, more
  NO_COLOR                          no colours

A verdict that travels with what is deployed (docs/summary.md)
  --attest ARTIFACT                 a file, or NAME@sha256:HEX for an image; again for more. States the result about it, pass or not
  --summary FILE                    where the signed statements are written, as JSON lines (needed)
  --sign-key FILE                   sign with a private key as PEM; --sign-passphrase env:VARIABLE opens it
  --keyless --fulcio URL --rekor URL --tsa URL   or as the job, without a key (\`assay help sbom\`)
  --artifact-bundle FILE            the artefact's own provenance; again for more. It must hold, or the summary fails
    --artifact-publisher …          who should have signed it: as \`assay help attestation\` has it, with artifact- before each option
    --artifact-builder ID           accepted builder; again for more. Exact, or a pattern with *
`;

const inspect = `assay inspect ARCHIVE [--format terminal|json]

  Lists a .tgz, .gem, .zip, .whl or .jar without extracting it. Exit code 1 when something about it would be refused.
`;

const attestation = `assay attestation verify FILE|DIGEST… SIGNER [options]

  Verifies files, or digests (sha256:HEX), against Sigstore bundles, GitHub's and npm's attestations, and PyPI's (PEP 740).
  Every attestation about a file must verify and be the signer's; none at all is exit code 3.

SIGNER, in exactly one way
  --publisher github:OWNER/REPO     a publisher: also gitlab:GROUP/PROJECT, buildkite:ORG/PIPELINE, google:ADDRESS
    --repository-id, --owner-id ID  numeric ids, which outlive names
    --workflow, --ref               exact, or a pattern with * (release.yml, refs/tags/v*)
    --signer-workflow PATH          a reusable workflow that signs for it: OWNER/REPO/.github/workflows/FILE
    --environment, --runner         exact
    --publisher-issuer URL          its OIDC issuer where it is not the public one (ghe.com, your own GitLab)
  --publisher github-release:OWNER/REPO   GitHub's own record of what a release holds; --ref refs/tags/TAG
  --identity SAN --issuer URL       the certificate's identity and issuer, both exact
  --key FILE                        a public key as PEM

Evidence
  --bundle FILE                     attestations; again for more. Without it: FILE.sigstore.json, .sigstore, .attestation,
                                    .publish.attestation, .slsa.attestation, .provenance, whichever are there
  --predicate-type TYPE             must be attested; again for more. Attestations of other types are set aside
  --builder ID                      accepted builder of SLSA provenance; again for more. Exact, or a pattern with *
  --trusted-root FILE               trust this Sigstore root and no other
  --at TIME                         judge at this RFC 3339 time instead of now

Output
  --format terminal|json            (default: terminal); \`assay attestation schema\` prints the JSON Schema
  --quiet, --verbose                less, more

What SLSA provenance says counts with --publisher, or when its type is required: it must then agree with the certificate.

Examples
  assay attestation verify tool.tgz --bundle bundle.json --publisher github:acme/tool
  assay attestation verify tool.tgz --publisher github:acme/tool --workflow release.yml --ref 'refs/tags/v*'
  assay attestation verify tool.tgz --identity mailbox@acme.example --issuer https://accounts.google.com
  assay attestation verify sha256:HEX --bundle bundle.json --key key.pem
`;

const policy = `assay policy show               print the built-in policy, with comments
assay policy check FILE         exit code 2 and the line of the mistake when it is not a policy
assay policy schema             print the JSON Schema for editors
`;

const trust = `assay trust show                          what a run trusts, who vouches for it, and until when
assay trust import FILE [options]         trust a document of your own
  --kind sigstore-root|registry-keys|gem-certificates   (default: told by the content)
  --name NAME                             default: the file's name without its ending. It takes the place of a document with that
                                          name, one that ships too, and says which
  --registry URL                          whose keys these are (registry-keys)
  --expires DATE                          from then on it proves nothing
assay trust remove NAME [--kind KIND]     take out what you imported; what ships under that name counts again
assay trust update [options]              refresh trusted roots and registry keys by TUF: the only command that asks for them
  --mirror URL                            from a TUF repository of yours, instead of the public ones and those named before
  --root FILE                             its root.json, once: from who runs the repository, not from the mirror
  --name NAME                             what its trusted root is called (default: the mirror's host)

All: --format terminal|json. Kept in ASSAY_TRUST, or assay/trust below XDG_CONFIG_HOME or ~/.config; never in the checkout.
An imported Sigstore root may vouch for any publisher, also those of the public instance: import only what you would trust with that.
What ships counts for a year, then it has to be updated. Nothing takes the place of a document that expired or is damaged.
Exit codes: 0 done · 2 usage, no trust document, or a store that cannot be used · 3 not all could be updated (what was in force
stays so), or the store is damaged

Examples
  assay trust show
  assay trust import trusted_root.json --name acme --expires 2027-01-31
  assay trust remove acme
  assay trust update
  assay trust update --mirror https://tuf.acme.example/ --root root.json
`;

const license = `assay license verify [NAME…] --policy FILE      are the licence packages of the policy those that were bought?
assay license verify karafka                    the same by the variables of the vendor's own script, without a policy
assay license record [NAME…] --policy FILE      write down in assay.lock what is there, if nothing about it is refuted
assay license rotate-check [NAME…] --policy FILE --old REF --new REF
                                                do new credentials fetch the same bytes? Two real downloads
assay license inspect ARCHIVE --profile PROFILE for vendors: is this package what the profile allows?
assay license seal ARCHIVE --profile PROFILE --key FILE | --keyless …
                                                for vendors: the same, then sign its checksums
assay license profiles [NAME]                   list the profiles that come with Assay, or print one; --schema: the JSON Schema

verify, record, rotate-check
  --policy FILE                     describes the packages under \`licensePackages\`; NAME is one's \`id\`, or the profile's
  --project DIR                     where lockfiles, assay.lock, caches and installed files are (default: this folder)
  --phase PHASE,…                   before: what the vendor's server would serve now · after: what the package manager downloaded ·
                                    installed: the installed files · bundled: a licence inside the application · all: what applies
                                    (verify's default; record's is before). Only before opens a connection
  --within 30d                      verify: warn so many days before an entitlement ends (default: 30d)
  --replace                         record: take the place of records that say something else
  --old, --new REF                  env:USER_VARIABLE:PASSWORD_VARIABLE, env:TOKEN_VARIABLE, client, netrc, composer or none

inspect, seal
  --profile PROFILE                 one that comes with Assay, or a file: ./vendor.yaml
  --key FILE                        private key in PEM; --unsigned instead prints the statement for a signer of your own
  --keyless                         seal: the job's own identity signs (GitHub Actions with \`permissions: id-token: write\`; elsewhere a
                                    token in SIGSTORE_ID_TOKEN); the bundle is verified before it is written
  --fulcio, --rekor, --tsa URL      the Sigstore services to ask; none is a default. --rekor-api 2 for a Rekor v2, which needs --tsa
  --trusted-root FILE               of that instance, where this machine does not trust it already
  --license-id ID                   default: the version
  --supersedes HEX                  SHA-256 of the file that this one replaces

All but profiles: --at TIME, --output FILE, --quiet, --verbose; all but seal and profiles: --format
terminal|json|sarif|junit|markdown|html; verify also --json, --sarif, --junit, --markdown, --html FILE

Variables of vendors' scripts: MODE (before, after, installed, bundled, all), KARAFKA_PRO_USERNAME, KARAFKA_PRO_PASSWORD,
KARAFKA_PRO_LICENSE_ID or KARAFKA_PRO_VERSION, KARAFKA_PRO_LICENSE_CHECKSUM. Secrets are read from variables and client
configuration alone, never from arguments.

Exit codes: 0 pass (record: assay.lock holds every package) · 1 something failed, nothing was recorded or sealed · 2 usage ·
            3 something could not be verified; seal --keyless: a service is out

In a policy
  licensePackages:
    - profile: karafka
      version: 2026.1.0
      digests: [{ digest: 'sha256:…', origin: email, obtained: 2026-01-02 }]

Examples
  assay license verify --policy assay.yaml --phase before
  bundle install && assay license verify --policy assay.yaml --phase after,installed
  assay license rotate-check --policy assay.yaml --old env:OLD_USER:OLD_PASSWORD --new env:NEW_USER:NEW_PASSWORD
  assay license inspect acme-license-1.0.0.tgz --profile ./vendor.yaml
`;

const report = `assay report render FILE [options]       a stored report (\`assay verify --json FILE\`) in another form
  --format terminal|json|sarif|junit|markdown|html   (default: terminal)
  --output FILE                     write it there
  --quiet, --verbose                less, more
assay report schema              the JSON Schema of --format json

Nothing is verified: it is told what the file says. Exit codes: 0 · 2 what is no report, or cannot be read or written

Examples
  assay report render report.json --format sarif --output report.sarif
`;

const topics: Readonly<Record<string, string>> = {
  verify,
  diff,
  inspect,
  license,
  attestation,
  policy,
  report,
  sbom,
  gate,
  trust,
};

/** The help text of a command, or the overview. */
export function helpText(topic?: string): string {
  return topic !== undefined && Object.hasOwn(topics, topic) ? (topics[topic] ?? overview) : overview;
}
