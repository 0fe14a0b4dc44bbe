import type { Validity } from './trusted-root-parts.js';
import { Misshapen, type StrictFields } from './strict-fields.js';

/** `2021-01-12T11:53:27Z`, with a fraction of up to nine digits (protobuf's JSON form of a Timestamp). */
const shape = 'dddd-dd-ddTdd:dd:dd';

/**
 * The closed interval in the member `validFor`. A start must be there: sigstore-js takes a log without one for always valid
 * (THREATS, facts). No end: still in use. Throws Misshapen.
 */
export function validityOf(fields: StrictFields): Validity {
  const range = fields.object('validFor', ['start', 'end']);
  const start = timestampOf(range.text('start'), range.name('start'));
  const end = range.has('end') ? timestampOf(range.text('end'), range.name('end')) : Infinity;
  return { start, end };
}

function timestampOf(text: string, where: string): number {
  const time = fits(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw new Misshapen(`${where} is not a time in UTC.`);
  return time;
}

function fits(text: string): boolean {
  const whole = text.slice(0, shape.length);
  const rest = text.slice(shape.length);
  const fraction = rest.slice(1, -1);
  const isSeconds = rest === 'Z';
  const hasFraction = rest.startsWith('.') && rest.endsWith('Z') && fraction !== '' && fraction.length <= 9;
  if (whole.length !== shape.length || !(isSeconds || (hasFraction && isDigits(fraction)))) return false;
  return [...shape].every((wanted, i) => (wanted === 'd' ? isDigits(whole.charAt(i)) : whole.charAt(i) === wanted));
}

function isDigits(text: string): boolean {
  return text !== '' && [...text].every((char) => char >= '0' && char <= '9');
}
