import type { QueryClient } from "@tanstack/react-query";
import { notesQuery } from "../record/use-record.ts";
import { isBlank } from "./draft-copy.ts";
import type { DraftSession } from "./draft-session.ts";
import { noteBody, noteThreads } from "./note.ts";
import { fetchTemplates } from "./own-templates.ts";

/** The first words of a draft that has none: those of the note that came back, or the headings of the visit's kind. */
export async function beginWith(client: QueryClient, draft: DraftSession, template: string | undefined): Promise<void> {
  const state = draft.current();
  if (state.revision > 0 || !isBlank(state)) return;
  if (state.replaces === undefined) {
    if (template === undefined) return;
    const found = (await fetchTemplates(client)).find(({ name }) => name === template);
    if (found !== undefined && isBlank(draft.current()))
      draft.type({ title: found.title, text: found.text, template: found.version });
    return;
  }
  // Without them the author writes from nothing, beside what came back.
  const notes = await client.fetchQuery(notesQuery(state.patientId)).catch(() => undefined);
  const threads = notes === undefined ? [] : noteThreads(notes.matches, notes.included);
  const returned = threads.flatMap(({ note, addenda }) => [note, ...addenda]).find(({ id }) => id === state.replaces);
  const body = returned === undefined ? undefined : noteBody(returned.document);
  if (returned !== undefined && body?.kind === "text" && isBlank(draft.current()))
    draft.type({ title: returned.title, text: body.text });
}
