import type { XmlPlace } from '../xml-place.js';
import type { ContentState } from './content-model.js';
import type { ElementRule } from './element-type.js';

/** An element that is open. */
export interface Frame extends XmlPlace {
  readonly above: Frame | null;
  readonly rule: ElementRule | undefined;
  /** How many children of each name there have been. */
  counts: Map<string, number> | undefined;
  /** How far the children have come, where their order is stated. */
  state: ContentState | undefined;
  /** All text so far, of elements that hold text alone. */
  text: string;
  /** Whether it was told that no text may stand here: it comes in pieces. */
  textTold: boolean;
}
