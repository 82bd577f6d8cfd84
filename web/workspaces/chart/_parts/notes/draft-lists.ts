import type { Draft } from "../../../../../contract/index.ts";
import { type DeviceCopy, isBlank } from "./draft-copy.ts";
import { say } from "./words/index.ts";

export type ListedDraft = {
  readonly id: string;
  readonly title: string;
  readonly when: string;
  readonly onlyHere: boolean;
};

/** A title, or the first words, so that two drafts can be told apart. */
export function draftTitle({ title, text }: { readonly title: string; readonly text: string }): string {
  const named = title.trim();
  if (named !== "") return named;
  const words = text.trim().replace(/\s+/g, " ");
  return words === "" ? say("withoutWords") : words.length > 60 ? `${words.slice(0, 60)}…` : words;
}

/** Drafts of both places, newest first. A copy that the device holds unsent counts, whatever the server says. */
export function mergeDraftLists(server: readonly Draft[], device: readonly DeviceCopy[]): readonly ListedDraft[] {
  const listed = new Map<string, ListedDraft>();
  for (const draft of server)
    if (draft.mine)
      listed.set(draft.id, { id: draft.id, title: draftTitle(draft), when: draft.savedAt, onlyHere: false });
  for (const copy of device) {
    if (!copy.unsent || isBlank(copy)) continue;
    listed.set(copy.id, {
      id: copy.id,
      title: draftTitle(copy),
      when: new Date(copy.keptAt).toISOString(),
      onlyHere: true,
    });
  }
  return [...listed.values()].sort((a, b) => b.when.localeCompare(a.when));
}
