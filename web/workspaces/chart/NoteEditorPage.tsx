import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useSession } from "../../app/session/use-session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Waiting } from "./_parts/layout/Loaded.tsx";
import { beginWith } from "./_parts/notes/begin-with.ts";
import { LeftOver } from "./_parts/notes/LeftOver.tsx";
import { NoteEditor } from "./_parts/notes/NoteEditor.tsx";
import { openDraft } from "./_parts/notes/open-drafts.ts";
import { say } from "./_parts/notes/words/index.ts";

/** Writing a note. The draft's id is in the address, so reload, back and a shared link lead to the same words. */
export function NoteEditorPage() {
  const { patientId, draftId } = useParams({ from: "/signed-in/patients/$patientId/notes/write/$draftId" });
  const { addendumTo, replaces, encounter, template } = useSearch({
    from: "/signed-in/patients/$patientId/notes/write/$draftId",
  });
  const { person } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const opened = useQuery({
    queryKey: ["draft", draftId],
    queryFn: async () => {
      const opening = await openDraft({
        id: draftId,
        patientId,
        personId: person.id,
        addendumTo,
        replaces,
        encounter,
      });
      if (opening.kind === "open") await beginWith(client, opening.session, template);
      return opening;
    },
    staleTime: Number.POSITIVE_INFINITY,
    // The session lives on by itself; what the cache holds must not outlive it.
    gcTime: 0,
  });
  const toNotes = (note?: string) => {
    void client.invalidateQueries({ queryKey: ["chart", patientId, "DocumentReference"] });
    void client.invalidateQueries({ queryKey: ["chart", patientId, "drafts"] });
    void navigate({
      to: "/patients/$patientId/notes",
      params: { patientId },
      search: note === undefined ? {} : { note },
      replace: true,
    });
  };
  return (
    <div>
      {opened.data === undefined && <Waiting queries={[opened]} what={say("theDraft")} />}
      {opened.data?.kind === "open" && <NoteEditor key={draftId} draft={opened.data.session} leave={toNotes} />}
      {opened.data?.kind === "gone" && <EmptyState title={say("draftGone")}>{say("draftGoneWords")}</EmptyState>}
      {opened.data?.kind === "left-over" && (
        <LeftOver
          words={opened.data.words}
          links={opened.data.links}
          draftId={draftId}
          patientId={patientId}
          personId={person.id}
        />
      )}
    </div>
  );
}
