/** The built-in mapping as commented YAML, for people to copy. Identifiers are the standards'; every other word is ours. */
export const builtinMappingText = `# Which checks speak for which requirements of which standards.
# Print it with \`assay sbom mapping\`, change it, and name it with --mapping FILE.
#
#   all:   every one of these checks must be proven of a component
#   any:   and at least one of these, where some are named
#   shows: what that says, and what it does not
#
# A requirement without checks is listed as not assessed. Ids are the standards' own; titles and
# descriptions are not their words.
version: 1
standards:
  - id: slsa
    name: SLSA Build track
    version: '1.1'
    owner: Open Source Security Foundation
    url: https://slsa.dev/spec/v1.1/levels
    description: How the packages that the project uses were built, as far as their own verified provenance says. Levels as in 1.0.
    requirements:
      - id: Build L1
        title: There is provenance
        all: [provenance]
        shows: The package has provenance that names its builder and source, and it is about exactly these bytes. Nothing is said of how the project itself was built.
      - id: Build L2
        title: A hosted builder signed the provenance
        all: [provenance]
        shows: The provenance was signed with a certificate for a CI workflow and logged, and its builder is one that the policy accepts. That this builder is hosted and signs outside of the build's reach is the policy's word, not shown here.
      - id: Build L3
        title: Builds are isolated from each other
        shows: How a builder keeps builds apart cannot be seen in what it signs.
  - id: nist-ssdf
    name: NIST SP 800-218 (SSDF)
    version: '1.1'
    owner: NIST
    url: https://csrc.nist.gov/pubs/sp/800/218/final
    description: Practices of secure development, as far as verification of dependencies is a part of them.
    requirements:
      - id: PS.2.1
        title: Recipients can verify what they get
        shows: It is about releases of the project itself; this run looks at what the project uses.
      - id: PS.3.2
        title: Provenance of every component is kept and shared
        all: [pin-strength, source]
        shows: It is known where each component comes from and by which bytes it is pinned. Whether the record is kept and shared is up to you.
      - id: PW.4.1
        title: Components are acquired from where they should be
        all: [source]
        any: [registry-signature, provenance, gem-signature]
        shows: The component comes from an allowed registry, and somebody known signed it. How well it is written is not looked at.
      - id: PW.4.4
        title: Acquired components are verified
        all: [artifact-digest, archive-safety, manifest-match]
        any: [registry-signature, provenance, gem-signature]
        shows: The bytes are those that were pinned and signed, and the archive holds what it says. Known vulnerabilities are not looked at.
  - id: owasp-scvs
    name: OWASP Software Component Verification Standard
    version: '1.0'
    owner: OWASP Foundation
    url: https://scvs.owasp.org/
    description: Controls that verification of locked packages can speak for. Those about tests, builds and processes are left out.
    requirements:
      - id: '1.1'
        title: Components and versions are known
        all: [pin-strength]
        shows: The lockfile names the version and pins the bytes.
      - id: '1.10'
        title: The point of origin is known
        all: [source]
        shows: The registry is one that may serve this name.
      - id: '4.1'
        title: Packages come from a repository
        all: [source]
        shows: The locked address is that of this name and version on an allowed registry.
      - id: '4.2'
        title: The repository agrees with the point of origin
        all: [registry-digest]
        shows: The registry that was asked states the digests that are pinned. Whether it is the point of origin is what the policy says.
      - id: '4.10'
        title: A version can be traced to its source
        all: [provenance]
        shows: Signed provenance names repository and commit.
      - id: '4.13'
        title: Integrity is verified on retrieval
        all: [pin-strength, artifact-digest]
        shows: Assay received the bytes and compared them with the pins. What the package manager does is its own.
      - id: '6.1'
        title: The point of origin can be verified
        any: [registry-signature, provenance, gem-signature]
        shows: The registry, the publisher's workflow or the holder of a trusted certificate signed exactly these bytes.
      - id: '6.2'
        title: The chain of custody can be audited
        all: [provenance, artifact-digest]
        shows: A logged signature leads from the source to the registry, and the received bytes are the ones that it is about.
  - id: bsi-tr-03183-2
    name: BSI TR-03183-2
    version: 2.1.0
    owner: Federal Office for Information Security (BSI)
    url: https://bsi.bund.de/dok/TR-03183-en
    description: Fields of a bill of materials whose content a check verified. Whether the fields are there, \`assay sbom conform --to bsi\` says.
    requirements:
      - id: '5.2.2 hash'
        title: Hash of the deployable component
        all: [artifact-digest]
        shows: The hash is that of the received bytes, and of those that are pinned.
      - id: '5.2.2 version'
        title: Name and version of the component
        all: [manifest-match]
        shows: The manifest inside of the archive says the same name and version.
      - id: '5.2.4 uri'
        title: URI of the deployable form
        all: [source]
        shows: The address is that of this name and version on an allowed registry.
  - id: aicpa-soc2
    name: SOC 2 Trust Services Criteria
    version: '2017'
    owner: AICPA
    description: Criteria for whose tests these results can be evidence. By id only; the auditor decides.
    requirements:
      - id: CC6.8
        all: [artifact-digest, archive-safety]
        any: [registry-signature, provenance, gem-signature]
        shows: Packages that are not the pinned and signed ones are found before they are installed.
      - id: CC7.1
        all: [registry-digest]
        shows: Changes of what registries serve under a locked version are found. Vulnerabilities are not looked at.
      - id: CC8.1
        all: [pin-strength, source]
        shows: Dependencies change only with the lockfile. Who approves changes of it is not seen here.
      - id: CC9.2
        all: [publisher]
        shows: Packages come from the publishers that the policy expects.
`;
