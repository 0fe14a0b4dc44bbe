/** `--explain`: everything about one package. */

import {
  formatDigest,
  type Decision,
  type Finding,
  type Occurrence,
  type Subject,
  type SubjectFile,
  type Verdict,
} from '@assay/model';
import { findSubjects } from '../find-subjects.js';
import { hardenedProof } from '../hardened-proof.js';
import { parentChain, parentsOf } from '../parent-chain.js';
import type { RenderInput } from '../render-input.js';
import { waiverText } from './about-section.js';
import { addsNothing } from './adds-nothing.js';
import { colorOf, markOf, outcomeColor, outcomeMark } from './decision-style.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import { packageName } from './package-name.js';
import { placeText } from './place.js';
import { sourceText } from './source-text.js';
import { createStyle, type Style } from './style.js';
import { splitSuggestion } from './suggested-entry.js';
import { wrap, wrapMarked } from './wrap.js';

/**
 * All that is known about the subjects that `wanted` names (purl, subject id, name, name and version, lockfile key or alias): where
 * each is locked and why, where it comes from, every finding with what to do, and its waivers. Null when none is called so.
 */
export function renderExplanation(input: RenderInput, wanted: string, options: TerminalOptions): string | null {
  const subjects = findSubjects(input.inventory, wanted);
  if (subjects.length === 0) return null;
  const page: Page = { input, options, style: createStyle(options.color) };
  const parents = parentsOf(input.inventory);
  const records = recordsOf(input, subjects);
  const texts = records.map((record) => explain(page, record, parentChain(parents, record.subject.id)).join('\n'));
  return `${[...texts, ...elsewhere(page, records)].join('\n\n')}\n`;
}

/** An exit code that none of these packages explains would look like a contradiction. */
function elsewhere({ input, options }: Page, records: readonly SubjectRecord[]): readonly string[] {
  const { exitCode } = input.report;
  const isBad = records.some(({ verdict }) => verdict === undefined || blocking.includes(verdict.decision));
  if (exitCode === 0 || isBad) return [];
  const what = records.length === 1 ? 'This package passes' : 'These packages pass';
  const text = `${what}; exit code ${String(exitCode)} comes from something else in this run: see it without --explain.`;
  return [wrap(text, options.width, '  ').join('\n')];
}

const blocking: readonly Decision[] = ['fail', 'unverified'];

interface Page {
  readonly input: RenderInput;
  readonly options: TerminalOptions;
  readonly style: Style;
}

interface SubjectRecord {
  readonly subject: Subject;
  readonly verdict: Verdict | undefined;
  readonly findings: readonly Finding[];
  readonly places: readonly Occurrence[];
}

/** One pass over the report, however many subjects are meant. */
function recordsOf({ report, inventory }: RenderInput, subjects: readonly Subject[]): readonly SubjectRecord[] {
  const verdicts = new Map(report.verdicts.map((verdict) => [verdict.subject, verdict]));
  const findings = new Map<string, Finding[]>(subjects.map(({ id }) => [id, []]));
  const places = new Map<string, Occurrence[]>(subjects.map(({ id }) => [id, []]));
  for (const finding of report.findings) findings.get(finding.subject)?.push(finding);
  for (const occurrence of inventory.occurrences) places.get(occurrence.subject)?.push(occurrence);
  return subjects.map((subject) => ({
    subject,
    verdict: verdicts.get(subject.id),
    findings: findings.get(subject.id) ?? [],
    places: places.get(subject.id) ?? [],
  }));
}

function explain(page: Page, record: SubjectRecord, chain: readonly string[]): readonly string[] {
  const { options, style } = page;
  const { subject, findings } = record;
  const item = (text: string) => wrap(text, options.width, '  ');
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', style.bold(title), ...lines];
  return [
    headLine(page, record),
    ...item(escapeTerminal(subject.id)).map(style.dim),
    ...section(
      'Locked',
      record.places.flatMap((place) => item(occurrenceText(place))),
    ),
    ...section(
      'Wanted by',
      chain.flatMap((id, depth) => wrap(escapeTerminal(id), options.width, ' '.repeat(2 + depth))),
    ),
    ...section('Comes from', [
      ...sourceLines(subject).flatMap(item),
      ...subject.files.flatMap((file) => fileLines(file, item)),
    ]),
    ...section(
      'Bundles',
      (subject.bundles ?? []).flatMap((path) => item(escapeTerminal(path))),
    ),
    ...section(
      'Contradicted by',
      subject.conflictsWith.flatMap((id) => item(escapeTerminal(id))),
    ),
    ...section(
      'Found',
      groupFindings(findings).flatMap((group) => findingLines(page, record, group)),
    ),
    ...section('Waivers used', waiversOf(page, record)),
  ];
}

