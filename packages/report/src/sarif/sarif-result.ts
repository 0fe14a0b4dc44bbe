/** One SARIF result. */

import { formatDigest, type JsonValue, type Occurrence, type Subject, type WaiverUse } from '@assay/model';
import type { JudgedFinding } from '../judged-findings.js';
import { addsNothing } from '../terminal/adds-nothing.js';
import { visibleText } from '../visible-text.js';
import { artifactPlace } from './artifact-place.js';
import type { Fingerprinter } from './fingerprint.js';
import { ruleId } from './sarif-rule.js';
import { messageText } from './sarif-text.js';

/** A finding and where its package is locked. */
export interface PlacedFinding {
  readonly judged: JudgedFinding;
  /** Null for a package that the inventory does not hold. */
  readonly subject: Subject | null;
  readonly places: readonly Occurrence[];
  /** The file that results are shown at whose package is locked nowhere. */
  readonly otherwise: string;
}

const longestDetail = 1000;

/** Others are counted only: GitHub shows 100 locations of a result. */
const mostPlaces = 20;

const leads: Readonly<Record<JudgedFinding['decision'], string>> = {
  fail: '',
  unverified: 'Could not be verified: ',
  warn: 'Warning: ',
  waived: 'Waived: ',
};

/**
 * A result (SARIF §3.27). What fails, and what could not be verified though the policy requires it, is an error: both end a run with
 * another exit code than 0. A waiver suppresses an error.
 */
export function sarifResult(placed: PlacedFinding, ruleIndex: number, fingerprint: Fingerprinter): JsonValue {
  const { judged, subject, places } = placed;
  const related = places.slice(1, mostPlaces);
  return {
    ruleId: ruleId(judged),
    ruleIndex,
    kind: 'fail',
    level: levelOf(judged),
    message: { text: messageOf(placed) },
    locations: locationsOf(placed),
    ...(related.length === 0 ? {} : { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: fingerprint({
      check: judged.check,
      code: judged.code,
      purl: subject?.purl ?? judged.subject,
      lockfile: places[0]?.lockfile ?? '',
      file: judged.finding?.file ?? '',
      phase: judged.finding?.phase ?? '',
    }),
    ...(judged.decision === 'waived' ? { suppressions: suppressions(judged.waivers) } : {}),
    properties: propertiesOf(placed),
  };
}

function levelOf({ decision, decisive }: JudgedFinding): 'error' | 'warning' {
  if (decision === 'warn' || (decision === 'unverified' && !decisive)) return 'warning';
  return 'error';
}

function messageOf({ judged, subject }: PlacedFinding): string {
  const { text, next, decision } = judged;
  const who = subject === null ? visibleText(judged.subject) : nameOf(subject);
  const detail = judged.detail === '' || addsNothing(judged.detail, text) ? '' : ` ${judged.detail}`;
  const particulars = messageText(`${text}${detail}`, longestDetail);
  const advice = next === '' ? '' : ` What to do: ${messageText(next, longestDetail)}`;
  return `${messageText(who)}: ${leads[decision]}${particulars}${advice}`;
}

function nameOf({ name, version }: Subject): string {
  return visibleText(`${name} ${version}`.trim());
}

function locationsOf({ judged, subject, places, otherwise }: PlacedFinding): JsonValue {
  const [first] = places;
  const purl = visibleText(subject?.purl ?? judged.subject);
  const logical = { name: subject === null ? purl : nameOf(subject), fullyQualifiedName: purl, kind: 'package' };
  const physicalLocation = first === undefined ? placeOf(otherwise) : lineOf(first);
  return [{ physicalLocation, logicalLocations: [logical] }];
}

function lineOf({ lockfile, line }: Occurrence): { readonly [key: string]: JsonValue } {
  return { ...placeOf(lockfile), ...(Number.isSafeInteger(line) && line > 0 ? { region: { startLine: line } } : {}) };
}

function placeOf(file: string): { readonly [key: string]: JsonValue } {
  return { artifactLocation: { ...artifactPlace(file) } };
}

function relatedLocation(occurrence: Occurrence, index: number): JsonValue {
  return { id: index + 1, physicalLocation: lineOf(occurrence), message: { text: 'Locked here too.' } };
}

function suppressions(waivers: readonly WaiverUse[]): JsonValue {
  if (waivers.length === 0) return [{ kind: 'external', status: 'accepted' }];
  return waivers.map(({ reason, owner, expires }) => ({
    kind: 'external',
    status: 'accepted',
    justification: visibleText(`${reason} (${owner}, until ${expires})`),
  }));
}

function propertiesOf({ judged, subject, places }: PlacedFinding): JsonValue {
  const { finding, decision, decisive } = judged;
  return {
    purl: visibleText(subject?.purl ?? judged.subject),
    decision,
    decisive,
    ...(finding === null ? {} : { outcome: finding.outcome, evidence: finding.evidence.map(formatDigest) }),
    ...(finding?.file === undefined ? {} : { file: visibleText(finding.file) }),
    ...(finding?.phase === undefined ? {} : { phase: finding.phase }),
    ...(places.length > 1 ? { lockedInPlaces: places.length } : {}),
  };
}
