/** The same XML document as a text that does nothing to a terminal: whatever is no printable ASCII becomes a character reference (XML 1.0 §4.1). */
export function escapeXml(xml: string): string {
  return xml.replaceAll(/[^\x20-\x7e\n]/gu, (char) => `&#x${(char.codePointAt(0) ?? 0).toString(16)};`);
}
