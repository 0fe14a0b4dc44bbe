/** The run: inventory → wants → needs → evidence → checks → judge → report. No I/O but `await source.get()`. */

import { checks as allChecks, type Check } from '@assay/checks';
import { ecosystems as allEcosystems } from '@assay/ecosystems';
import {
  AssayError,
  groupBy,
  type Ecosystem,
  type Finding,
  type Inventory,
  type Occurrence,
  type Report,
  type Subject,
} from '@assay/model';
import { expectationsOf, requirementsOf } from '@assay/policy';
import { buildReport } from './build-report.js';
import { demandsOf } from './demands-of.js';
import { findAbout, runsAt } from './judge-subject.js';
import { inParallel } from './in-parallel.js';
import { lockedElsewhere } from './locked-elsewhere.js';
import { notLookedAt } from './not-looked-at.js';
import type { RunOptions } from './run-options.js';

/** Runs every check that policy and depth ask for on every subject, and judges. Throws AssayError `ERR_INTERNAL` only. */
export async function run(options: RunOptions): Promise<Report> {
  const plan = planRun(options);
  let done = 0;
  const total = options.inventory.subjects.length;
  const work = async (subject: Subject) => {
    const findings = await plan.findAbout(subject);
    done += 1;
    options.onSubject?.({ done, total, subject, findings });
    return findings;
  };
  const { pause, concurrency: limit = 64 } = options;
  const found = await inParallel(options.inventory.subjects, {
    limit,
    work,
    ...(pause === undefined ? {} : { pause }),
  });
  await pause?.();
  const { checks, ignored } = plan;
  const { documents: trustedRoots } = options.trust;
  const told = { trustedRoots, notLookedAt: notLookedAt(options.depth) };
  return buildReport({ ...options, ...told, checks, findings: found.flat(), ignored });
}

interface Plan {
  /** Checks that can run at this depth. */
  readonly checks: readonly Check[];
  /** How many subjects each check was ignored for by the policy. */
  readonly ignored: ReadonlyMap<string, number>;
  findAbout(subject: Subject): Promise<readonly Finding[]>;
}

function planRun(options: RunOptions): Plan {
  const { inventory, policy, registries, depth, source, at, trust } = options;
  const checks = (options.checks ?? allChecks).filter((check) => runsAt(check, depth) && concernsAny(check, inventory));
  const occurrencesOf = occurrencesIn(inventory);
  const demandedOf = demandsOf(inventory);
  const elsewhereOf = lockedElsewhere(inventory, registries);
  const ignored = new Map<string, number>();
  const askedOf = (subject: Subject) => {
    const locked = { subject, occurrences: occurrencesOf(subject), registries };
    const requirementOf = requirementsOf(policy, locked);
    return checks.filter(({ id }) => {
      if (requirementOf(id) !== 'ignore') return true;
      ignored.set(id, (ignored.get(id) ?? 0) + 1);
      return false;
    });
  };
  return {
    checks,
    ignored,
    findAbout: (subject) =>
      findAbout({
        subject,
        ecosystem: ecosystemOf(options.ecosystems ?? allEcosystems, subject),
        checks: askedOf(subject),
        registries,
        demanded: demandedOf(subject, occurrencesOf(subject)),
        lockedElsewhere: elsewhereOf(subject),
        lockfile: occurrencesOf(subject)[0]?.lockfile ?? '',
        asking: {
          source,
          maxArtifactBytes: policy.limits.artifactBytes,
          ...(options.onFacts === undefined ? {} : { licenseFiles: true as const }),
        },
        at,
        trust,
        expected: expectationsOf(policy, subject),
        depth,
        ...(options.onFacts === undefined ? {} : { onFacts: options.onFacts }),
      }),
  };
}

function concernsAny({ concerns }: Check, { subjects }: Inventory): boolean {
  return concerns === undefined || subjects.some(concerns);
}

function occurrencesIn(inventory: Inventory): (subject: Subject) => readonly Occurrence[] {
  const bySubject = groupBy(inventory.occurrences, ({ subject }) => subject);
  return ({ id }) => bySubject.get(id) ?? [];
}

function ecosystemOf(ecosystems: readonly Ecosystem[], subject: Subject): Ecosystem {
  const ecosystem = ecosystems.find((candidate) => candidate.id === subject.ecosystem);
  if (ecosystem !== undefined) return ecosystem;
  throw new AssayError('ERR_INTERNAL', `no ecosystem is called ${subject.ecosystem}`);
}
