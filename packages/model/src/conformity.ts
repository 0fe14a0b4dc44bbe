/** How far a bill of materials holds the elements that somebody asks for. */

/** `must`: asked for without condition. `should`: where it exists, or recommended. `may`: optional. */
export type ElementLevel = 'must' | 'should' | 'may';

/** One element of a checklist and what the document says of it. */
export interface ElementResult {
  /** Stable, kebab-case, unique among all checklists. */
  readonly id: string;
  readonly title: string;
  /** Where the source asks for it: section, table, article. */
  readonly section: string;
  readonly level: ElementLevel;
  /** `not-applicable`: the document holds nothing that it is asked of. */
  readonly state: 'met' | 'not-met' | 'not-applicable';
  /** Is it asked of the document, or of each component? */
  readonly about: 'document' | 'component';
  /** Components that have it, of those that it is asked of; 1 of 1 or 0 of 1 for the document. */
  readonly met: number;
  readonly of: number;
  /** Up to 10 components that lack it, by purl or name. Attacker-controlled: escape before printing. */
  readonly missing: readonly string[];
  /** What to fill in, and which option or policy key supplies it. */
  readonly fill: string;
}

/** One checklist, answered. */
export interface ConformityReport {
  /** As it is named on the command line. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly url: string;
  /** What the checklist cannot say, one sentence or two. */
  readonly note: string;
  /** No element of level `must` is unmet. */
  readonly conforms: boolean;
  readonly elements: readonly ElementResult[];
}
