import type { Path } from '../locate.js';
import type { EntryPlace } from '../refuse.js';

/** How the section's parts say what is wrong, and where. */
export type SbomPlace = Pick<EntryPlace, 'refuse' | 'readers'> & { readonly lineOf: (path: Path) => number };
