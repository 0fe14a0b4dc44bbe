const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';

/** The certificates of a PEM text (RFC 7468), one text each; what stands between them is left out. */
export function pemCertificates(text: string): readonly string[] {
  const certificates: string[] = [];
  let from = text.indexOf(begin);
  while (from >= 0) {
    const until = text.indexOf(end, from);
    if (until < 0) break;
    certificates.push(text.slice(from, until + end.length));
    from = text.indexOf(begin, until);
  }
  return certificates;
}
