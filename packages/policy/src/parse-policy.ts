/** `assay.yaml` → Policy. Data only; a typo is always an error with file and line. */

import { DocMap, parseYaml, type DocProblem } from '@assay/documents';
import { AssayError } from '@assay/model';
import { explainIssues } from './explain-issues.js';
import { lineAt, plainData, type LocatedDocument } from './locate.js';
import type { Policy } from './policy.js';
import { readPublishers } from './read-publisher.js';
import { readRegistries } from './read-registry.js';
import { readRule } from './read-rule.js';
import { readAttestation, readBuilders, readGems } from './read-trust.js';
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
}

/** A policy is written by people. */
const maxBytes = 1024 * 1024;

/** Archives up to 2 GiB unless the policy says otherwise. */
const defaultArtifactBytes = 2 * 1024 ** 3;

/** Parses a policy. Throws AssayError `ERR_POLICY` with file, line and hint for anything that is not exactly a policy. */
export function parsePolicy(source: PolicySource): Policy {
  const document = readDocument(source);
  const refuse: Refuse = (path, message, hint) => refusal(source.file, lineAt(document, path), message, hint);
  const shape = policyShape(source.vocabulary);
  const parsed = shape.safeParse(plainData(document.root), { reportInput: true });
  if (!parsed.success) throw explainIssues(parsed.error.issues, { shape, document, refuse });
  return build(parsed.data, { document, refuse, vocabulary: source.vocabulary });
}

function readDocument({ bytes, file }: PolicySource): LocatedDocument {
  const result = parseYaml(bytes, { maxBytes, maxDepth: 16, anchors: 'refuse', itemLines: true, scalars: 'decimal' });
  const refuse = (message: string) => refusal(file, 1, message, 'A policy starts with `version: 1`.');
  if (!result.ok) throw refusal(file, result.problem.line ?? 1, result.problem.detail, hintFor(result.problem));
  const [document, ...others] = result.documents;
  if (document === undefined || document.value === null) throw refuse('the policy is empty');
  if (others.length > 0) throw refuse('a policy is one YAML document, and this file holds several');
  if (!(document.value instanceof DocMap)) throw refuse('a policy is a mapping');
  return { root: document.value, itemLines: document.itemLines ?? new Map() };
}

/** The two mistakes of YAML that name patterns invite. */
function hintFor({ problem }: DocProblem): string | undefined {
  return problem === 'alias' || problem === 'syntax'
    ? 'Put texts that start with `@`, `*` or `&` in quotes.'
    : undefined;
}

function refusal(file: string, line: number, message: string, hint: string | undefined): AssayError {
  return new AssayError('ERR_POLICY', message, { file, line, ...(hint === undefined ? {} : { hint }) });
}

interface Place {
  readonly document: LocatedDocument;
  readonly refuse: Refuse;
  readonly vocabulary: Vocabulary;
}

function build(entries: PolicyDocument, { document, refuse, vocabulary }: Place): Policy {
  const { registries = [], rules = [], waivers = [], limits = {}, allowEmpty = false, acceptGaps = [] } = entries;
  const { publishers = [], attestations = [], builders = null, gems = {} } = entries;
  const { readers } = vocabulary;
  const placeOf = (list: string, index: number) => {
    const path = [list, index];
    return { path, line: lineAt(document, path), refuse, readers };
  };
  return {
    version: 1,
    registries: readRegistries(registries, { path: ['registries'], refuse, readers }),
    rules: rules.map((entry, index) => readRule(entry, placeOf('rules', index))),
    waivers: waivers.map((entry, index) => readWaiver(entry, { ...placeOf('waivers', index), vocabulary })),
    publishers: readPublishers(publishers, (index) => placeOf('publishers', index)),
    attestations: attestations.map((entry, index) =>
      readAttestation(entry, { ...placeOf('attestations', index), vocabulary }),
    ),
    builders: readBuilders(builders, refuse),
    gems: readGems(gems, { refuse, readers }),
    defaults: new Map([...vocabulary.checks].map(([check, { byDefault }]) => [check, byDefault])),
    limits: { artifactBytes: limits.artifactBytes ?? defaultArtifactBytes },
    acceptGaps,
    allowEmpty,
  };
}
