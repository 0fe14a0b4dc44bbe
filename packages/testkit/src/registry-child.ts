/** The program of a registry process: takes its specification as the first message, answers with its URL, ends with its parent. */

import type { RegistrySpec } from './registry-process.js';
import { startRegistry } from './registry-server.js';

process.once('message', (spec: RegistrySpec) => {
  void startRegistry(spec).then((registry) => process.send?.(registry.url));
});
process.once('disconnect', () => process.exit());
