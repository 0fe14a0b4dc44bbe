/** JSON in which nothing but printable ASCII stands as itself: names in archives and documents are an attacker's. Ends with a line break. */
export function printableJson(value: unknown): string {
  const escape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value, null, 2).replaceAll(/[^\x20-\x7e\n]/g, escape)}\n`;
}
