import { RequestFailure } from "../../../../app/api.ts";
import { type DeviceDrafts, openDeviceDrafts } from "./device-drafts.ts";
import { type DeviceCopy, type DraftLinks, linksOf, sameWords, type Words } from "./draft-copy.ts";
import { isEnded } from "./draft-phase.ts";
import { browserTime } from "./draft-ports.ts";
import { draftServerOf, listDrafts } from "./draft-server.ts";
import { type DraftSession, runDraft } from "./draft-session.ts";
import type { DraftState } from "./draft-state.ts";
import { type Opening, reconcile, type ServerSide } from "./reconcile.ts";
import { say } from "./words/index.ts";

/** Running drafts of this window. They outlive their editor: leaving a page must not stop a save. */
const running = new Map<string, DraftSession>();

export type OpenedDraft =
  | { readonly kind: "open"; readonly session: DraftSession }
  | { readonly kind: "gone" }
  | { readonly kind: "left-over"; readonly words: Words; readonly links: DraftLinks };

/** Where drafts of a person lie on this device, or the reason why they can't. */
async function deviceOf(
  personId: string,
): Promise<{ readonly drafts: DeviceDrafts } | { readonly drafts: undefined; readonly why: string }> {
  try {
    return { drafts: await openDeviceDrafts(personId) };
  } catch (error) {
    return { drafts: undefined, why: error instanceof Error ? error.message : say("browserRefused") };
  }
}

async function serverSide(patientId: string, id: string): Promise<ServerSide> {
  try {
    const draft = (await listDrafts(patientId)).find((one) => one.id === id);
    return draft === undefined ? { kind: "none" } : { kind: "draft", draft };
  } catch (error) {
    if (error instanceof RequestFailure && error.kind === "refused" && error.status < 500) throw error;
    return { kind: "unknown" };
  }
}

export type DraftPlace = DraftLinks & {
  readonly id: string;
  readonly patientId: string;
  readonly personId: string;
};

/**
 * Opens a draft wherever its newest words lie, and keeps it running until it is signed or discarded.
 * @throws RequestFailure when the server refuses to show drafts of this chart
 */
export async function openDraft({ id, patientId, personId, ...links }: DraftPlace): Promise<OpenedDraft> {
  const known = running.get(id);
  if (known !== undefined && !isEnded(known.current().phase)) return { kind: "open", session: known };
  const device = await deviceOf(personId);
  const [copy, server] = await Promise.all([device.drafts?.get(id).catch(() => undefined), serverSide(patientId, id)]);
  const opening = reconcile(copy, server);
  if (opening.kind === "left-over") return opening;
  if (opening.kind === "gone") {
    await device.drafts?.remove(id).catch(() => undefined);
    return opening;
  }
  // Another opening of the same draft may have been faster.
  const meanwhile = running.get(id);
  if (meanwhile !== undefined && !isEnded(meanwhile.current().phase)) return { kind: "open", session: meanwhile };
  const session = runDraft(
    {
      server: draftServerOf(personId),
      time: browserTime,
      device: device.drafts ?? { put: () => Promise.reject(new Error(device.why)), remove: () => Promise.resolve() },
    },
    firstState(opening, { id, patientId, personId, ...links }),
    copy?.sent,
  );
  running.set(id, session);
  return { kind: "open", session };
}

function firstState(opening: Exclude<Opening, { kind: "gone" | "left-over" }>, place: DraftPlace): DraftState {
  const base = {
    id: place.id,
    patientId: place.patientId,
    keeping: { kind: "kept" },
    why: undefined,
    retryAt: undefined,
    theirs: undefined,
    gone: false,
    documentId: undefined,
  } as const;
  switch (opening.kind) {
    case "new":
      return {
        ...base,
        title: "",
        text: "",
        ...linksOf(place),
        phase: "saved",
        revision: 0,
        savedAt: undefined,
      };
    case "saved":
      return {
        ...base,
        ...opening.words,
        ...opening.links,
        phase: "saved",
        revision: opening.revision,
        savedAt: opening.savedAt,
      };
    case "due":
      return {
        ...base,
        ...opening.words,
        ...opening.links,
        phase: "due",
        revision: opening.revision,
        savedAt: opening.savedAt,
      };
    case "conflict":
      return {
        ...base,
        ...opening.words,
        ...opening.links,
        phase: "conflict",
        revision: opening.revision,
        savedAt: undefined,
        theirs: opening.theirs,
      };
  }
}

/** Every running draft that the server may lack words of: for leaving the page and for coming back online. */
export function unsettledDrafts(): readonly DraftSession[] {
  return [...running.values()].filter((session) => {
    const { phase } = session.current();
    return phase !== "saved" && !isEnded(phase);
  });
}

/** Drafts on this device that never reached the server are opened again in the background, and so sent. */
export async function resumeUnsent(personId: string): Promise<readonly DeviceCopy[]> {
  const device = await deviceOf(personId);
  const copies = (await device.drafts?.list().catch(() => [])) ?? [];
  const unsent = copies.filter((copy) => copy.unsent && !sameWords(copy, { title: "", text: "" }));
  for (const copy of unsent)
    await openDraft({ id: copy.id, patientId: copy.patientId, personId, ...linksOf(copy) }).catch(() => undefined);
  return unsent;
}

/** Drafts of one chart that lie on this device. */
export async function draftsOnDevice(personId: string, patientId: string): Promise<readonly DeviceCopy[]> {
  const device = await deviceOf(personId);
  const copies = (await device.drafts?.list().catch(() => [])) ?? [];
  return copies.filter((copy) => copy.patientId === patientId);
}

/** Puts away what is left of a draft that the server no longer knows. */
export async function removeFromDevice(personId: string, id: string): Promise<void> {
  const device = await deviceOf(personId);
  await device.drafts?.remove(id);
  running.delete(id);
}
