import type { Caller } from "../../custody/access/index.ts";
import { ChartError, coSigningOf } from "../../custody/chart/index.ts";
import { type FhirResource, type ResourceType, isJsonObject, parseResourceText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { DraftId, DraftWords } from "./draft.ts";
import { NotesError } from "./notes-error.ts";
import type { NotesPorts } from "./ports.ts";
import { isAuthor, noteIdentifier } from "./progress-note.ts";

/** The search that finds the note signed from a draft. */
export function noteOfDraft(draft: DraftId): readonly (readonly [string, string])[] {
  const { system, value } = noteIdentifier(draft);
  return [["identifier", `${system}|${value}`]];
}

export type SignedNote = FhirResource & { readonly id: ResourceId };

/** The note that the caller signed from this draft. */
export async function findSignedNote(
  { chart }: Pick<NotesPorts, "chart">,
  caller: Caller,
  draft: DraftId,
): Promise<SignedNote | undefined> {
  const { value } = await chart.search(caller, "DocumentReference", noteOfDraft(draft));
  const found = value.matches.map(({ id, body }) => ({ ...(parseResourceText(body.toString()) as FhirResource), id }));
  return found.find((note) => isSignedBy(note, caller));
}

/** What says that it was signed is nobody's to write but signing's. */
function isSignedBy(note: FhirResource, caller: Caller): boolean {
  return (note["authenticator"] !== undefined || coSigningOf(note) !== undefined) && isAuthor(note, caller);
}

/** What a draft is tied to is of the same patient: it adds to a signed note, replaces one that its author got back, is about a visit.
 *  @returns the note that it replaces @throws NotesError `draft/unsuitable-target` */
export async function expectLinks(
  ports: Pick<NotesPorts, "chart">,
  caller: Caller,
  patient: ResourceId,
  { addendumTo, replaces, encounter }: DraftWords,
): Promise<{ readonly replaced: SignedNote | undefined }> {
  const find = (type: ResourceType, id: ResourceId) => recordOfPatient(ports, caller, patient, { type, id });
  if (addendumTo !== undefined && (await find("DocumentReference", addendumTo))?.["docStatus"] !== "final")
    throw unsuitable("addendumTo", "an addendum adds to a signed note of the same patient");
  if (encounter !== undefined && (await find("Encounter", encounter)) === undefined)
    throw unsuitable("encounter", "a note is about a visit of the same patient");
  if (replaces === undefined) return { replaced: undefined };
  const note = await find("DocumentReference", replaces);
  if (note === undefined || coSigningOf(note) !== "returned" || !isAuthor(note, caller))
    throw unsuitable("replaces", "this takes the place of a note of yours that was given back to you");
  return { replaced: { ...note, id: replaces } };
}

/** Undefined where it isn't here, isn't shown or is of somebody else: these look alike. */
export async function recordOfPatient(
  { chart }: Pick<NotesPorts, "chart">,
  caller: Caller,
  patient: ResourceId,
  target: { readonly type: ResourceType; readonly id: ResourceId },
): Promise<FhirResource | undefined> {
  const found = await chart.read(caller, target).catch((error: unknown) => {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      return undefined;
    throw error;
  });
  const resource = found === undefined ? undefined : (parseResourceText(found.value.body.toString()) as FhirResource);
  const subject = resource?.["subject"];
  return isJsonObject(subject) && subject["reference"] === `Patient/${patient}` ? resource : undefined;
}

function unsuitable(path: string, message: string): NotesError {
  return new NotesError("draft/unsuitable-target", message, { path });
}
