import { englishDate, type Zone } from "../../../../ui/clinical/dates.ts";
import { type NoteSummary, noteBody, type NoteThread } from "./note.ts";

/** A note whose words can be gone on from. */
export type Earlier = {
  readonly title: string;
  readonly when: string;
  readonly author: string | undefined;
  readonly text: string;
};

/** The newest signed note with words of its own; one's own before a colleague's. */
export function earlierNote(threads: readonly NoteThread[], author: string | undefined): Earlier | undefined {
  const signed = threads
    .map(({ note }) => note)
    .filter(({ signed: isSigned }) => isSigned)
    .toSorted((a, b) => b.at - a.at)
    .flatMap((note) => textOf(note) ?? []);
  return signed.find((one) => one.author === author) ?? signed[0];
}

function textOf({ document, title, when, author }: NoteSummary): Earlier | undefined {
  const body = noteBody(document);
  if (body.kind !== "text" || body.text.trim() === "") return undefined;
  return { title, when, author, text: body.text.trim() };
}

/** The earlier words under what is there, between lines that say where they come from: whoever reads the note sees what was found
 *  today and what was carried. */
export function withCarried(text: string, { title, when, author, text: carried }: Earlier, zone?: Zone): string {
  const by = author === undefined ? "" : `, ${author}`;
  const marked = `[Carried forward from “${title}”, ${englishDate(when, zone)}${by}]\n${carried}\n[End of what was carried forward]\n`;
  const above = text.trimEnd();
  return above === "" ? marked : `${above}\n\n${marked}`;
}
