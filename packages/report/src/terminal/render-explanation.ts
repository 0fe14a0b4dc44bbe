/** `--explain`: everything about one package. */

import { formatDigest, type Finding, type Occurrence, type Outcome, type Subject } from '@assay/model';
import type { RenderInput } from '../render-input.js';
import { escapeTerminal } from './escape-terminal.js';
import { wrap } from './layout.js';
import type { TerminalOptions } from './options.js';
import { packageName } from './reasons-section.js';
import { createStyle, type Style } from './style.js';

/**
 * All that is known about the subjects that `wanted` names: a purl, a subject id, `name@version` or `name`. Null when none is
 * called so.
 */
export function renderExplanation(input: RenderInput, wanted: string, options: TerminalOptions): string | null {
  const subjects = input.inventory.subjects.filter((subject) => isCalled(subject, wanted));
  if (subjects.length === 0) return null;
  const style = createStyle(options.color);
  return `${subjects.map((subject) => explain(input, subject, options, style).join('\n')).join('\n\n')}\n`;
}

function isCalled({ id, purl, name, version }: Subject, wanted: string): boolean {
  return [id, purl, name, `${name}@${version}`].includes(wanted);
}

function explain(input: RenderInput, subject: Subject, options: TerminalOptions, style: Style): readonly string[] {
  const { report, inventory } = input;
  const verdict = report.verdicts.find((candidate) => candidate.subject === subject.id);
  const findings = report.findings.filter((finding) => finding.subject === subject.id);
  const places = inventory.occurrences.filter((occurrence) => occurrence.subject === subject.id);
  return [
    `${style.bold(packageName(subject.name, subject.version))}  ${verdict?.decision ?? 'unverified'}`,
    `  ${escapeTerminal(subject.id)}`,
    '',
    style.bold('Locked'),
    ...places.map(placeLine),
    ...subject.files.flatMap((file) => [
      `  ${escapeTerminal(file.name)}${file.url === undefined ? '' : `  ${escapeTerminal(file.url)}`}`,
      ...file.pins.map((pin) => `    ${formatDigest(pin)}`),
    ]),
    '',
    style.bold('Found'),
    ...findings.flatMap((finding) => findingLines(input, finding, options, style)),
  ];
}

function placeLine({ lockfile, line, path, scope, parent }: Occurrence): string {
  const by = parent === undefined ? '' : `, wanted by ${escapeTerminal(parent)}`;
  return `  ${escapeTerminal(lockfile)}:${String(line)}  ${escapeTerminal(path)} (${scope}${by})`;
}

const marks: Readonly<Record<Outcome, string>> = {
  proven: '✓',
  refuted: '✗',
  absent: '∅',
  unknown: '?',
  'not-applicable': '–',
};

function findingLines(input: RenderInput, finding: Finding, options: TerminalOptions, style: Style): readonly string[] {
  const info = input.codeInfo(finding.check, finding.code);
  const title = `${marks[finding.outcome]} ${finding.check}: ${finding.outcome} (${finding.code})`;
  return [
    `  ${title}`,
    ...wrap(escapeTerminal(finding.detail), options.width, '      '),
    ...(info === null || info.next === '' ? [] : wrap(`→ ${info.next}`, options.width, '      ').map(style.cyan)),
    ...finding.evidence.map((digest) => style.dim(`      evidence ${formatDigest(digest)}`)),
  ];
}
