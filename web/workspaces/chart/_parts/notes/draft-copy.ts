/** The words of a note. */
export type Words = { readonly title: string; readonly text: string };

/** What a note is tied to from its first word on. */
export type DraftLinks = {
  /** The signed note that it adds to. */
  readonly addendumTo?: string | undefined;
  /** The note that was given back, in whose place it is written. */
  readonly replaces?: string | undefined;
  /** The visit that it is about. */
  readonly encounter?: string | undefined;
  /** The version of the template whose headings it began with. */
  readonly template?: string | undefined;
};

export function linksOf({ addendumTo, replaces, encounter, template }: DraftLinks): DraftLinks {
  return { addendumTo, replaces, encounter, template };
}

/** A draft as it lies, sealed, on the device. */
export type DeviceCopy = Words &
  DraftLinks & {
    readonly id: string;
    readonly patientId: string;
    /** The server's revision that these words were typed upon; 0 before the first answer. */
    readonly baseRevision: number;
    readonly savedAt?: string;
    /** Whether the server may lack these words. */
    readonly unsent: boolean;
    /** What was sent since the server answered last, oldest first: if it turns out to hold one of these, its answer was merely lost on
     *  the way. */
    readonly sent: readonly Words[];
    /** Milliseconds; when these words were put down here. */
    readonly keptAt: number;
  };

export function sameWords(a: Words | undefined, b: Words | undefined): boolean {
  return a !== undefined && b !== undefined && a.title === b.title && a.text === b.text;
}

const mostSent = 4;

/** With what is sent now. The first stays: what was on its way as the connection broke is what the server most likely has. */
export function withSent(before: readonly Words[], words: Words): readonly Words[] {
  if (before.some((one) => sameWords(one, words))) return before;
  const [first, ...rest] = before;
  return first === undefined ? [words] : [first, ...rest.slice(2 - mostSent), words];
}

export function isBlank(words: Words): boolean {
  return words.title.trim() === "" && words.text.trim() === "";
}
