import type { Caller } from "../../custody/access/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import { type FhirResource, isJsonObject, parseResourceText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { DraftId } from "./draft.ts";
import { NotesError } from "./notes-error.ts";
import type { NotesPorts } from "./ports.ts";
import { noteIdentifier, signerIdentifier } from "./progress-note.ts";

/** The search that finds the note signed from a draft. */
export function noteOfDraft(draft: DraftId): readonly (readonly [string, string])[] {
  const { system, value } = noteIdentifier(draft);
  return [["identifier", `${system}|${value}`]];
}

/** The note that the caller signed from this draft. */
export async function findSignedNote(
  { chart }: Pick<NotesPorts, "chart">,
  caller: Caller,
  draft: DraftId,
): Promise<ResourceId | undefined> {
  const { value } = await chart.search(caller, "DocumentReference", noteOfDraft(draft));
  return value.matches.find(({ body }) => isSignedBy(parseResourceText(body.toString()) as FhirResource, caller))?.id;
}

function isSignedBy(note: FhirResource, caller: Caller): boolean {
  const authenticator = note["authenticator"];
  const identifier = isJsonObject(authenticator) ? authenticator["identifier"] : undefined;
  return isJsonObject(identifier) && identifier["value"] === signerIdentifier(caller).value;
}

/** An addendum adds to a signed note of the same patient. @throws NotesError `draft/unsuitable-target` */
export async function expectSignedNote(
  { chart }: Pick<NotesPorts, "chart">,
  caller: Caller,
  patient: ResourceId,
  id: ResourceId,
): Promise<void> {
  const found = await chart.read(caller, { type: "DocumentReference", id }).catch((error: unknown) => {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      return undefined;
    throw error;
  });
  const note = found === undefined ? undefined : (parseResourceText(found.value.body.toString()) as FhirResource);
  const subject = note?.["subject"];
  const ofPatient = isJsonObject(subject) && subject["reference"] === `Patient/${patient}`;
  if (note?.["docStatus"] === "final" && ofPatient) return;
  throw new NotesError("draft/unsuitable-target", "an addendum adds to a signed note of the same patient", {
    path: "addendumTo",
  });
}
