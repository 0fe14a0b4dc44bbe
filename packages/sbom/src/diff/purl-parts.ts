/** A purl taken apart as far as comparing needs it. */
export interface PurlParts {
  /** Without version, qualifiers and subpath, percent-decoded, the type in lower case. */
  readonly base: string;
  readonly version: string;
  /** Qualifiers and subpath as they were written. */
  readonly rest: string;
}

/**
 * Takes a purl apart (purl specification, "How to parse a purl string"), leniently: two spellings of one package shall meet, and a text
 * that is no purl is its own base.
 */
export function purlParts(purl: string): PurlParts {
  const end = purl.search(/[?#]/);
  const path = end < 0 ? purl : purl.slice(0, end);
  const rest = end < 0 ? '' : purl.slice(end);
  const at = path.lastIndexOf('@');
  const versioned = at > path.lastIndexOf('/');
  const base = decoded(versioned ? path.slice(0, at) : path);
  const slash = Math.max(base.indexOf('/'), 0);
  return {
    base: base.slice(0, slash).toLowerCase() + base.slice(slash),
    version: versioned ? decoded(path.slice(at + 1)) : '',
    rest,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
