/** What GitHub shows at the lines of lockfiles. */

import type { Decision, Gap } from '@assay/model';
import { decisionWords, reasonSource } from '../reason-words.js';
import { collectReasons, type Reason, type ReasonCase } from '../reasons.js';
import type { RenderInput } from '../render-input.js';
import { foldSilentRegistries, type SilentRegistry } from '../silent-registries.js';
import { count, formatCount } from '../terminal/counts.js';
import { doubtAdvice, doubtTitle } from '../terminal/doubt-block.js';
import { packageName } from '../terminal/package-name.js';
import { placeText } from '../terminal/place.js';
import { silentAdvice, silentScope, silentText } from '../terminal/silent-block.js';
import { mixGaps } from '../group-gaps.js';
import { chooseAnnotations, type Cause } from './choose-annotations.js';
import type { Annotation } from './workflow-command.js';

/** How many there may be. */
export interface AnnotationOptions {
  /** Of each level, from 1. GitHub shows ten of each per step, the sentence with which a step fails among them. */
  readonly limit: number;
  /** Where the rest can be read: ends "All of them: …". The job summary where nothing is said. */
  readonly whole?: string;
}

const levels: readonly Annotation['level'][] = ['error', 'warning', 'notice'];

const levelOf: Readonly<Record<Decision, Annotation['level']>> = {
  fail: 'error',
  unverified: 'error',
  warn: 'warning',
  waived: 'notice',
  pass: 'notice',
};

/**
 * What decided the verdicts, worst first: a note for each package at the line that locks it, at most `limit` of each level. Where that is
 * too few, what many packages have in common becomes one note, every reason has a note before any has two, and the last one says
 * how many packages have none.
 */
export function annotationsOf(input: RenderInput, options: AnnotationOptions): readonly Annotation[] {
  const causes = causesOf(input);
  const whole = options.whole ?? 'the job summary';
  return levels.flatMap((level) =>
    chooseAnnotations(
      causes.filter((cause) => cause.level === level),
      { limit: options.limit, level, whole },
    ),
  );
}

function causesOf(input: RenderInput): readonly Cause[] {
  const { reasons, silent } = foldSilentRegistries(input, collectReasons(input));
  return [
    ...reasons.filter(({ decision }) => decision === 'fail').map(reasonCause),
    ...doubtCauses(input),
    ...reasons.filter(({ decision }) => decision !== 'fail').map(reasonCause),
    ...silent.map(silentCause),
  ];
}

function reasonCause(reason: Reason): Cause {
  const level = levelOf[reason.decision];
  const source = reasonSource(reason);
  return {
    level,
    packages: reason.cases.length,
    each: () => reason.cases.map((item) => caseAnnotation(level, { ...reason, source }, item)),
    together: () => reasonAnnotation(level, reason),
  };
}

/** A reason with its source, which is worked out once for all of its cases. */
type SourcedReason = Reason & { readonly source: string };

function caseAnnotation(level: Annotation['level'], reason: SourcedReason, item: ReasonCase): Annotation {
  const { name, version, occurrence, findings } = item;
  const details = [...new Set(findings.map(({ detail }) => detail))].filter((detail) => detail !== reason.text);
  return {
    level,
    ...placeOf(occurrence),
    title: `${packageName(name, version)} ${wordsFor(reason)}: ${reason.source}`,
    message: lines(reason.text, ...cut(details.map(shorten), 5), advice(reason)),
  };
}

/** The whole reason, at the place of its first package. */
function reasonAnnotation(level: Annotation['level'], reason: Reason): Annotation {
  const { cases, text } = reason;
  return {
    level,
    ...placeOf(cases[0]?.occurrence ?? null),
    title: `${count(cases.length, 'package')} ${decisionWords[reason.decision]}: ${reasonSource(reason)}`,
    message: lines(text, ...cut(cases.map(caseLine), mostNamed), advice(reason)),
  };
}

const mostNamed = 10;

function caseLine({ name, version, occurrence }: ReasonCase): string {
  const place = occurrence === null ? '' : ` ${placeText(occurrence.lockfile, occurrence.line)}`;
  return `- ${packageName(name, version)}${place}`;
}

function wordsFor({ decision }: Reason): string {
  return decision === 'waived' ? 'is waived' : decisionWords[decision];
}

function advice({ decision, next }: Reason): string {
  return next === '' || decision === 'waived' ? '' : `→ ${next}`;
}

/** Gaps that the policy accepts are no news. */
function doubtCauses({ report }: RenderInput): readonly Cause[] {
  const doubts = report.exitCode === 0 ? [] : mixGaps(report.gaps.filter(({ doubt }) => doubt === true));
  if (doubts.length === 0) return [];
  return [
    { level: 'error', packages: 0, each: () => doubts.map(gapAnnotation), together: () => gapsAnnotation(doubts) },
  ];
}

function gapAnnotation({ lockfile, line, code, detail }: Gap): Annotation {
  const place = { file: lockfile, ...(line === undefined ? {} : { line }) };
  const title = `${doubtTitle(false)} ${code}`;
  return { level: 'error', ...place, title, message: lines(shorten(detail), `→ ${doubtAdvice}`) };
}

function gapsAnnotation(doubts: readonly Gap[]): Annotation {
  const named = doubts.map(({ lockfile, line, detail }) => `- ${placeText(lockfile, line)}: ${shorten(detail)}`);
  const message = lines(...cut(named, mostNamed), `→ ${doubtAdvice}`);
  const file = doubts[0]?.lockfile;
  return { level: 'error', ...(file === undefined ? {} : { file }), title: doubtTitle(false), message };
}

function silentCause({ registry, subjects }: SilentRegistry): Cause {
  const title = `${registry ?? 'The registry'} ${silentText}`;
  const message = lines(silentScope(subjects.size), `→ ${silentAdvice}`);
  const annotation: Annotation = { level: 'warning', title, message };
  return { level: 'warning', packages: subjects.size, each: () => [annotation], together: () => annotation };
}

function placeOf(occurrence: ReasonCase['occurrence']): Pick<Annotation, 'file' | 'line'> {
  return occurrence === null ? {} : { file: occurrence.lockfile, line: occurrence.line };
}

const longestDetail = 500;

/** Cut, and on one line: a line break would let it pass for a sentence of ours. */
function shorten(text: string): string {
  const points = [...text.slice(0, longestDetail * 2)];
  const head = points.slice(0, longestDetail).join('').replaceAll('\n', '\\u{a}');
  return head.length < text.length && points.length > longestDetail ? `${head}…` : head;
}

function cut(texts: readonly string[], most: number): readonly string[] {
  const hidden = texts.length - most;
  return hidden <= 0 ? texts : [...texts.slice(0, most), `and ${formatCount(hidden)} more`];
}

function lines(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}
