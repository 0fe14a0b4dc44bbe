/** `assay.yaml` → Policy. Data only; a typo is always an error with file and line. */

import { readGate } from './gate/read-gate.js';
import { refusePastedSecrets } from './license/pasted-secret.js';
import type { ProfileFiles } from './license/profile-lookup.js';
import { readLicensePackages } from './license/read-license-packages.js';
import { lineAt, plainData, type LocatedDocument, type Path } from './locate.js';
import type { Policy } from './policy.js';
import { readDocument } from './read-document.js';
import { readInstallScripts } from './read-install-scripts.js';
import { readNamesakes } from './read-namesakes.js';
import { readReleaseAge } from './read-release-age.js';
import { readPublishers } from './read-publisher.js';
import { readRegistries } from './read-registry.js';
import { readShape } from './read-shape.js';
import { readRule } from './read-rule.js';
import { readAttestation, readBuilders, readGems } from './read-trust.js';
import { readSbom } from './sbom/read-sbom.js';
import { readWaiver } from './read-waiver.js';
import type { Refuse } from './refuse.js';
import { policyShape, type PolicyDocument } from './shape.js';
import type { Vocabulary } from './vocabulary.js';

/** Bytes of a policy file. */
export interface PolicySource {
  readonly bytes: Uint8Array;
  /** As the user named it. */
  readonly file: string;
  readonly vocabulary: Vocabulary;
  /** Bytes of the files that `licenseProfileFiles` names, by that name. Absent: none are there. */
  readonly profiles?: ProfileFiles;
}

/** How a file of this kind is read. */
const policyFile = { code: 'ERR_POLICY', what: 'a policy', start: 'A policy starts with `version: 1`.' } as const;

/** Archives up to 2 GiB unless the policy says otherwise. */
const defaultArtifactBytes = 2 * 1024 ** 3;

/** Parses a policy. Throws AssayError `ERR_POLICY` with file, line and hint for anything that is not exactly a policy. */
export function parsePolicy(source: PolicySource): Policy {
  const { document, refuse } = readDocument(source, policyFile);
  const data = plainData(document.root);
  refuseSecretsIn(data, refuse);
  const entries = readShape(policyShape(source.vocabulary), data, { what: policyFile.what, document, refuse });
  const { vocabulary, profiles = new Map<string, Uint8Array>() } = source;
  return build(entries, { document, refuse, vocabulary, profiles });
}

/** Before anything is explained: no message may repeat a secret. */
function refuseSecretsIn(data: unknown, refuse: Refuse): void {
  const { licensePackages } = data as { readonly licensePackages?: unknown };
  if (!Array.isArray(licensePackages)) return;
  for (const [index, entry] of licensePackages.entries()) {
    refusePastedSecrets(entry, { path: ['licensePackages', index], refuse });
  }
}

interface Place {
  readonly document: LocatedDocument;
  readonly refuse: Refuse;
  readonly vocabulary: Vocabulary;
  readonly profiles: ProfileFiles;
}

function build(entries: PolicyDocument, { document, refuse, vocabulary, profiles }: Place): Policy {
  const { registries = [], rules = [], waivers = [], limits = {}, allowEmpty = false, acceptGaps = [] } = entries;
  const {
    publishers = [],
    attestations = [],
    builders = null,
    gems = {},
    installScripts,
    releaseAge,
    namesakes,
    licensePackages = [],
    sbom = {},
    gate,
  } = entries;
  const { readers } = vocabulary;
  const placeAt = (path: Path) => ({ path, line: lineAt(document, path), refuse, readers });
  const placeOf = (list: string, index: number) => placeAt([list, index]);
  const own = readPublishers(publishers, (index) => placeOf('publishers', index));
  const licenses = readLicensePackages(licensePackages, {
    profiles,
    placeOf: (index) => placeOf('licensePackages', index),
    publisherPurls: new Set(own.map(({ purl }) => purl)),
  });
  return {
    version: 1,
    registries: readRegistries(registries, { path: ['registries'], refuse, readers }),
    rules: rules.map((entry, index) => readRule(entry, placeOf('rules', index))),
    waivers: waivers.map((entry, index) => readWaiver(entry, { ...placeOf('waivers', index), vocabulary })),
    publishers: [...own, ...licenses.publishers],
    attestations: attestations.map((entry, index) =>
      readAttestation(entry, { ...placeOf('attestations', index), vocabulary }),
    ),
    builders: readBuilders(builders, refuse),
    gems: readGems(gems, { refuse, readers }),
    installScripts: readInstallScripts(installScripts, placeAt),
    releaseAge: readReleaseAge(releaseAge, placeAt),
    namesakes: readNamesakes(namesakes, placeAt),
    licensePackages: licenses.packages,
    sbom: readSbom(sbom, { refuse, readers, lineOf: (path) => lineAt(document, path) }),
    ...(gate === undefined ? {} : { gate: readGate(gate, { refuse, readers }) }),
    defaults: new Map([...vocabulary.checks].map(([check, { byDefault }]) => [check, byDefault])),
    ...preferredCodesOf(vocabulary),
    limits: { artifactBytes: limits.artifactBytes ?? defaultArtifactBytes },
    acceptGaps,
    allowEmpty,
  };
}

function preferredCodesOf({ checks }: Vocabulary): Pick<Policy, 'preferredCodes'> {
  const entries = [...checks].flatMap(([check, { preferred }]) =>
    preferred === undefined || preferred.size === 0 ? [] : [[check, preferred] as const],
  );
  return entries.length === 0 ? {} : { preferredCodes: new Map(entries) };
}
