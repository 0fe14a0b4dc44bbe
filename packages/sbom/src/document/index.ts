export { buildSbom } from './build-sbom.js';
