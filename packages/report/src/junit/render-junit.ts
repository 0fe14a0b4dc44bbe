/** A report as JUnit XML, for build services. */

import type { Report } from '@assay/model';
import { wholeRun, type JudgedFinding } from '../judged-findings.js';
import type { RenderInput } from '../render-input.js';
import { junitCases, type JunitCase, type JunitOutcome } from './junit-cases.js';
import { xmlText } from './xml-text.js';

/** How much is written. */
export interface JunitOptions {
  /** Bytes of test cases beyond which the less bad ones are left out; 29,000,000 unless told: GitLab takes files below 30 MB. */
  readonly maxBytes?: number;
  /** Test cases; 500,000 unless told, as GitLab takes. */
  readonly maxCases?: number;
}

/**
 * JUnit XML: a suite for each check, in it a case for each package; the same bytes for the same report. What fails is a failure, what
 * could not be verified an error; warnings, waivers and what does not apply are skipped and say why. The worst cases stand first,
 * so that consumers which drop the second of two names keep it. Beyond the limits cases are left out, which the first suite says.
 */
export function renderJunit(input: RenderInput, options: JunitOptions = {}): string {
  const suites = writeCases(junitCases(input), options);
  const leftOut = suites.reduce((sum, suite) => sum + suite.leftOut, 0);
  const texts = suites.map((suite, id) => suiteText(input.report, suite, { id, leftOut }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${texts.join('')}</testsuites>\n`;
}

interface Suite {
  readonly check: string;
  readonly cases: string[];
  readonly counts: Record<JunitOutcome, number>;
  leftOut: number;
}

const outcomes: readonly JunitOutcome[] = ['failure', 'error', 'excused', 'passed', 'not-applicable'];

/** Outcome by outcome over all suites, until the limits are reached. */
function writeCases(
  suites: ReadonlyMap<string, readonly JunitCase[]>,
  { maxBytes = 29_000_000, maxCases = 500_000 }: JunitOptions,
): readonly Suite[] {
  const written = [...suites].map(([check]): Suite => ({ check, cases: [], counts: noCounts(), leftOut: 0 }));
  const room = { bytes: maxBytes, cases: maxCases };
  for (const outcome of outcomes) {
    for (const suite of written) putAll(suite, casesOf(suites, suite.check, outcome), room);
  }
  return written;
}

function casesOf(suites: ReadonlyMap<string, readonly JunitCase[]>, check: string, outcome: JunitOutcome) {
  return (suites.get(check) ?? []).filter((item) => item.outcome === outcome);
}

interface Room {
  bytes: number;
  cases: number;
}

function putAll(suite: Suite, items: readonly JunitCase[], room: Room): void {
  for (const item of items) put(suite, item, room);
}

/** From the first case on that finds no room, all are left out. */
function put(suite: Suite, item: JunitCase, room: Room): void {
  const text = room.bytes < 0 || room.cases <= 0 ? '' : caseText(item);
  room.bytes -= byteLength(text);
  if (text === '' || room.bytes < 0) {
    suite.leftOut += 1;
    return;
  }
  room.cases -= 1;
  suite.counts[item.outcome] += 1;
  suite.cases.push(text);
}

function noCounts(): Record<JunitOutcome, number> {
  return { failure: 0, error: 0, excused: 0, passed: 0, 'not-applicable': 0 };
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

interface SuitePlace {
  readonly id: number;
  /** In all suites together. */
  readonly leftOut: number;
}

function suiteText(report: Report, { check, cases, counts, leftOut }: Suite, place: SuitePlace): string {
  const attributes = [
    `name="${xmlText(check)}" package="assay" id="${String(place.id)}" hostname="localhost" time="0"`,
    `tests="${String(cases.length)}" failures="${String(counts.failure)}" errors="${String(counts.error)}"`,
    `skipped="${String(counts.excused + counts['not-applicable'])}"${timestamp(report)}`,
  ];
  const isFirst = place.id === 0;
  const properties = [...(isFirst ? runProperties(report) : []), ['cases-left-out', String(leftOut)] as const];
  const out = isFirst ? runText(report, place.leftOut) : '';
  return [
    `  <testsuite ${attributes.join(' ')}>\n    <properties>\n`,
    ...properties.map(([name, value]) => `      <property name="${name}" value="${xmlText(value)}"/>\n`),
    `    </properties>\n${cases.join('')}    <system-out>${out}</system-out>\n    <system-err></system-err>\n  </testsuite>\n`,
  ].join('');
}

/** JUnit's times have no zone; all of Assay's are UTC. */
function timestamp({ at }: Report): string {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.exec(at)?.[0];
  return time === undefined ? '' : ` timestamp="${time}"`;
}

function runProperties(report: Report): readonly (readonly [string, string])[] {
  const { tool, decision, exitCode, depth, policyDigest, inventoryDigest } = report;
  return [
    ['tool', `${tool.name} ${tool.version}`],
    ['decision', decision],
    ['exit-code', String(exitCode)],
    ['depth', depth],
    ['policy', `${policyDigest.alg}:${policyDigest.value}`],
    ['inventory', `${inventoryDigest.alg}:${inventoryDigest.value}`],
  ];
}

/** Others are counted only. */
const mostNotes = 1000;

function runText(report: Report, leftOut: number): string {
  const { warnings, notLookedAt, gaps } = report;
  const left = `${String(leftOut)} test cases were left out, none worse than those that are here: consumers refuse larger files.`;
  const lines = [
    ...(leftOut === 0 ? [] : [left]),
    ...warnings.map((text) => `Warning: ${text}`),
    ...gaps.map(
      (gap) => `Not looked at: ${gap.lockfile}${gap.line === undefined ? '' : `:${String(gap.line)}`}: ${gap.detail}`,
    ),
    ...notLookedAt.map((text) => `Not looked at: ${text}`),
  ];
  const hidden = lines.length - mostNotes;
  const shown = lines.slice(0, mostNotes).map((line) => `${xmlText(line, longestDetail)}\n`);
  return [...shown, hidden <= 0 ? '' : `${String(hidden)} more\n`].join('');
}

const longestDetail = 1000;

function caseText(item: JunitCase): string {
  const { check, name, place } = item;
  const file = place === null ? '' : ` file="${xmlText(place.lockfile)}" line="${String(place.line)}"`;
  const head = `    <testcase classname="assay.${xmlText(check)}" name="${xmlText(name)}" time="0"${file}`;
  const body = bodyText(item);
  return body === '' ? `${head}/>\n` : `${head}>\n      ${body}\n    </testcase>\n`;
}

function bodyText({ outcome, judged, idle }: JunitCase): string {
  if (outcome === 'passed') return '';
  if (outcome === 'not-applicable') return skipped(idle.map(({ detail }) => `Does not apply: ${detail}`));
  const lines = judged.map(lineOf);
  if (outcome === 'excused') return skipped(lines);
  const [first] = judged.filter(({ decision }) => decision === (outcome === 'failure' ? 'fail' : 'unverified'));
  if (first === undefined) return '';
  const text = judged.flatMap((each) => [lineOf(each), ...advice(each)]).map((line) => xmlText(line, longestDetail));
  const message = xmlText(lineOf(first), longestDetail);
  return `<${outcome} type="${xmlText(first.code)}" message="${message}">${text.join('\n')}</${outcome}>`;
}

function skipped(lines: readonly string[]): string {
  const texts = lines.map((line) => xmlText(line, longestDetail));
  return `<skipped message="${texts[0] ?? ''}">${texts.join('\n')}</skipped>`;
}

const leads: Readonly<Record<JudgedFinding['decision'], string>> = {
  fail: '',
  unverified: 'Could not be verified: ',
  warn: 'Warning: ',
  waived: 'Waived: ',
};

function lineOf({ decision, check, code, text, detail, waivers }: JudgedFinding): string {
  const because = waivers.map(({ reason, owner, expires }) => ` [${reason} (${owner}, until ${expires})]`);
  const id = check === wholeRun ? '' : ` (${check}/${code})`;
  return `${leads[decision]}${text}${detail === '' ? '' : ` ${detail}`}${because.join('')}${id}`;
}

function advice({ next }: JudgedFinding): readonly string[] {
  return next === '' ? [] : [`What to do: ${next}`];
}
