export { ecosystemById, ecosystemByLockfileName, ecosystems, unsupportedLockfileHint } from './ecosystems.js';
export { npm } from './npm/index.js';
export { rubygems } from './rubygems/index.js';
export { isPublicRegistry } from './rubygems/index.js';
