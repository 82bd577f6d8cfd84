/** The text before and after the first separator; without one, all of it and nothing. (`split` with a limit drops the rest.) */
export function splitOnce(text: string, separator: string): readonly [before: string, after: string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}
