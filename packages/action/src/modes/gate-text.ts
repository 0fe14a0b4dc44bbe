/** What a gate decided, in words. */

import type { GateArtifact, GateCondition, GateDecision } from '@assay/model';
import { escapeMarkdown } from '@assay/report';
import { count } from '../deliver/count.js';

/** Why it may be deployed or not, in one sentence. Foreign text: escape before printing. */
export function gateSentence({ artifacts }: GateDecision): string {
  const held = artifacts.filter(({ decision }) => decision !== 'pass');
  const [first] = held;
  if (first === undefined) return `${count(artifacts.length, 'artefact')} may be deployed.`;
  const broken = first.conditions.find(
    (each) => isBroken(each) && (first.decision !== 'fail' || each.outcome === 'refuted'),
  );
  const why =
    broken === undefined
      ? 'the answer says why.'
      : [broken.text, broken.detail].filter((text) => text !== '').join(' ');
  return `${String(held.length)} of ${count(artifacts.length, 'artefact')} may not be deployed: ${first.name}: ${why}`;
}

const words = { pass: 'may be deployed', fail: 'may not be deployed', unverified: 'is not known to be safe to deploy' };

/** More artefacts than that are in the answer's JSON. */
const mostArtifacts = 100;

/** The same for the job's summary, condition by condition. All text of others is escaped. */
export function renderGateMarkdown({ artifacts }: GateDecision): string {
  const parts = artifacts.slice(0, mostArtifacts).map(artifactPart);
  const rest = artifacts.length - parts.length;
  const end = rest > 0 ? [`And ${count(rest, 'further artefact')}.`] : [];
  return `${['## Assay: before the deploy', ...parts, ...end].join('\n\n')}\n\n`;
}

function artifactPart({ name, decision, conditions }: GateArtifact): string {
  const lines = conditions.map((each) => {
    const text = escapeMarkdown([each.text, each.detail].join(' ').trim(), 500);
    return `- ${mark(each)} ${each.condition}: ${text}${nextStep(each)}`;
  });
  return [`**${escapeMarkdown(name)} ${words[decision]}**`, lines.join('\n')].join('\n\n');
}

function nextStep(condition: GateCondition): string {
  return isBroken(condition) && condition.next !== '' ? `\n  → ${escapeMarkdown(condition.next)}` : '';
}

function isBroken({ outcome }: GateCondition): boolean {
  return outcome !== 'proven' && outcome !== 'not-applicable';
}

function mark({ outcome }: GateCondition): string {
  return ({ proven: '✓', refuted: '✗', absent: '✗', unknown: '?', 'not-applicable': '–' } as const)[outcome];
}
