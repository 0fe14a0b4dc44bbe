/** Texts as YAML that means exactly them. */

/** A double-quoted YAML scalar (YAML 1.2 §7.3.1) in printable ASCII, whatever the text holds. */
export function yamlText(text: string): string {
  return `"${[...text].map(escaped).join('')}"`;
}

function escaped(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  if (char >= ' ' && char <= '~') return char;
  return `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
}
