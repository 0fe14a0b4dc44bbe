import { createRequire } from 'node:module';

/** The SPDX licence list as `packages/sbom` has it: identifiers and exceptions, current and deprecated. */
const ofSbom = createRequire(new URL('../../packages/sbom/package.json', import.meta.url));
const parse = ofSbom('spdx-expression-parse');
const current = ofSbom('spdx-license-ids');
const deprecated = ofSbom('spdx-license-ids/deprecated.json');

const byLowerCase = new Map([...current, ...deprecated].map((id) => [id.toLowerCase(), id]));
const deprecatedIds = new Set(deprecated);

/**
 * Identifiers that begin so are copyleft or of restricted use, which sbomqs calls restrictive. It takes the classes of AboutCode's
 * licence database, which is not copied here: this is our own list of families, so a rare licence may be judged otherwise.
 */
const restrictive =
  /^(?:A?GPL|LGPL|GFDL|MPL|EPL|EUPL|CDDL|CPL|IPL|OSL|APSL|CECILL|MS-RL|SSPL|BUSL|Artistic|CC-BY-(?:NC|ND|SA)|RPL|QPL|Sleepycat|ODbL|OFL|NPL|SISSL|copyleft)/;

/**
 * The licences that sbomqs takes from an SPDX expression, an identifier or a name: for each whether it is of the SPDX list, deprecated,
 * restrictive. What is no expression is one licence of its own; `NONE` and `NOASSERTION` are none.
 */
export function licensesOf(text) {
  if (text === '' || /^(?:none|noassertion)$/i.test(text)) return [];
  const ids = idsOf(text);
  return ids === undefined ? [{ id: text, spdx: false, deprecated: false, restrictive: false }] : ids.map(describe);
}

function idsOf(text) {
  const id = byLowerCase.get(text.toLowerCase());
  if (id !== undefined) return [id];
  try {
    return [...new Set(leaves(parse(text)))];
  } catch {
    return undefined;
  }
}

/** A licence with an exception is a name that the list does not have, as for sbomqs. */
function leaves(node) {
  if (node.license === undefined) return [...leaves(node.left), ...leaves(node.right)];
  return [node.exception === undefined ? node.license : `${node.license} WITH ${node.exception}`];
}

function describe(id) {
  const bare = id.replace(/\+$/, '');
  return {
    id,
    spdx: byLowerCase.has(bare.toLowerCase()),
    deprecated: deprecatedIds.has(bare),
    restrictive: restrictive.test(bare),
  };
}
