/** The code of an error of the operating system (`ENOENT`); null for defects of ours. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** What `read` returns, or `otherwise` of the system's error code. Defects are thrown on. */
export function attempt<T, Other>(read: () => T, otherwise: (code: string) => Other): T | Other {
  try {
    return read();
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return otherwise(code);
  }
}

/** True for the codes that say that nothing is there. */
export function isAbsence(code: string): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR';
}
