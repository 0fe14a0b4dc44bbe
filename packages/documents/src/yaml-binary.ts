const strictBase64 = /^[0-9A-Za-z+/]*={0,2}$/;
const printableAscii = /^[ -~]*$/;

/**
 * What a `!binary` scalar stands for. Ruby's decoder passes over whatever is no base64; here only the one spelling that encodes
 * these bytes is read, in lines as Psych cuts them, and only printable ASCII, which is the same text to every reader. Null else.
 */
export function textOfBinary(encoded: string): string | null {
  const base64 = encoded.replaceAll('\n', '');
  if (!strictBase64.test(base64)) return null;
  try {
    const decoded = atob(base64);
    return btoa(decoded) === base64 && printableAscii.test(decoded) ? decoded : null;
  } catch {
    return null;
  }
}
