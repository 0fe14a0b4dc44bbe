/** XML Schema part 2 §3.2.3. */
export function isDecimal(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text);
}

/** XML Schema part 2 §3.3.13. */
export function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

/** Orders two decimals exactly: numbers of any length, without rounding. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  const size = compareSizes(left, right);
  return left.negative ? -size : size;
}

interface Parts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function partsOf(text: string): Parts {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.', 2);
  const parts = { whole: whole.replace(/^0+/, ''), fraction: withoutEndingZeros(fraction) };
  return { ...parts, negative: text.startsWith('-') && parts.whole + parts.fraction !== '' };
}

function withoutEndingZeros(digits: string): string {
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end--;
  return digits.slice(0, end);
}

function compareSizes(a: Parts, b: Parts): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  const [left, right] = [`${a.whole}.${a.fraction}`, `${b.whole}.${b.fraction}`];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
