/** `assay attestation verify` for people: the verdict, then each file with who signed it, or why that is not known. */

import { formatDigest, type AttestationReport, type AttestationVerdict, type FileVerdict } from '@assay/model';
import { count } from '../terminal/counts.js';
import { escapeTerminal } from '../terminal/escape-terminal.js';
import type { TerminalOptions } from '../terminal/options.js';
import { createStyle, type Style } from '../terminal/style.js';
import { wrap, wrapMarked } from '../terminal/wrap.js';
import { signedLines } from './signed-lines.js';
import { tellingDifferences } from './telling-differences.js';

const shownFiles = 100;
const shownAttestations = 10;

interface Sheet {
  readonly options: TerminalOptions;
  readonly style: Style;
}

/** The summary. What is not proven comes first; `quiet` tells nothing else. Ends with a line break. */
export function renderAttestations(report: AttestationReport, options: TerminalOptions): string {
  const sheet: Sheet = { options, style: createStyle(options.color) };
  const bad = report.files.filter(({ outcome }) => outcome !== 'proven');
  const good = options.detail === 'quiet' ? [] : report.files.filter(({ outcome }) => outcome === 'proven');
  const files = [...bad, ...good];
  const shown = options.detail === 'verbose' ? files : files.slice(0, shownFiles);
  const hidden = files.length - shown.length;
  const blocks = [
    headBlock(report, sheet),
    ...shown.map((file) => fileBlock(file, sheet)),
    hidden === 0 ? [] : [sheet.style.dim(`  and ${count(hidden, 'more file', 'more files')} (--verbose shows them)`)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headBlock({ files, exitCode, expected }: AttestationReport, { options, style }: Sheet): readonly string[] {
  const by = wrap(`Expected signer: ${escapeTerminal(expected.text)}`, options.width, '  ').map(style.dim);
  return [headline(files, exitCode, style), ...by];
}

function headline(files: readonly FileVerdict[], exitCode: AttestationReport['exitCode'], style: Style): string {
  const proven = files.filter(({ outcome }) => outcome === 'proven').length;
  const refuted = files.filter(({ outcome }) => outcome === 'refuted').length;
  const open = files.length - proven - refuted;
  const parts = [
    refuted === 0 ? '' : `${count(refuted, 'file')} refuted`,
    open === 0 ? '' : `${count(open, 'file')} not proven`,
    proven === 0 ? '' : `${count(proven, 'file')} signed by whom you expect`,
  ];
  const said = parts.filter((part) => part !== '').join(', ');
  if (exitCode === 0) return `${style.bold(style.green('PASS'))}  ${said}`;
  if (exitCode === 1) return `${style.bold(style.red('FAIL'))}  ${said}`;
  return `${style.bold(style.yellow('UNVERIFIED'))}  ${said}`;
}

function fileBlock(file: FileVerdict, sheet: Sheet): readonly string[] {
  const { options, style } = sheet;
  const { outcome, code, text, next, attestations, aboutOthers } = file;
  const [mark, color] = markOf(outcome, style);
  const isProven = outcome === 'proven';
  const [first = '', ...rest] = wrapMarked(mark, escapeTerminal(file.file), options.width, '');
  const shown = options.detail === 'verbose' ? attestations : attestations.slice(0, shownAttestations);
  const hidden = attestations.length - shown.length;
  return [
    `${color(mark)}${first.slice(mark.length)}`,
    ...rest,
    ...(isProven ? [] : wrap(`${escapeTerminal(text)} (${escapeTerminal(code)})`, options.width, '  ')),
    ...shown.flatMap((attestation) => attestationLines(attestation, sheet)),
    ...suggestionLines(shown),
    ...(hidden === 0 ? [] : [style.dim(`  and ${count(hidden, 'more attestation')} (--verbose shows them)`)]),
    ...(aboutOthers === 0 ? [] : [style.dim(`  ${count(aboutOthers, 'attestation')} about other files left out`)]),
    ...(options.detail === 'verbose' ? file.digests.map((digest) => style.dim(`  ${formatDigest(digest)}`)) : []),
    ...(next === '' ? [] : wrapMarked('→', escapeTerminal(next), options.width, '  ').map(style.cyan)),
  ];
}

function markOf(outcome: FileVerdict['outcome'], style: Style): readonly [string, Style['red']] {
  if (outcome === 'proven') return ['✓', style.green];
  return outcome === 'refuted' ? ['✗', style.red] : ['?', style.yellow];
}

function attestationLines(attestation: AttestationVerdict, sheet: Sheet): readonly string[] {
  const { outcome, code, detail, from, place, verified, differences, notes } = attestation;
  const { width, detail: depth } = sheet.options;
  const dim = sheet.style.dim;
  const where = `${escapeTerminal(from)}, attestation ${place}`;
  const why = differences.length > 0 ? escapeTerminal(code) : `${escapeTerminal(code)}. ${escapeTerminal(detail)}`;
  const said = outcome === 'proven' ? where : `${where}: ${why}`;
  return [
    ...wrapMarked('–', said, width, '  '),
    ...(verified === undefined ? [] : signedLines(verified, width)),
    ...tellingDifferences(differences).flatMap((difference) => differenceLines(difference, width)),
    ...notes.flatMap((note) => wrapMarked('!', escapeTerminal(note), width, '    ')),
    ...(depth === 'verbose' ? stepLines(attestation, width).map(dim) : []),
  ];
}

function differenceLines(
  { field, expected, actual }: AttestationVerdict['differences'][number],
  width: number,
): readonly string[] {
  return [
    ...wrap(`${escapeTerminal(field)}: expected ${escapeTerminal(expected)}`, width, '    '),
    ...wrap(actual === undefined ? 'and nothing is stated' : `but found ${escapeTerminal(actual)}`, width, '      '),
  ];
}

/** How to name the signer that was found: on the command line, and in a policy. */
function suggestionLines(attestations: readonly AttestationVerdict[]): readonly string[] {
  const named = [...new Set(attestations.flatMap(({ options }) => options ?? []))].slice(0, shownAttestations);
  const options = named.map((text) => `    ${escapeTerminal(text)}`);
  return [
    ...(options.length === 0 ? [] : ['  To expect this signer, if it is the right one:', ...options]),
    ...policyLines(attestations),
  ];
}

/** YAML, whose lines must stay as they are; the same for all attestations of one signer. */
function policyLines(attestations: readonly AttestationVerdict[]): readonly string[] {
  const suggestions = new Set(attestations.flatMap(({ suggestion }) => suggestion ?? []));
  const lines = [...suggestions].slice(0, shownAttestations).flatMap((text) => text.split('\n'));
  const shown = lines.filter((line) => line !== '').map((line) => `    ${escapeTerminal(line)}`);
  return shown.length === 0 ? [] : ['  For `publishers` in a policy, if this signer is the right one:', ...shown];
}

function stepLines({ steps }: AttestationVerdict, width: number): readonly string[] {
  return steps.flatMap(({ step, result, detail }) =>
    wrapMarked(result === 'proven' ? '✓' : '✗', `${escapeTerminal(step)}: ${escapeTerminal(detail)}`, width, '    '),
  );
}
