/** A trust diff in which strangers chose every text: those of a report. */

import type { TrustChange, TrustDiff, TrustSide } from '@assay/model';
import type { RenderInput } from '../render-input.js';

const severities = ['alarm', 'attention', 'info'] as const;

/** A change for every finding of the report, with its texts in all places. */
export function diffFrom({ report, inventory }: RenderInput): TrustDiff {
  const changes = report.findings.map((finding, i): TrustChange => {
    const subject = inventory.subjects.find(({ id }) => id === finding.subject);
    const place = inventory.occurrences.find((occurrence) => occurrence.subject === finding.subject);
    const names = [subject?.name ?? '', subject?.version ?? '', finding.file ?? '', finding.excerpt ?? ''];
    return {
      code: 'publisher-changed',
      severity: severities[i % 3] ?? 'alarm',
      text: finding.detail,
      purl: subject?.purl ?? '',
      basePurl: subject?.purl ?? '',
      check: finding.check,
      places: [{ lockfile: place?.lockfile ?? '', line: 1, side: 'head' }],
      before: names,
      after: [finding.code, ...names],
    };
  });
  const doubts = report.gaps.map(({ code, detail }) => ({ code, text: detail }));
  const incomplete = doubts as unknown as TrustDiff['incomplete'];
  const side = sideFrom(report);
  const totals = { alarm: changes.length, attention: 0, info: 0 };
  return { ...head, tool: report.tool, base: side, head: side, exitCode: 1, changes, incomplete, totals };
}

const head = { schema: 'https://assay.example/schemas/trust-diff-v1.json' } as const;

function sideFrom(report: RenderInput['report']): TrustSide {
  const { at, depth, decision, exitCode, policyDigest, inventoryDigest, lockfiles, warnings } = report;
  const judged = { at, depth, decision, exitCode, policyDigest, inventoryDigest };
  const name = warnings[0] ?? report.reason ?? 'main';
  return { ...judged, name, commit: name, packages: 1, lockfiles: lockfiles.map(({ path }) => path) };
}
