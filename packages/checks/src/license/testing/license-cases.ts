/** The cases of every check on licence packages, by its id. */

import { checksumCases } from './cases/checksum-cases.js';
import { codeCases } from './cases/code-cases.js';
import { contentCases } from './cases/content-cases.js';
import { listedCases } from './cases/listed-cases.js';
import { digestCases } from './cases/digest-cases.js';
import { entitlementCases } from './cases/entitlement-cases.js';
import { installedCases } from './cases/installed-cases.js';
import { lockCases } from './cases/lock-cases.js';
import { namesakeCases } from './cases/namesake-cases.js';
import { publisherCases, rotationCases } from './cases/other-cases.js';
import { presenceCases } from './cases/presence-cases.js';
import { recordCases } from './cases/record-cases.js';
import { tokenCases } from './cases/token-cases.js';
import type { LicenseCase } from './license-case.js';

/** The cases of every check on licence packages, by its id. */
export const licenseCases: ReadonlyMap<string, readonly LicenseCase[]> = new Map([
  ['license-checksum', checksumCases],
  ['license-code', codeCases],
  ['license-content', [...contentCases, ...listedCases]],
  ['license-digest', digestCases],
  ['license-entitlement', entitlementCases],
  ['license-installed', installedCases],
  ['license-lock', lockCases],
  ['license-namesake', namesakeCases],
  ['license-presence', presenceCases],
  ['license-publisher', publisherCases],
  ['license-record', recordCases],
  ['license-rotation', rotationCases],
  ['license-token', tokenCases],
]);
