/** A refusal that stands alone begins like a sentence; an element's path or a code in front stays as it is. */
export function asSentence(message: string): string {
  return /^\p{Ll}+[\s,’']/u.test(message) ? `${message.charAt(0).toLocaleUpperCase()}${message.slice(1)}` : message;
}
