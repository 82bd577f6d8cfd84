import { mindPatients, notebookOfThisRun } from "../../../../test/support/canaries/index.ts";
import type { ImportSource } from "../import-source.ts";

/** A file in memory that comes in pieces of a few bytes, as from a slow disk. */
export function sourceOf(name: string, content: string | Buffer, pieceLength = 7): ImportSource {
  const bytes = Buffer.from(content);
  return {
    name,
    async *open() {
      for (let start = 0; start < bytes.length; start += pieceLength) yield bytes.subarray(start, start + pieceLength);
    },
  };
}

export const patient = { resourceType: "Patient", id: "p1", active: true };
export const observation = {
  resourceType: "Observation",
  id: "o1",
  status: "final",
  code: { text: 'says "{[\\" and }]' },
  subject: { reference: "Patient/p1" },
};

export function bundleOf(resources: readonly object[], type = "transaction"): object {
  mindPatients(resources, notebookOfThisRun());
  return {
    resourceType: "Bundle",
    type,
    entry: resources.map((resource, index) => ({
      fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      resource,
    })),
  };
}

export function ndjson(resources: readonly object[]): string {
  mindPatients(resources, notebookOfThisRun());
  return `${resources.map((resource) => JSON.stringify(resource)).join("\n")}\n`;
}
