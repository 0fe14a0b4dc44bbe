import type { ReadLimits } from './limits.js';
import { readXml, type XmlElement } from './xml-events.js';

/** Something in an XML document that its reader passes over: of another namespace than the document's. */
export interface ForeignXml {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

/** The first element or attribute of another namespace than the root's; undefined where there is none. For documents that can be read. */
export function foreignXml(bytes: Uint8Array, limits?: ReadLimits): ForeignXml | undefined {
  let home: string | undefined;
  let found: ForeignXml | undefined;
  const open = ({ name, uri, attributes, line }: XmlElement): void => {
    home ??= uri;
    const foreign = uri === home ? attributes.find((attribute) => attribute.uri !== '') : { name };
    if (foreign !== undefined) found ??= { name: foreign.name, line };
  };
  readXml(bytes, { open, text: () => undefined, close: () => undefined }, limits);
  return found;
}
