export { diffBoms } from './diff-boms.js';
export { differenceKinds } from './difference.js';
export type { BomDiff, BomDifference, DifferenceCode } from './difference.js';
export { renderBomDiff } from './render-bom-diff.js';
