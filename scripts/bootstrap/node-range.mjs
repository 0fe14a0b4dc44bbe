/**
 * Whether a Node version lies in an `engines` range made of `^a.b.c` and `>=a.b.c` joined by `||`, which is all we
 * write. A range parser would be a dependency, and here nothing is installed yet.
 *
 * @param {string} version
 * @param {string} range
 * @returns {boolean}
 */
export function inRange(version, range) {
  const have = numbers(version);
  return range.split('||').some((alternative) => {
    const wanted = /^(?<operator>\^|>=)(?<version>\d+(?:\.\d+){0,2})$/u.exec(alternative.trim());
    if (wanted === null) throw new TypeError(`cannot read the Node range "${alternative.trim()}"`);
    const least = numbers(wanted.groups.version);
    if (wanted.groups.operator === '^' && have[0] !== least[0]) return false;
    return compare(have, least) >= 0;
  });
}

function numbers(version) {
  const [major = 0, minor = 0, patch = 0] = version.replace(/^v/u, '').split(/[.+-]/u).slice(0, 3).map(Number);
  return [major, minor, patch];
}

function compare(a, b) {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
