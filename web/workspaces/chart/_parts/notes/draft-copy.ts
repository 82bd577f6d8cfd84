/** The words of a note. */
export type Words = { readonly title: string; readonly text: string };

/** A draft as it lies, sealed, on the device. */
export type DeviceCopy = Words & {
  readonly id: string;
  readonly patientId: string;
  readonly addendumTo?: string;
  /** The server's revision that these words were typed upon; 0 before the first answer. */
  readonly baseRevision: number;
  readonly savedAt?: string;
  /** Whether the server may lack these words. */
  readonly unsent: boolean;
  /** What was last sent: if the server turns out to hold exactly this, its answer was merely lost on the way. */
  readonly lastSent?: Words;
  /** Milliseconds; when these words were put down here. */
  readonly keptAt: number;
};

export function sameWords(a: Words | undefined, b: Words | undefined): boolean {
  return a !== undefined && b !== undefined && a.title === b.title && a.text === b.text;
}

export function isBlank(words: Words): boolean {
  return words.title.trim() === "" && words.text.trim() === "";
}
