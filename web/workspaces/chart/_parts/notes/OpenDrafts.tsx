import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { draftsQuery } from "../record/use-record.ts";
import { draftsOnDevice } from "./open-drafts.ts";
import { mergeDraftLists } from "./draft-lists.ts";
import classes from "./OpenDrafts.module.css";
import { say } from "./words/index.ts";

/** Drafts of this person in this chart, from the server and from this device, each a click from where it was left. */
export function OpenDrafts({ patientId, personId }: { readonly patientId: string; readonly personId: string }) {
  const server = useQuery(draftsQuery(patientId));
  const device = useQuery({
    queryKey: ["chart", patientId, "drafts-here", personId],
    queryFn: () => draftsOnDevice(personId, patientId),
    staleTime: 0,
    gcTime: 0,
  });
  const drafts = mergeDraftLists(server.data ?? [], device.data ?? []);
  if (drafts.length === 0) return null;
  return (
    <ul className={classes.drafts} aria-label={say("openDrafts")}>
      {drafts.map((draft) => (
        <li key={draft.id}>
          <Link
            to="/patients/$patientId/notes/write/$draftId"
            params={{ patientId, draftId: draft.id }}
            className={classes.draft}
          >
            <IconPencil size={16} aria-hidden />
            <b>{say("continueDraft")}</b>
            <bdi className={classes.words}>{draft.title}</bdi>
            <span className={classes.when}>
              {say(draft.onlyHere ? "onlyOnDevice" : "savedAt", { time: formatDateTime(draft.when) })}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
