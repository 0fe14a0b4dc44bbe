export { bomComponents, parseBom } from '@assay/sbom';
