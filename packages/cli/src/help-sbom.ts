/** Help of `assay sbom`. */

const create = `assay sbom [PATH…] [options]      a CycloneDX bill of materials of the lockfiles in PATH, with what a run verified about each package

  PATH is as for \`assay verify\`. The bill is a description, not a gate: it is written also where packages fail or a registry is down,
  and says so of each package. \`assay verify --sbom FILE\` writes the same file and keeps the verdict's exit code.
`;

const others = `assay sbom validate FILE…          is this CycloneDX, in any version and format?
assay sbom diff A B                what changed from A to B
assay sbom verify SBOM --evidence FILE.tar
                                   does the recorded evidence show what the bill says?
assay sbom conform FILE            which minimum elements does it hold?
assay sbom mapping                 print the mapping from checks to requirements, to be edited
`;

/** The topic `sbom`. */
export const sbom = `${create}\n${others}`;
