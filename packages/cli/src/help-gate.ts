/** Help of `assay gate`. */

/** The topic `gate`. */
export const gate = `assay gate ARTIFACT… --policy FILE --summary FILE… [options]

  May these artefacts be deployed? Each needs a signed summary of a run (\`assay verify --attest\`) about exactly its bytes, as the
  section \`gate\` of the policy asks. The newest summary by an accepted signer decides; all others are listed.
  ARTIFACT is a file of any size, or a digest: sha256:HEX, NAME@sha256:HEX

  --policy FILE                     whose word counts, how old, how deep, under which policies; \`docs/gate.md\`
  --summary FILE                    signed statements, one a line; again for more
  --sbom, --report, --evidence FILE what that run wrote beside: must be those that the summary names; again for more
  --denied FILE                     the feed of what has turned out to be bad, in place of the policy's \`gate.denied.url\`
  --state FILE                      remembers what was let through, and what refused: nothing older is let through after it
  --offline                         open no connection
  --trusted-root FILE               trust this Sigstore root and no other
  --at TIME                         judge at this RFC 3339 time instead of now

  --format terminal|json            (default: terminal); \`assay gate schema\` prints the JSON Schema
  --output FILE                     write the answer there; people still read it on the terminal
  --quiet, --verbose                only what does not hold; also what was not asked for

In a policy
  gate:
    signers: [{ kind: github, repository: acme/shop, repositoryId: 123456, workflow: .github/workflows/build.yml }]
    maxAge: 7d

assay gate seal-denied LIST --sign-key FILE      sign a list of what is denied, as an issue of a feed
  LIST                              YAML or JSON: feed, sequence, expires, and lists of what is denied, each entry with a \`reason\`:
                                    digests: [{ digest: 'sha256:…' }] · purls: [{ purl: pkg:npm/left-pad@1.3.0 }] ·
                                    publishers: [{ kind: github, repository: OWNER/NAME, repositoryId: NUMBER }]
  --sign-passphrase env:VARIABLE    opens the key
  --at TIME, --output FILE

Exit codes: 0 all may be deployed · 1 something is refuted · 2 usage or configuration ·
            3 something is missing or could not be found out · 70 internal error. Deploy on 0 alone.

Examples
  assay gate shop.tar.gz --policy assay.yaml --summary shop.summary.jsonl --sbom shop.cdx.json
  assay gate shop@sha256:HEX --policy assay.yaml --summary shop.summary.jsonl --offline --denied denied.json
  assay gate seal-denied denied.yaml --sign-key psirt.pem --output denied.json
`;
