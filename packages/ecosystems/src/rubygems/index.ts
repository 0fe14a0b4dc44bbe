export { isPublicRegistry } from './public-registry.js';
export { rubygems } from './rubygems.js';
