/** Names and references as Yarn 2 and later write them: `name@protocol:source#selector::parameters`. */

/** A package as a key asks for it, or as `resolution` names it. */
export interface BerryIdent {
  readonly name: string;
  readonly range: BerryRange;
}

/** What stands behind the name. */
export interface BerryRange {
  /** The text as it stands. */
  readonly text: string;
  /** `npm:`, `workspace:`, `patch:`, `https:` and so on, with its colon; empty where there is none. */
  readonly protocol: string;
  readonly source: string;
  readonly selector: string | null;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads `name@range`; null where there is no name or no range. */
export function parseIdent(text: string): BerryIdent | null {
  const slash = text.startsWith('@') ? text.indexOf('/') : 0;
  const at = slash < 0 ? -1 : text.indexOf('@', slash + 1);
  if (at < 1 || at === text.length - 1) return null;
  return { name: text.slice(0, at), range: parseRange(text.slice(at + 1)) };
}

/** Takes a range apart. The parameters come last, behind `::`; before them `#` begins the selector. */
export function parseRange(text: string): BerryRange {
  const cut = text.indexOf('::');
  const main = cut < 0 ? text : text.slice(0, cut);
  const hash = main.indexOf('#');
  const location = hash < 0 ? main : main.slice(0, hash);
  const colon = location.indexOf(':');
  const protocol = colon < 0 ? '' : location.slice(0, colon + 1);
  return {
    text,
    protocol,
    source: location.slice(protocol.length),
    selector: hash < 0 ? null : main.slice(hash + 1),
    parameters: readParameters(cut < 0 ? '' : text.slice(cut + 2)),
  };
}

/** A parameter that stands twice is kept as nothing: what Yarn makes of it is a list. */
function readParameters(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  if (query === '') return parameters;
  for (const [key, value] of new URLSearchParams(query)) parameters.set(key, parameters.has(key) ? '' : value);
  return parameters;
}

/** A name or reference inside another one, where Yarn writes it percent-encoded; null where it does not decode. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
