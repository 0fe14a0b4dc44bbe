/** The entities that every document has (XML 1.0 §4.6); others would have to be declared in a document type, which is refused. */
const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** Longer ones name no character; the leading zeros of a number may be many, but not a document of them. */
const longestReference = 64;

/** A character that XML 1.0 does not allow (§2.2). */
export const illegalCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** A text with its references resolved, or what is wrong with one, after `&`. */
export type Resolved = { readonly text: string } | { readonly unknown: string };

export function resolveReferences(text: string): Resolved {
  let at = text.indexOf('&');
  if (at < 0) return { text };
  const pieces: string[] = [];
  let from = 0;
  for (; at >= 0; at = text.indexOf('&', from)) {
    const found = text.slice(at + 1, at + 1 + longestReference);
    const end = found.indexOf(';');
    const character = end < 0 ? undefined : characterOf(found.slice(0, end));
    if (character === undefined) return { unknown: found };
    pieces.push(text.slice(from, at), character);
    from = at + end + 2;
  }
  return { text: pieces.join('') + text.slice(from) };
}

function characterOf(reference: string): string | undefined {
  const [, decimal, hexadecimal] = /^#(?:(\d+)|x([0-9A-Fa-f]+))$/.exec(reference) ?? [];
  if (decimal === undefined && hexadecimal === undefined) return entities.get(reference);
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10);
  const character = code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '' : String.fromCodePoint(code);
  return character === '' || illegalCharacter.test(character) ? undefined : character;
}
