import type { FhirResource } from "../../src/foundation/fhir/index.ts";

/** A note about a patient as another system may send it. */
export function aNote(
  patient: string,
  {
    docStatus = "preliminary",
    text = "Slept well.",
  }: { readonly docStatus?: "preliminary" | "final"; readonly text?: string } = {},
): FhirResource {
  return {
    resourceType: "DocumentReference",
    status: "current",
    docStatus,
    subject: { reference: `Patient/${patient}` },
    content: [{ attachment: { contentType: "text/plain", data: Buffer.from(text).toString("base64") } }],
  };
}
