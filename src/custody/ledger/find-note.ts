/** A checkpoint's three lines, a blank one, and signatures. */
const note = /^\S+\n\d{1,16}\n[A-Za-z0-9+/]{43}=\n\n(?:— \S+ \S+\n)+/mu;
const quotedPrintable = /^content-transfer-encoding:\s*quoted-printable\s*$/im;

/** The first checkpoint in a text: alone, among words, or in a mail as a program saved it. Undefined when there is none. */
export function findNote(text: string): string | undefined {
  const lines = (quotedPrintable.test(text) ? decodeQuoted(text) : text).replaceAll(/[ \t]*\r?\n/g, "\n");
  return note.exec(`${lines}\n`)?.[0];
}

/** Source: RFC 2045 §6.7. */
function decodeQuoted(text: string): string {
  const joined = text.replaceAll(/=[ \t]*\r?\n/g, "");
  return joined.replaceAll(/(?:=[0-9A-F]{2})+/g, (coded) =>
    Buffer.from(coded.replaceAll("=", ""), "hex").toString("utf8"),
  );
}
