import type { VerifiedTime } from '@assay/model';
import { formatTime } from './format-time.js';
import type { BoundEntry } from './log-entries.js';
import { disprove, prove, type NotProven, type Proof } from './proof.js';
import type { SigningKey } from './signing-key.js';
import type { BoundTimestamp } from './timestamps.js';
import { isWithin } from './trusted-root-parts.js';
import { isValidAt } from './x509-certificate.js';

interface Clock {
  readonly time: number;
  readonly by: VerifiedTime['by'];
  readonly source: string;
}

type TimesProof = Proof<'times', readonly VerifiedTime[]>;

/** Whether there may be no clock at all, and the time that is judged at, in milliseconds. */
export interface ClockRules {
  readonly clocks: number;
  readonly at: number;
}

/**
 * When the signature existed, by clocks that are trusted: integrated times under a signed entry timestamp, and timestamps; never
 * an integrated time alone (CVE-2026-48816). At least one; and each lies in the validity of the signing key, of the whole chain
 * of its authority, and of the key of every log, both ends included (CVE-2026-24122, CVE-2026-54787). None only where nobody asks
 * for one and nothing depends on it.
 */
export function checkTimes(
  key: SigningKey,
  entries: readonly BoundEntry[],
  timestamps: readonly BoundTimestamp[],
  rules: ClockRules,
): TimesProof | NotProven {
  const clocks = [...entries.flatMap(clockOfEntry), ...timestamps.map(clockOfTimestamp)];
  if (clocks.length === 0) {
    if (isTimeless(key, entries, rules)) return prove('times', [], 'The key has no validity: no clock is needed.');
    return disprove('timestamp-missing', 'There is no timestamp, and no log entry with a signed entry timestamp.');
  }
  for (const clock of clocks) {
    const refusal = checkLogs(clock, entries) ?? checkKey(clock, key);
    if (refusal !== undefined) return refusal;
  }
  const times = clocks.map(({ time, by, source }) => ({ at: formatTime(time), by, source }));
  return prove(
    'times',
    times,
    `Every validity covers ${times.map(({ at, source }) => `${at} (${source})`).join(', ')}.`,
  );
}

/**
 * A key without bounds verifies at any time. Its log must be in use still: that the signature exists now is all that is known, and
 * with a key that was given up, anybody may have put the entry there since.
 */
function isTimeless(key: SigningKey, entries: readonly BoundEntry[], { clocks, at }: ClockRules): boolean {
  if (clocks > 0 || key.kind !== 'managed' || entries.length === 0) return false;
  const isUnbounded = key.managed.start === -Infinity && key.managed.end === Infinity;
  return isUnbounded && entries.every(({ validFor }) => validFor.some((interval) => isWithin(interval, at)));
}

function clockOfEntry({ entry, log }: BoundEntry): readonly Clock[] {
  if (entry.promise === null || entry.integratedTime === 0n) return [];
  return [{ time: Number(entry.integratedTime) * 1000, by: 'log', source: log.baseUrl }];
}

function clockOfTimestamp({ time, authority }: BoundTimestamp): Clock {
  return { time, by: 'tsa', source: authority.uri };
}

function checkLogs({ time, source }: Clock, entries: readonly BoundEntry[]): NotProven | undefined {
  const outside = entries.find(({ validFor }) => !validFor.some((interval) => isWithin(interval, time)));
  if (outside === undefined) return undefined;
  const detail = `${formatTime(time)} (${source}) lies outside the validity of the key of ${outside.log.baseUrl}.`;
  return disprove('log-not-valid-at-time', detail);
}

function checkKey({ time, source }: Clock, key: SigningKey): NotProven | undefined {
  const when = `${formatTime(time)} (${source})`;
  if (key.kind === 'managed') {
    const isInside = isWithin(key.managed, time);
    return isInside ? undefined : disprove('key-not-valid-at-time', `${when} lies outside the validity of the key.`);
  }
  const { certificate } = key;
  if (!isValidAt(certificate, time)) {
    const span = `${formatTime(certificate.notBefore)} to ${formatTime(certificate.notAfter)}`;
    return disprove('certificate-not-valid-at-time', `${when} lies outside the certificate's validity, ${span}.`);
  }
  const isCovered = key.authorities.some(
    ({ chain, validFor }) => isWithin(validFor, time) && chain.every((above) => isValidAt(above, time)),
  );
  if (isCovered) return undefined;
  return disprove('certificate-authority-not-valid-at-time', `${when} lies outside the validity of the authority.`);
}
