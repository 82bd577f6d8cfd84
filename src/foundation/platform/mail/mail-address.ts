/** One address, and nothing else: no name, no list, no line break. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@,;:<>"()[\]\\\p{Cc}]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/u.test(text);
}
