const blockSize = 512;

/** Walks over the headers of an honest archive to its end; the last file whose path `isManifest` accepts, parsed as JSON. */
export function findManifest(archive, isManifest) {
  let manifest;
  for (let at = 0; at < archive.length && archive[at] !== 0;) {
    const end = Math.min(archive.indexOf(0, at), at + 100);
    const path = archive.toString('utf8', at, end);
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8);
    const content = at + blockSize;
    if (isManifest(path)) manifest = JSON.parse(archive.toString('utf8', content, content + size));
    at = content + Math.ceil(size / blockSize) * blockSize;
  }
  return manifest;
}
