export { diffBoms } from './diff-boms.js';
export { bomChangeKinds } from './bom-change.js';
export type { BomDiff, BomChange, BomChangeCode } from './bom-change.js';
export { renderBomDiff } from './render-bom-diff.js';
