/** Digits of Devanagari and of Arabic as 0 to 9: a number, a date or a time may be typed in either. */
export function latinDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g, (digit) => String(valueOf(digit.charCodeAt(0))));
}

/** Each script's zero stands at the beginning of its ten. */
function valueOf(code: number): number {
  return (code - (code < 0x0670 ? 0x0660 : code < 0x0700 ? 0x06f0 : 0x0966)) % 10;
}
