/** Versions of the specification that have a JSON form. */
export const jsonVersions = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const;

/** Versions of the specification that have an XML form. */
export const xmlVersions = ['1.0', '1.1', ...jsonVersions] as const;

export type JsonVersion = (typeof jsonVersions)[number];

export type XmlVersion = (typeof xmlVersions)[number];

/** The official schemas, by the names that the specification gives them. */
export type BomSchemaName =
  | `bom-${JsonVersion}.schema.json`
  | 'bom-1.2-strict.schema.json'
  | 'bom-1.3-strict.schema.json'
  | 'spdx.schema.json'
  | 'jsf-0.82.schema.json'
  | 'cryptography-defs.schema.json'
  | `bom-${XmlVersion}.xsd`
  | 'spdx.xsd';

/**
 * Gives the bytes of an official schema. Each is asked for at most once, when a document needs it. Throws where there is none: that is
 * a broken installation, never a problem of a document.
 */
export type LoadBomSchema = (name: BomSchemaName) => Uint8Array;
