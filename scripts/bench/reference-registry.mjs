/** The least that `--depth registry` can be: one manifest per package, its integrity compared. FOLDER REGISTRY */
import { forEachPackage, verifyManifest } from './reference-pool.mjs';

await forEachPackage(verifyManifest);
