/** How configuration is quoted in a sentence: printable ASCII only, and short. Never for values that may be secret. */
export function shown(text: string): string {
  const printable = [...text.slice(0, 120)].map((char) => (char >= ' ' && char <= '~' ? char : '?')).join('');
  return text.length > 120 ? `${printable}…` : printable;
}

/** A few texts of a list that may be long. */
export function shownList(texts: readonly string[], most = 5): string {
  const some = texts.slice(0, most).map(shown).join(', ');
  return texts.length > most ? `${some} and ${texts.length - most} more` : some;
}
