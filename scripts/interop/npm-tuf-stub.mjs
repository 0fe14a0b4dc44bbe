/**
 * Preloaded into npm (`node --import`): `npm audit signatures` insists on the public TUF repository, which a loopback registry
 * is not part of. With this its keys come from the registry itself, and the trusted root for attestations is the file that
 * ASSAY_TRUSTED_ROOT names. ASSAY_NPM is npm's own folder. Nothing else of npm is changed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ofNpm = createRequire(join(process.env.ASSAY_NPM, 'package.json'));
const tuf = ofNpm('@sigstore/tuf');
const { TrustedRoot } = ofNpm('@sigstore/protobuf-specs');

async function getTarget() {
  throw Object.assign(new Error('not in this repository'), { code: 'TUF_FIND_TARGET_ERROR' });
}

tuf.initTUF = async () => ({ getTarget });
tuf.getTrustedRoot = async () => TrustedRoot.fromJSON(JSON.parse(readFileSync(process.env.ASSAY_TRUSTED_ROOT, 'utf8')));
