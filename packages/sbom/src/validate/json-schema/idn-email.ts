/** RFC 5322 `atext`, and everything beyond ASCII (RFC 6531 §3.3). */
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10FFFF}.-]+$/u;
const quotedPart = /^"(?:[^"\\\p{Cc}]|\\[ -~])*"$/u;
const label = /^[A-Za-z0-9\u0080-\u{10FFFF}](?:[A-Za-z0-9\u0080-\u{10FFFF}-]*[A-Za-z0-9\u0080-\u{10FFFF}])?$/u;
const literal = /^\[[A-Za-z0-9.:-]+\]$/;

/** A mailbox of RFC 6531: `local@domain`. */
export function isIdnEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  return at > 0 && text.length <= 1000 && isLocal(text.slice(0, at)) && isDomain(text.slice(at + 1));
}

function isLocal(text: string): boolean {
  if (text.startsWith('"')) return quotedPart.test(text);
  return localPart.test(text) && text.split('.').every((part) => part !== '');
}

function isDomain(text: string): boolean {
  return literal.test(text) || text.split('.').every((part) => label.test(part));
}
