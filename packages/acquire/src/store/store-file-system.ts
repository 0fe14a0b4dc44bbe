import { mkdir, open, readdir, rename, stat, unlink, utimes } from 'node:fs/promises';

/** The file-system calls that the store makes, so that a test can make each of them fail. */
export interface StoreFileSystem {
  readonly mkdir: typeof mkdir;
  readonly open: typeof open;
  readonly readdir: (path: string) => Promise<string[]>;
  readonly rename: typeof rename;
  readonly stat: (path: string) => Promise<{ readonly size: number; readonly mtimeMs: number; isFile(): boolean }>;
  readonly unlink: typeof unlink;
  readonly utimes: typeof utimes;
}

export const nodeFileSystem: StoreFileSystem = {
  mkdir,
  open,
  readdir: (path) => readdir(path),
  rename,
  stat: (path) => stat(path),
  unlink,
  utimes,
};
