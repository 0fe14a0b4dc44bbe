/** The words that a policy may use and that other layers own. */
export interface Vocabulary {
  /** Check id → the codes it can give. */
  readonly checks: ReadonlyMap<string, readonly string[]>;
}
