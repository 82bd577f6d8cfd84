/** Country codes whose numbers are also typed without them; a national number may begin with 0 or not. */
const countryCodes = ["91", "44", "353", "1"] as const;
const leastDigits = 7;

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, "");
}

/** A telephone number without what depends on where it is dialled from. */
function nationalDigits(phone: string): string | undefined {
  const typed = phone.trim();
  const digits = digitsOf(typed);
  const isInternational = typed.startsWith("+") || digits.startsWith("00");
  const dialled = isInternational ? digits.replace(/^00/, "") : digits;
  const code = isInternational ? countryCodes.find((one) => dialled.startsWith(one)) : undefined;
  const national = (code === undefined ? dialled : dialled.slice(code.length)).replace(/^0+/, "");
  return national.length < leastDigits ? undefined : national;
}

export function isSamePhone(one: string, other: string): boolean {
  const national = nationalDigits(one);
  return national !== undefined && national === nationalDigits(other);
}

/** How one number may stand in a record; nothing of what is too short to be one. */
export function phoneSpellings(phone: string): readonly string[] {
  const national = nationalDigits(phone);
  if (national === undefined) return [];
  const typed = phone.trim().replaceAll(/[ ().\-/]/g, "");
  const abroad = countryCodes.flatMap((code) => [`+${code}${national}`, `00${code}${national}`, `${code}${national}`]);
  return [...new Set([typed, national, `0${national}`, ...abroad])].filter((one) => /^\+?\d+$/.test(one));
}

export function isSameEmail(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
