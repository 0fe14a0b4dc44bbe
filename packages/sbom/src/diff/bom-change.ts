/** Kinds of differences, the loudest first, and what each says. Codes are stable. */
export const bomChangeKinds = {
  'hash-changed': 'The same package in the same version has other bytes.',
  'signer-changed': 'Somebody else signed it, or nobody any more.',
  'verdict-changed': 'The policy judges it otherwise.',
  'finding-changed': 'A check found something else.',
  'subject-changed': 'The documents are about different things.',
  'source-changed': 'It comes from somewhere else.',
  'component-added': 'It is in the second document alone.',
  'component-removed': 'It is in the first document alone.',
  'version-changed': 'The same package has another version.',
  'party-changed': 'Its supplier, manufacturer, publisher or authors are others.',
  'license-changed': 'Its licences are others.',
  'scope-changed': 'It is needed for something else.',
  'hash-removed': 'A hash is stated in the first document alone.',
  'hash-added': 'A hash is stated in the second document alone.',
  'signer-added': 'It is signed now, and was not.',
  'dependencies-changed': 'It depends on other packages.',
  'completeness-changed': 'The documents claim to know its parts or dependencies to a different extent.',
  'metadata-changed': 'The document says something else about itself.',
} as const;

export type BomChangeCode = keyof typeof bomChangeKinds;

/** One difference. Texts are the documents': escape them before printing. */
export interface BomChange {
  readonly code: BomChangeCode;
  /** What it is about: the purl, else group, name and version; of the second document unless it is in the first alone. */
  readonly component: string;
  /** What is different of it: an algorithm, a check, `supplier`. Absent where the code says it all. */
  readonly what?: string;
  /** What only the first document says. */
  readonly before: readonly string[];
  /** What only the second document says. */
  readonly after: readonly string[];
}

/** What differs between two documents. */
export interface BomDiff {
  /** Loudest kind first, then by component. Empty: they say the same. */
  readonly differences: readonly BomChange[];
  /** Components of each, nested ones and duplicates counted, the subject not. */
  readonly components: { readonly before: number; readonly after: number };
}
