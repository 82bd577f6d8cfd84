import type { Caller } from "../../custody/access/index.ts";
import { ChartError, coSigningOf, withCoSigning } from "../../custody/chart/index.ts";
import { idIn, objectsIn } from "../../foundation/fhir/index.ts";
import type { NotesPorts } from "./ports.ts";
import { isAuthor } from "./progress-note.ts";
import { type SignedNote, recordOfPatient } from "./signed-note.ts";

/** What a returned note becomes once its author has signed another in its place. Doing it twice does it once. @throws ChartError */
export async function replaceNote(
  { chart }: Pick<NotesPorts, "chart">,
  caller: Caller,
  current: SignedNote,
): Promise<void> {
  if (coSigningOf(current) !== "returned") return;
  const { id } = current;
  await chart
    .update(
      caller,
      { type: "DocumentReference", id },
      withCoSigning(current, "replaced"),
      Number(current.meta?.versionId),
      { answers: "update" },
    )
    .catch((error: unknown) => {
      // Labelled at this moment: the new note is signed, and says itself what it replaces.
      if (!isOvertaken(error)) throw error;
    });
}

/** What a signing that was cut off left to do: the note that this one takes the place of gives way to it. @throws ChartError */
export async function closeReplaced(
  ports: Pick<NotesPorts, "chart">,
  caller: Caller,
  signed: SignedNote,
): Promise<void> {
  const patient = idIn(signed["subject"], "Patient");
  if (patient === undefined) return;
  for (const { code, target } of objectsIn(signed["relatesTo"])) {
    const id = code === "replaces" ? idIn(target, "DocumentReference") : undefined;
    const former =
      id === undefined ? undefined : await recordOfPatient(ports, caller, patient, { type: "DocumentReference", id });
    if (id !== undefined && former !== undefined && isAuthor(former, caller))
      await replaceNote(ports, caller, { ...former, id });
  }
}

/** Somebody else changed the record since it was read. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof ChartError && error.code === "chart/precondition-failed";
}
