/** How many of a run's packages showed which level of SLSA's build track. */

import type { BuildLevel, Finding, SubjectFacts } from '@assay/model';
import { buildLevelOf, lowestBuildLevel } from '../provenance/build-level.js';

/** A level, or that there was nothing to evaluate. */
export type DependencyLevel = BuildLevel | 'SLSA_BUILD_LEVEL_0' | 'SLSA_BUILD_LEVEL_UNEVALUATED';

/** Counts; a level that is not named has none. */
export type DependencyLevels = Readonly<Partial<Record<DependencyLevel, number>>>;

/** What the run knows of its packages. */
export interface LevelSources {
  /** Ids of all packages of the run. */
  readonly subjects: readonly string[];
  readonly findings: readonly Finding[];
  readonly facts: ReadonlyMap<string, SubjectFacts>;
}

/**
 * Counts every package once, by the check `provenance`: the lowest level of its files' provenance where all of it is proven; level 0 where
 * the registry has none, or has some that is refuted; unevaluated where nothing was looked at or found out.
 */
export function countDependencyLevels({ subjects, findings, facts }: LevelSources): DependencyLevels {
  const bySubject = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.check !== 'provenance') continue;
    const own = bySubject.get(finding.subject) ?? [];
    bySubject.set(finding.subject, own);
    own.push(finding);
  }
  const counts = new Map<DependencyLevel, number>();
  for (const subject of subjects) {
    const level = levelOf(bySubject.get(subject) ?? [], facts.get(subject));
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function levelOf(findings: readonly Finding[], facts: SubjectFacts | undefined): DependencyLevel {
  const outcomes = findings.map(({ outcome }) => outcome);
  if (outcomes.includes('absent') || outcomes.includes('refuted')) return 'SLSA_BUILD_LEVEL_0';
  if (outcomes.some((outcome) => outcome !== 'proven')) return 'SLSA_BUILD_LEVEL_UNEVALUATED';
  const files = findings.map(({ file }) => lowestOfFile(file, facts));
  const known = files.filter((level) => level !== undefined);
  return (known.length === files.length ? lowestBuildLevel(known) : undefined) ?? 'SLSA_BUILD_LEVEL_UNEVALUATED';
}

function lowestOfFile(file: string | undefined, facts: SubjectFacts | undefined): BuildLevel | undefined {
  const own = (facts?.vouchers ?? []).filter(
    (each) => each.check === 'provenance' && each.file === (file ?? each.file),
  );
  return lowestBuildLevel(
    own.flatMap(({ build, signer }) => (build === undefined ? [] : buildLevelOf(build.builder, signer))),
  );
}
