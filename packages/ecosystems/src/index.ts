export { ecosystemById, ecosystemByLockfileName, ecosystems, unsupportedLockfileHint } from './ecosystems.js';
export { directRequirements } from './direct-requirements.js';
export type { DirectRequirement } from './direct-requirements.js';
export { npm } from './npm/index.js';
export { rubygems } from './rubygems/index.js';
export { factMembers, listedFactsRequest, readListedFacts, readPackageFacts } from './package-facts.js';
