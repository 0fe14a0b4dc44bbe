export type { OpenBom } from './bom-view.js';
export { checklistIds, conformBom } from './conform-bom.js';
