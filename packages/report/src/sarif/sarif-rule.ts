/** SARIF's rules: one for each check and code. */

import type { JsonValue, Outcome } from '@assay/model';
import { checkHelpUri } from '../help-uri.js';
import { wholeRun, type JudgedFinding } from '../judged-findings.js';
import type { RenderInput } from '../render-input.js';
import { visibleText } from '../visible-text.js';
import { messageText } from './sarif-text.js';

/** `check/code`. */
export function ruleId({ check, code }: Pick<JudgedFinding, 'check' | 'code'>): string {
  return `${visibleText(check, { longest: longestWord })}/${visibleText(code, { longest: longestWord })}`;
}

const longestWord = 100;

const levels: Readonly<Record<Outcome, 'error' | 'warning' | 'note'>> = {
  refuted: 'error',
  absent: 'error',
  unknown: 'warning',
  proven: 'note',
  'not-applicable': 'note',
};

/** The rule of a finding (`reportingDescriptor`, SARIF §3.49). What it says holds of every finding with its code. */
export function sarifRule({ codeInfo }: RenderInput, finding: JudgedFinding): JsonValue {
  const { check, code } = finding;
  const info = codeInfo(check, code);
  const outcome = info?.outcome ?? 'unknown';
  const { text, next } = info ?? finding;
  const helpUri = checkHelpUri(check);
  const help = messageText(`${text} ${next}`.trim(), longestHelp);
  return {
    id: ruleId(finding),
    ...nameOf(finding),
    shortDescription: { text: messageText(text, longestHelp) },
    fullDescription: { text: help },
    help: { text: help, ...(info === null && check !== wholeRun ? {} : { markdown: markdown(finding, text, next) }) },
    helpUri,
    defaultConfiguration: { level: levels[outcome] },
    properties: { check: visibleText(check), code: visibleText(code), tags: ['security', 'supply-chain', outcome] },
  };
}

const longestHelp = 1000;

/** `PinStrengthPinMissing`, for codes as the catalogues spell them. */
function nameOf({ check, code }: JudgedFinding): { readonly name?: string } {
  const words = `${check}-${code}`;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(words)) return {};
  return { name: words.replaceAll(/(?:^|-)([a-z0-9])/g, (_all, first: string) => first.toUpperCase()) };
}

/** Only words of the catalogues: what others wrote never becomes Markdown. */
function markdown({ check }: JudgedFinding, text: string, next: string): string {
  const about = check === wholeRun ? '' : `[What \`${check}\` proves, and what it cannot](${checkHelpUri(check)})`;
  const advice = next === '' ? '' : `**What to do:** ${next}`;
  return [text, advice, about].filter((part) => part !== '').join('\n\n');
}
