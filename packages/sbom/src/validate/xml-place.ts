/** Where an element or attribute stands in an XML document: a chain up to the root, from which a path is made only when asked for. */
export interface XmlPlace {
  readonly above: XmlPlace | null;
  /** Without prefix; of attributes with `@`. */
  readonly name: string;
  /** Counts elements of one name among their siblings from 1 on; 0 for what stands only once. */
  readonly position: number;
  /** 1-based. */
  readonly line: number;
}

/** `/bom/components/component[2]/@type`. */
export function elementPath(place: XmlPlace): string {
  const parts: string[] = [];
  for (let at: XmlPlace | null = place; at !== null; at = at.above) {
    parts.push(at.position > 0 ? `${at.name}[${at.position}]` : at.name);
  }
  return `/${parts.reverse().join('/')}`;
}
