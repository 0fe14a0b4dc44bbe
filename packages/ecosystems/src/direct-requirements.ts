/** What a project itself asks for, as its lockfile or the manifest beside it says. */

import type { EcosystemId, LockfileInput } from '@assay/model';
import { normaliseVersion } from './npm/package-version.js';
import { readProjectManifest } from './npm/package-lock/project-manifest.js';
import { readGemRequirements } from './rubygems/lockfile/parse-gemfile-lock.js';

/** One requirement of the project's own. */
export interface DirectRequirement {
  readonly name: string;
  /** As it is written; empty for any version. */
  readonly requirement: string;
  /** 1-based line in the lockfile; null where it stands in the manifest. */
  readonly line: number | null;
  /** Only one version can meet it. */
  readonly exact: boolean;
}

/** Of a lockfile that its ecosystem has read before. What is asked for nowhere but by other packages is not among them. */
export function directRequirements(ecosystem: EcosystemId, input: LockfileInput): readonly DirectRequirement[] {
  switch (ecosystem) {
    case 'rubygems':
      return readGemRequirements(input).map(({ name, requirements, line }) => {
        return { name, requirement: requirements.join(', '), line, exact: requirements.some(isExactGem) };
      });
    case 'npm':
      return npmRequirements(input);
    default:
      return [];
  }
}

/** `= 1.0`, or the version alone. */
function isExactGem(requirement: string): boolean {
  return /^(?:= )?\d/.test(requirement);
}

/** Several sections may ask for one name: each must be exact for it to be. */
function npmRequirements({ manifest }: LockfileInput): readonly DirectRequirement[] {
  const { specsOf } = readProjectManifest(manifest, undefined);
  return [...specsOf].flatMap(([name, specs]) =>
    specs.map((requirement) => ({ name, requirement, line: null, exact: isExactNpm(requirement) })),
  );
}

function isExactNpm(spec: string): boolean {
  const bare = spec.startsWith('=') ? spec.slice(1) : spec;
  return normaliseVersion(bare) === bare;
}
