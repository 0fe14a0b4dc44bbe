/** Help of `assay sbom`. */

const create = `assay sbom [PATH…] [options]      a CycloneDX bill of materials of the lockfiles in PATH, with what a run verified about each package

  PATH is as for \`assay verify\`. The bill describes and does not judge: it is written also where packages fail or a registry is down,
  and says so of each package. \`assay verify\` is the gate; its option --sbom FILE writes the same document and keeps the verdict.

The run: as \`assay verify\` makes it
  --exclude PATH, --policy FILE, --trusted-root FILE, --unprotected, --store DIR, --no-store, --record FILE, --offline FILE, --replay FILE
  --depth pins|registry|artifacts   the lockfile only, no network; also the registry's metadata; also every archive (default)
  --at TIME                         judge at this time; default: SOURCE_DATE_EPOCH, or now

The document
  --format json|xml                 default: by the ending of --output, or json
  --spec 1.6|1.7                    default: 1.6, which every current reader knows
  --output FILE                     default: standard output
  --per-application DIR             one document for each lockfile, and each member of a workspace
  --license-texts                   also the texts of licence files, where archives were read
  --no-declarations                 without claims and evidence (CycloneDX Attestations)
  --mapping FILE                    requirements that the claims are mapped to; default: \`assay sbom mapping\` prints them
  --conform LIST                    also say which minimum elements it holds: bsi, cisa, cra, ntia
  SOURCE_DATE_EPOCH                 the document's time, in seconds since 1970; default: the time judged at

Signed, as an in-toto statement about the lockfiles
  --sign-key FILE                   private key in PEM: Ed25519, P-256, P-384 or RSA; writes a DSSE envelope
  --sign-passphrase env:VARIABLE    opens the key
  --keyless                         the job's own identity signs; writes a Sigstore bundle
  --fulcio, --rekor, --tsa URL, --rekor-api 1|2, --trusted-root FILE   as \`assay license seal\`
  --subject FILE                    what was built from it: also a subject of the statement; again for more

Exit codes: 0 written · 1 written, but --conform is not met (or a service refused to sign) · 2 usage ·
            3 written, but the lockfiles leave open what is in it, or there is none (or a service that signs is out)
`;

const others = `assay sbom validate FILE…          is this CycloneDX? JSON of 1.2 to 1.7, XML of 1.0 to 1.7, told by the content; - is standard input
  --format terminal|json            (default: terminal)
  --schema-only                     without the rules that stand in the specification's text alone
  --lenient                         the schemas of 1.2 and 1.3 that allow unknown keys in JSON
  Exit codes: 0 valid, warnings or not · 1 not valid · 2 usage, or a file that cannot be read
assay sbom diff A B                what changed from A to B: any tool's, any version, JSON or XML; - is standard input
  --format terminal|json
  Order, bom-refs, serial numbers, times and tools are no change.
  Exit codes: 0 nothing changed · 1 something did · 2 usage, or a file that cannot be read
assay sbom verify SBOM --evidence FILE.tar [SIGNER]
                                   does the recorded evidence show what the bill says?
  --policy FILE                    the policy that must have been in force
  --mapping FILE                   the mapping that the bill was made with, where it is not the built-in one
  SIGNER                           of a signed bill: as \`assay attestation verify\` names it; --trusted-root FILE, --at TIME
  --format terminal|json, --verbose
  Exit codes: 0 all is shown · 1 something is false · 2 usage · 3 nothing is false, but the evidence does not show all
assay sbom conform FILE            which minimum elements does it hold, and what fills in the others?
  --to LIST                        bsi, cisa, cra, ntia (default: all); --format terminal|json, --quiet, --verbose
  Exit codes: 0 all that must be there is · 1 something is missing · 2 usage
assay sbom mapping                 print the mapping from checks to requirements, to be edited
`;

const examples = `Examples
  assay sbom --output bom.json
  assay sbom --policy assay.yaml --record evidence.tar --conform bsi --output bom.json
  assay sbom verify bom.json --evidence evidence.tar --policy assay.yaml
  assay sbom --replay evidence.tar --sign-key release.pem --output bom.dsse.json
`;

/** The topic `sbom`. */
export const sbom = `${create}\n${others}\n${examples}`;
