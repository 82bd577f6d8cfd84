import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { mindPatients, notebookOfThisRun } from "../support/canaries/index.ts";

/** A note about a patient as another system may send it, of which no log of the run may tell. */
export function aNote(
  patient: string,
  {
    docStatus = "preliminary",
    text = "Slept well.",
  }: { readonly docStatus?: "preliminary" | "final"; readonly text?: string } = {},
): FhirResource {
  const note: FhirResource = {
    resourceType: "DocumentReference",
    status: "current",
    docStatus,
    subject: { reference: `Patient/${patient}` },
    content: [{ attachment: { contentType: "text/plain", data: Buffer.from(text).toString("base64") } }],
  };
  mindPatients(note, notebookOfThisRun());
  return note;
}