function headLine({ style }: Page, { subject, verdict }: SubjectRecord): string {
  const decision = verdict?.decision ?? 'unverified';
  const mark = style.bold(colorOf(decision, style)(`${markOf(decision)} ${decision}`));
  return `${mark}  ${style.bold(packageName(subject.name, subject.version))}`;
}

function occurrenceText({ lockfile, line, path, scope, parent }: Occurrence): string {
  const by = parent === undefined ? '' : `, wanted by ${escapeTerminal(parent)}`;
  return `${placeText(lockfile, line)}  ${escapeTerminal(path)} (${escapeTerminal(scope)}${by})`;
}

/** A lockfile that states a file's own URL need not name the registry too. */
function sourceLines({ source, files }: Subject): readonly string[] {
  const urls = [...new Set(files.flatMap(({ url }) => url ?? []))];
  const isNamed = source.kind !== 'registry' || source.url !== undefined || urls.length === 0;
  const own = isNamed && 'url' in source ? urls.filter((url) => url !== source.url) : urls;
  return [...(isNamed ? [sourceText(source)] : []), ...own.map((url) => escapeTerminal(url))];
}

/** Digests stand on lines of their own and are not broken, so that they can be copied. */
function fileLines(file: SubjectFile, item: (text: string) => readonly string[]): readonly string[] {
  const platform = file.platform === undefined ? '' : ` (${escapeTerminal(file.platform)})`;
  return [
    ...item(`${escapeTerminal(file.name)}${platform}`),
    ...file.pins.map((pin) => `    ${escapeTerminal(formatDigest(pin))}`),
    ...file.malformedPins.flatMap((text) => item(`  not a digest: "${escapeTerminal(text)}"`)),
    ...(file.pins.length + file.malformedPins.length === 0 ? ['    no digest'] : []),
  ];
}

/** Findings of one check with one code, about several files: explained once. */
function groupFindings(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.check}\0${finding.code}\0${finding.outcome}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function findingLines(page: Page, record: SubjectRecord, group: readonly [Finding, ...Finding[]]): readonly string[] {
  const { input, options, style } = page;
  const { check, code, outcome } = group[0];
  const info = input.codeInfo(check, code);
  const mark = outcomeMark(outcome);
  const title = `${escapeTerminal(check)}: ${escapeTerminal(outcome)} (${escapeTerminal(code)})${effectOf(record, group)}`;
  const [first = '', ...rest] = wrapMarked(mark, title, options.width, '  ');
  const proof = decided(record, group) ? hardenedProof(input, group[0]) : null;
  const text = proof?.text ?? (info === null || outcome === 'proven' ? '' : info.text);
  const advice = proof?.next ?? info?.next ?? '';
  const told = text === '' ? [] : wrap(escapeTerminal(text), options.width, '    ');
  const next = advice === '' ? [] : wrapMarked('→', escapeTerminal(advice), options.width, '    ');
  return [
    `  ${outcomeColor(outcome, style)(mark)}${first.slice(2 + mark.length)}`,
    ...rest,
    ...told,
    ...withoutRepeats(group.map((finding) => particularLines(page, finding, text))).flat(),
    ...next.map(style.cyan),
  ];
}

/** What the findings did to the verdict, if they decided it. */
function effectOf(record: SubjectRecord, group: readonly Finding[]): string {
  return record.verdict === undefined || !decided(record, group) ? '' : `, ${record.verdict.decision}`;
}

function decided({ verdict }: SubjectRecord, group: readonly Finding[]): boolean {
  return verdict !== undefined && group.some(({ id }) => verdict.because.includes(id));
}

function particularLines({ options, style }: Page, finding: Finding, told: string): readonly string[] {
  const { said, entry } = splitSuggestion(finding);
  const detail = addsNothing(said, told) ? [] : wrap(escapeTerminal(said), options.width, '    ');
  return [
    ...detail,
    ...entry.map((line) => `      ${escapeTerminal(line)}`),
    ...finding.evidence.map((digest) => style.dim(`      evidence ${escapeTerminal(formatDigest(digest))}`)),
  ];
}

/** Two files of which the same is true need only one line. */
function withoutRepeats(blocks: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(blocks.map((lines) => [lines.join('\n'), lines])).values()];
}

function waiversOf({ input, options }: Page, { verdict }: SubjectRecord): readonly string[] {
  const used = new Set(verdict?.waivedBy ?? []);
  const uses = input.report.waivers.filter(({ waiver }) => used.has(waiver));
  return uses.flatMap((use) => wrapMarked('~', waiverText(use), options.width, '  '));
}
