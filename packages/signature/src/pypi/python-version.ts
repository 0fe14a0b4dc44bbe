/** Versions of Python packages as PEP 440 compares them. */

/** Longer texts are no versions: the whole file name has to fit in 255 bytes. */
const longest = 200;

/** PEP 440, appendix B, over lowercase text. Every part begins differently, so nothing is tried twice. */
const shape =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const preNames: Readonly<Record<string, string>> = {
  alpha: 'a',
  a: 'a',
  beta: 'b',
  b: 'b',
  preview: 'rc',
  pre: 'rc',
  c: 'rc',
  rc: 'rc',
};

/**
 * One text for all spellings of one version (PEP 440, "Normalization" and version equality: `1.0`, `v1.0.0` and `1` are one
 * version); null for what is no version.
 */
export function pythonVersionKey(text: string): string | null {
  if (text.length > longest) return null;
  const match = shape.exec(text.toLowerCase());
  if (match === null) return null;
  const [, epoch, release = '', pre, preNumber, postNumber, post, laterPostNumber, dev, devNumber, local] = match;
  return [
    `${integer(epoch)}!${releaseKey(release)}`,
    pre === undefined ? '' : `${preNames[pre] ?? pre}${integer(preNumber)}`,
    post === undefined && postNumber === undefined ? '' : `.post${integer(postNumber ?? laterPostNumber)}`,
    dev === undefined ? '' : `.dev${integer(devNumber)}`,
    local === undefined ? '' : `+${localKey(local)}`,
  ].join('');
}

/** Trailing zeros do not count: `1.0` equals `1`. */
function releaseKey(release: string): string {
  const parts = release.split('.').map(integer);
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop();
  return parts.join('.');
}

function localKey(local: string): string {
  return local
    .split(/[-_.]/)
    .map((part) => (/^\d+$/.test(part) ? integer(part) : part))
    .join('.');
}

/** Digits without leading zeros; no digits are 0. Kept as text: a number of any length is compared exactly. */
function integer(digits = ''): string {
  const significant = digits.replace(/^0+/, '');
  return significant === '' ? '0' : significant;
}
