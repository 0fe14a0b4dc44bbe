/** JSON in which nothing but printable ASCII stands as itself: names in archives and documents are an attacker's. Ends with a line break. */
export function printableJson(value: unknown): string {
  return `${escapeJson(JSON.stringify(value, null, 2))}\n`;
}

/** The same JSON value as a text that does nothing to a terminal: whatever is no printable ASCII is in a string, and becomes `\\uXXXX`. */
export function escapeJson(json: string): string {
  return json.replaceAll(/[^\x20-\x7e\n]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
