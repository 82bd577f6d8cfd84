import {
  type Draft,
  draftConflict,
  draftList,
  saveDraftAnswer,
  signDraftAnswer,
} from "../../../../../contract/index.ts";
import { api, isAbort, nothing, RequestFailure } from "../../../../app/api.ts";
import { sessionStore } from "../../../../app/session/session-store.ts";
import { linksOf } from "./draft-copy.ts";
import type { DraftServer, SaveOutcome, SignOutcome } from "./draft-ports.ts";
import { say } from "./words/index.ts";

function conflictOf(error: unknown): Draft | undefined {
  if (!(error instanceof RequestFailure) || error.code !== "draft/conflict") return undefined;
  return draftConflict.safeParse(error.answer).data?.current;
}

/** Time may change these; everything else the server means as it says. */
function mayPass(error: RequestFailure): boolean {
  return (
    error.kind === "unreachable" ||
    error.status >= 500 ||
    error.status === 429 ||
    error.status === 408 ||
    error.status === 401
  );
}

function saveFailure(error: unknown): SaveOutcome {
  const current = conflictOf(error);
  if (current !== undefined) return { kind: "conflicted", current };
  if (isAbort(error)) return { kind: "unanswered", why: say("whySignedOut") };
  if (!(error instanceof RequestFailure)) return { kind: "unanswered", why: say("whyFault") };
  if (error.kind === "unreachable") return { kind: "unanswered", why: say("whyUnreachable") };
  return mayPass(error)
    ? { kind: "unanswered", why: error.message }
    : { kind: "refused", why: error.message, gone: error.code === "draft/unknown" };
}

function signFailure(error: unknown): SignOutcome {
  const current = conflictOf(error);
  if (current !== undefined) return { kind: "conflicted", current };
  const why = error instanceof Error && !isAbort(error) ? error.message : say("signingInterrupted");
  return {
    kind: "refused",
    why,
    wrongPassword: error instanceof RequestFailure && error.code === "session/wrong-credentials",
  };
}

/** Somebody else's session must never carry these words: they would become that person's draft. */
function isWriter(personId: string): boolean {
  return sessionStore.current().session?.person.id === personId;
}

/** Drafts of one person over the app's own API. */
export function draftServerOf(personId: string): DraftServer {
  return {
    save: async ({ id, patientId, title, text, baseRevision, ...links }) => {
      if (!isWriter(personId)) return { kind: "unanswered", why: say("whyAreSignedOut") };
      try {
        const answer = await api.put(
          `/api/drafts/${id}`,
          { patientId, title, text, ...linksOf(links), baseRevision },
          saveDraftAnswer,
        );
        return { kind: "accepted", ...answer };
      } catch (error) {
        return saveFailure(error);
      }
    },
    sign: async (id, revision, password) => {
      if (!isWriter(personId)) return { kind: "refused", why: say("signedOutNothingSigned"), wrongPassword: false };
      try {
        const { documentReferenceId } = await api.post(
          `/api/drafts/${id}/sign`,
          { revision, password },
          signDraftAnswer,
        );
        return { kind: "signed", documentId: documentReferenceId };
      } catch (error) {
        return signFailure(error);
      }
    },
    discard: async (id) => {
      if (!isWriter(personId)) return { kind: "refused", why: say("signedOutNothingDiscarded") };
      try {
        await api.delete(`/api/drafts/${id}`, nothing);
        return { kind: "discarded" };
      } catch (error) {
        // Already gone is what was asked for.
        if (error instanceof RequestFailure && error.status === 404) return { kind: "discarded" };
        return { kind: "refused", why: error instanceof Error ? error.message : say("notDiscarded") };
      }
    },
  };
}

/** The caller's own open drafts in a chart. */
export async function listDrafts(patientId: string, signal?: AbortSignal): Promise<readonly Draft[]> {
  const { drafts } = await api.get(`/api/patients/${patientId}/drafts`, draftList, { signal });
  return drafts;
}
