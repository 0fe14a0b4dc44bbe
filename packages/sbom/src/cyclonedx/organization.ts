/** People, organisations, and CycloneDX's open name-value pairs. */

export interface Contact {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

export interface Organization {
  readonly 'bom-ref'?: string;
  readonly name?: string;
  readonly url?: readonly string[];
  readonly contact?: readonly Contact[];
}

/** Names are Assay's own taxonomy, `assay:…` (README of this package), or a registered one, `cdx:…`. */
export interface Property {
  readonly name: string;
  readonly value: string;
}

export interface Attachment {
  readonly contentType?: string;
  readonly encoding?: 'base64';
  readonly content: string;
}
