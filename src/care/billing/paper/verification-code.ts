/** Digits and letters that nobody mistakes for one another. Source: Crockford, Base32. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groups = 3;
const lengthOfGroup = 4;

/** What a paper says, and what nobody can work out who hasn't the organisation's key. "7K3Q-9MXW-2AHF" @param blind keyed, of 16 bytes */
export function verificationCode(blind: (text: string) => Buffer, content: unknown): string {
  const hash = blind(`billing-paper|${JSON.stringify(content)}`);
  const bits = hash.readBigUInt64BE(0);
  const signs = Array.from(
    { length: groups * lengthOfGroup },
    (_, at) => alphabet[Number((bits >> BigInt(5 * at)) & 31n)] ?? "0",
  ).join("");
  return signs.replaceAll(/(.{4})(?=.)/g, "$1-");
}

/** As somebody reads it off paper: in any case, with or without its dashes, O for nought and I or L for one. */
export function sameCode(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}
