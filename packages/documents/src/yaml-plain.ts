/** How a plain scalar may begin here: as names, versions, ranges and URLs do. Indicators are left to the general reader. */
export function startsPlain(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || // a-z
    (code >= 0x30 && code <= 0x39) || // 0-9
    (code >= 0x41 && code <= 0x5a) || // A-Z
    code === 0x2f || // /
    code === 0x5e || // ^
    code === 0x7e || // ~
    code === 0x2e || // .
    code === 0x3c || // <
    code === 0x5f || // _
    code === 0x28 || // (
    code === 0x24 // $
  );
}
