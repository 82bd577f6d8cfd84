import { useNavigate } from "@tanstack/react-router";
import { useSession } from "../../../../app/session/use-session.ts";
import type { DraftLinks, Words } from "./draft-copy.ts";
import { openDraft, removeFromDevice } from "./open-drafts.ts";

type Left = { readonly draftId: string; readonly patientId: string; readonly links: DraftLinks };

/** Carries words over to a new draft. Only when that lies on the device does the old copy go. */
export function useGoOnAnew(): (left: Left, words: Words) => Promise<void> {
  const { person } = useSession();
  const navigate = useNavigate();
  return async ({ draftId, patientId, links }, words) => {
    const id = crypto.randomUUID();
    const opened = await openDraft({ id, patientId, personId: person.id, ...links });
    if (opened.kind !== "open") return;
    opened.session.type(words);
    await opened.session.keepNow();
    await removeFromDevice(person.id, draftId);
    await navigate({
      to: "/patients/$patientId/notes/write/$draftId",
      params: { patientId, draftId: id },
      replace: true,
    });
  };
}
