export { isPublicRegistry, publicRegistryOriginDigest } from './public-registry.js';
export { rubygems } from './rubygems.js';
