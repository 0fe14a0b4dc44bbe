/** What a run says beside its results. */

import type { Gap, JsonValue, Report } from '@assay/model';
import { artifactPlace } from './artifact-place.js';
import { messageText } from './sarif-text.js';

/** Others are counted only. */
const most = 1000;

/** How the run went (`invocation`, SARIF §3.20): it went well also where its verdict is bad; the exit code says which it is. */
export function sarifInvocation(report: Report, leftOut: number): JsonValue {
  const told = [
    ...(report.reason === undefined ? [] : [note('error', 'reason', report.reason)]),
    ...(leftOut === 0 ? [] : [note('warning', 'left-out', leftOutText(leftOut))]),
    ...capped(report.gaps, gapNote),
    ...capped(report.notLookedAt, (text) => note('note', 'not-looked-at', text)),
  ];
  const warnings = capped(report.warnings, (text) => note('warning', 'policy', text));
  return {
    executionSuccessful: true,
    exitCode: report.exitCode,
    exitCodeDescription: meanings[report.exitCode],
    toolExecutionNotifications: told,
    toolConfigurationNotifications: warnings,
  };
}

const meanings: Readonly<Record<Report['exitCode'], string>> = {
  0: 'Nothing failed and nothing is unverified.',
  1: 'Something failed.',
  3: 'Something could not be verified.',
};

function leftOutText(count: number): string {
  return `${String(count)} results were left out, none worse than those that are here: consumers refuse larger files. The JSON report holds all of them.`;
}

function capped<T>(items: readonly T[], tell: (item: T) => JsonValue): readonly JsonValue[] {
  const hidden = items.length - most;
  const shown = items.slice(0, most).map(tell);
  return hidden <= 0 ? shown : [...shown, note('note', 'left-out', `${String(hidden)} more were left out.`)];
}

function gapNote({ lockfile, line, code, detail, doubt }: Gap): JsonValue {
  const level = doubt === true ? 'error' : 'note';
  const region = line === undefined || line < 1 ? {} : { region: { startLine: line } };
  const physicalLocation = { artifactLocation: { ...artifactPlace(lockfile) }, ...region };
  return { ...note(level, `gap/${code}`, detail), locations: [{ physicalLocation }] };
}

function note(level: 'error' | 'warning' | 'note', id: string, text: string): { readonly [key: string]: JsonValue } {
  return { level, descriptor: { id: messageText(id) }, message: { text: messageText(text, 1000) } };
}
