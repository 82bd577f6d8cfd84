import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Notes that are being written, and their signatures. */
export function notes({ patient, id }: OddIds): readonly OddRoute[] {
  const draft = (text: string) => ({ patientId: patient, title: text.slice(0, 200), text, baseRevision: 0 });
  return [
    [
      "PUT",
      `/api/drafts/${id}`,
      (text) => [
        { ...draft(text), encounter: id, addendumTo: id, replaces: id },
        { ...draft(text), baseRevision: Number.MAX_SAFE_INTEGER },
      ],
    ],
    ["POST", `/api/drafts/${id}/sign`, (text) => [{ revision: Number.MAX_SAFE_INTEGER, password: text }]],
    ["DELETE", `/api/drafts/${id}`, none],
    ["GET", "/api/patients/%00/drafts", none],
    ["POST", `/api/notes/${id}/co-signature`, (text) => [{ password: text }]],
    ["POST", `/api/notes/${id}/return`, (text) => [{ words: text }]],
    ["GET", `/api/notes/${id}/signed-record`, none],
    ["POST", `/api/notes/${id}/paper`, none],
  ];
}
