const scheme = /^[A-Za-z][A-Za-z0-9+.-]*$/;

/** What may stand in an IRI at all: everything beyond ASCII but controls, surrogates and noncharacters (RFC 3987 §2.2), and these. */
const character =
  /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=\u00A0-\uD7FF\uE000-\uFDCF\uFDF0-\uFFEF\u{10000}-\u{EFFFD}]|%[0-9A-Fa-f]{2})*$/u;
const addressLiteral = /^\[(?:[0-9A-Fa-f:.]+|v[0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+)\](?::\d*)?$/i;

/** An IRI with its scheme (RFC 3987 §2.2). */
export function isIri(text: string): boolean {
  const colon = text.indexOf(':');
  return colon > 0 && scheme.test(text.slice(0, colon)) && isReference(text.slice(colon + 1), text);
}

/** An IRI or a reference relative to one (RFC 3987 §2.2). The empty text is one. */
export function isIriReference(text: string): boolean {
  if (isIri(text)) return true;
  const end = text.search(/[/?#]/);
  // A colon in the first segment would make what is before it a scheme.
  return !(end < 0 ? text : text.slice(0, end)).includes(':') && isReference(text, text);
}

/** `rest` is `text` without its scheme. */
function isReference(rest: string, text: string): boolean {
  if (!character.test(text)) return false;
  const [beforeFragment = '', ...fragments] = rest.split('#', 3);
  if (fragments.length > 1 || fragments.some(hasBracket)) return false;
  const query = beforeFragment.indexOf('?');
  const hierarchy = query < 0 ? beforeFragment : beforeFragment.slice(0, query);
  if (query >= 0 && hasBracket(beforeFragment.slice(query))) return false;
  if (!hierarchy.startsWith('//')) return !hasBracket(hierarchy);
  const slash = hierarchy.indexOf('/', 2);
  const authority = slash < 0 ? hierarchy.slice(2) : hierarchy.slice(2, slash);
  return isAuthority(authority) && (slash < 0 || !hasBracket(hierarchy.slice(slash)));
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at);
  const host = authority.slice(at + 1);
  if (/[@[\]]/.test(user)) return false;
  if (host.startsWith('[')) return addressLiteral.test(host);
  const colon = host.indexOf(':');
  return !hasBracket(host) && (colon < 0 || /^\d*$/.test(host.slice(colon + 1)));
}

function hasBracket(text: string): boolean {
  return /[[\]]/.test(text);
}
