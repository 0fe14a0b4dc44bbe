/** `assay sbom conform` for people: each checklist's verdict, what is unmet and what to fill in, then the rest. */

import type { ConformityReport, ElementResult } from '@assay/model';
import { count, formatCount } from '../terminal/counts.js';
import { escapeTerminal } from '../terminal/escape-terminal.js';
import type { TerminalOptions } from '../terminal/options.js';
import { createStyle, type Mark, type Style } from '../terminal/style.js';
import { wrap, wrapMarked } from '../terminal/wrap.js';

interface Sheet {
  readonly options: TerminalOptions;
  readonly style: Style;
}

const shownExamples = 3;

/** The summary. `quiet` tells only what is unmet and must be there; `verbose` names up to ten components each. Ends with a line break. */
export function renderConformity(reports: readonly ConformityReport[], options: TerminalOptions): string {
  const sheet: Sheet = { options, style: createStyle(options.color) };
  return `${reports.map((report) => reportBlock(report, sheet).join('\n')).join('\n\n')}\n`;
}

function reportBlock(report: ConformityReport, sheet: Sheet): readonly string[] {
  const { elements, note, url } = report;
  const { options, style } = sheet;
  const grave = elements.filter((element) => element.level === 'must' && element.state === 'not-met');
  const others = elements.filter((element) => !grave.includes(element));
  const shown = options.detail === 'quiet' ? grave : [...grave, ...others];
  const notes = options.detail === 'quiet' ? [] : wrap(`${note} ${url}`, options.width, '  ').map(style.dim);
  return [headline(report, sheet), ...notes, ...shown.flatMap((element) => elementLines(element, sheet))];
}

function headline({ name, version, conforms, elements }: ConformityReport, { style }: Sheet): string {
  const unmet = elements.filter(({ level, state }) => level === 'must' && state === 'not-met').length;
  const title = `${name} ${version}`;
  if (conforms) return `${style.bold(style.green('NOTHING MISSING'))}  ${title}: everything that must be there is`;
  return `${style.bold(style.red('INCOMPLETE'))}  ${title}: ${count(unmet, 'element')} that must be there ${unmet === 1 ? 'is' : 'are'} not`;
}

function elementLines(element: ElementResult, { options, style }: Sheet): readonly string[] {
  const { title, section, level, state, fill } = element;
  const [word, colour] = markOf(element, style);
  const text = `${title} (${level}, ${section})${countText(element)}`;
  const [first = '', ...rest] = wrapMarked(word, text, options.width, '  ');
  const lines = [first.replace(word, colour), ...rest];
  if (state !== 'not-met') return lines;
  const without = examples(element, options).flatMap((example) => wrap(example, options.width, deeper));
  return [...lines, ...wrap(fill, options.width, deeper), ...without.map(style.dim)];
}

const deeper = ' '.repeat(6);

function markOf({ state, level }: ElementResult, style: Style): readonly [word: string, colour: Mark] {
  if (state === 'met') return ['met', style.green];
  if (state === 'not-applicable') return ['n/a', style.dim];
  return level === 'must' ? ['NOT', style.red] : ['not', style.yellow];
}

function countText({ about, state, met, of }: ElementResult): string {
  if (about === 'document' || state === 'not-applicable') return '';
  return `: ${formatCount(met)} of ${count(of, 'component')}`;
}

function examples({ missing, met, of }: ElementResult, { detail }: TerminalOptions): readonly string[] {
  if (missing.length === 0) return [];
  const shown = detail === 'verbose' ? missing : missing.slice(0, shownExamples);
  const hidden = of - met - shown.length;
  const rest = hidden <= 0 ? '' : ` and ${formatCount(hidden)} more`;
  return [`without it: ${shown.map((label) => escapeTerminal(label)).join(', ')}${rest}`];
}
