/** A report as SARIF 2.1.0, for code scanning. */

import { groupBy, type JsonValue, type LockfileRef, type Report } from '@assay/model';
import { toolUri } from '../help-uri.js';
import { judgedFindings, runFinding, type JudgedFinding } from '../judged-findings.js';
import type { RenderInput } from '../render-input.js';
import { visibleText } from '../visible-text.js';
import { artifactPlace, sourceRoot } from './artifact-place.js';
import { createFingerprinter } from './fingerprint.js';
import { sarifInvocation } from './sarif-notifications.js';
import { sarifResult } from './sarif-result.js';
import { ruleId, sarifRule } from './sarif-rule.js';
import { worstFirst } from './worst-first.js';

/** How much is written, and what it is called. */
export interface SarifOptions {
  /** Results beyond which the less bad ones are left out; 25,000 unless told, as GitHub takes. */
  readonly maxResults?: number;
  /** Bytes that results and rules may have together; 9,000,000 unless told: GitHub takes 10 MB, compressed. */
  readonly maxBytes?: number;
  /** What kind of run it is. Uploads with different categories do not replace each other on GitHub. Unless told `license` for licence packages, else `verify`. */
  readonly category?: string;
  /** The file that results are shown at whose package is locked nowhere (a policy); else the lockfile in doubt, or the first. */
  readonly otherwise?: string;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * SARIF 2.1.0 with one run, as JSON and a line break: the same bytes for the same report. A result for every finding that is no plain
 * pass, the worst first; what only follows from another finding is told by that one. Whatever ends the run with another exit code
 * than 0 is an error that nothing suppresses. Beyond the limits results are left out, which a notification and a property say.
 */
export function renderSarif(input: RenderInput, options: SarifOptions = {}): string {
  const findings = [
    ...runFinding(input.report),
    ...worstFirst(judgedFindings(input).filter((each) => !each.consequence)),
  ];
  const { results, rules } = writeResults(input, findings, options);
  const leftOut = findings.length - results.length;
  const { tool, ...run } = runObject(input.report, options, leftOut);
  const driver = `{"driver":${JSON.stringify(tool).slice(0, -1)},"rules":[${rules.join(',')}]}}`;
  const rest = JSON.stringify(run).slice(1);
  return `{"$schema":"${schema}","version":"2.1.0","runs":[{"tool":${driver},"results":[\n${results.join(',\n')}\n],${rest}]}\n`;
}

interface Written {
  readonly results: readonly string[];
  readonly rules: readonly string[];
}

function writeResults(input: RenderInput, findings: readonly JudgedFinding[], options: SarifOptions): Written {
  const { maxResults = 25_000, maxBytes = 9_000_000 } = options;
  const subjects = new Map(input.inventory.subjects.map((subject) => [subject.id, subject]));
  const places = groupBy(input.inventory.occurrences, ({ subject }) => subject);
  const otherwise = placeOfRun(input.report, options);
  const fingerprint = createFingerprinter();
  const rules = new Map<string, string>();
  const indexes = new Map<string, number>();
  const results: string[] = [];
  let bytes = 0;
  for (const judged of findings.slice(0, maxResults)) {
    const id = ruleId(judged);
    const isNew = !rules.has(id);
    const rule = rules.get(id) ?? JSON.stringify(sarifRule(input, judged));
    const index = indexes.get(id) ?? indexes.size;
    const placed = { judged, subject: subjects.get(judged.subject) ?? null, places: places.get(judged.subject) ?? [] };
    const result = JSON.stringify(sarifResult({ ...placed, otherwise }, index, fingerprint));
    bytes += byteLength(result) + (isNew ? byteLength(rule) : 0) + 2;
    if (bytes > maxBytes) break;
    rules.set(id, rule);
    indexes.set(id, index);
    results.push(result);
  }
  return { results, rules: [...rules.values()] };
}

/** Never none: GitHub refuses a file in which a result has no place. */
function placeOfRun({ gaps, lockfiles }: Report, { otherwise }: SarifOptions): string {
  return otherwise ?? gaps.find(({ doubt }) => doubt === true)?.lockfile ?? lockfiles[0]?.path ?? '.';
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

function runObject(report: Report, options: SarifOptions, leftOut: number) {
  const { name, version } = report.tool;
  return {
    tool: { name: visibleText(name), version: visibleText(version), informationUri: toolUri },
    invocations: [sarifInvocation(report, leftOut)],
    automationDetails: { id: `assay/${visibleText(options.category ?? kindOf(report))}/` },
    originalUriBaseIds: { [sourceRoot]: { description: { text: 'The folder that Assay ran in.' } } },
    artifacts: report.lockfiles.map(artifactOf),
    columnKind: 'utf16CodeUnits',
    properties: propertiesOf(report, leftOut),
  };
}

/** Only findings about licence packages have a phase. */
function kindOf({ findings }: Report): string {
  return findings.some(({ phase }) => phase !== undefined) ? 'license' : 'verify';
}

function artifactOf({ path, digest }: LockfileRef): JsonValue {
  const hashes = digest.alg === 'sha256' ? { hashes: { 'sha-256': digest.value } } : {};
  return { location: { ...artifactPlace(path) }, roles: ['analysisTarget'], ...hashes };
}

function propertiesOf(report: Report, leftOut: number): JsonValue {
  const { decision, depth, at, policyDigest, inventoryDigest, totals } = report;
  const { fail, unverified, warn, waived, pass } = totals.decisions;
  return {
    decision,
    depth,
    at: visibleText(at),
    policyDigest: policyDigest.value,
    inventoryDigest: inventoryDigest.value,
    packages: totals.subjects,
    decisions: { fail, unverified, warn, waived, pass },
    resultsLeftOut: leftOut,
  };
}
