import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Messages between colleagues. */
export function messages({ patient, id }: OddIds): readonly OddRoute[] {
  const base = "/api/messages";
  const to = [{ kind: "everybody" }, { kind: "person", id }, { kind: "role", id: "clinician" }];
  return [
    ["GET", `${base}?before=0000-01-01T00:00:00Z`, none],
    ["GET", `${base}?before=9999-12-31T23:59:59Z&patient=${patient}`, none],
    ["GET", `${base}/thread?id=${id}`, none],
    ["GET", `${base}/unread`, none],
    ["GET", `${base}/colleagues`, none],
    [
      "POST",
      base,
      (text) => [
        { requestId: id, to: [{ kind: "role", id: "clinician" }], subject: text.slice(0, 160), text },
        { requestId: id, to, subject: text, text, kind: "announcement", patientId: patient, taskId: id },
        { requestId: text, to: [{ kind: "role", id: text }], subject: text, text },
      ],
    ],
    ["POST", `${base}/replies`, (text) => [{ requestId: id, threadId: id, text }]],
    ["POST", `${base}/seen`, (text) => [{ ids: [id, patient] }, { ids: [text] }]],
    ["POST", `${base}/acknowledged`, () => [{ ids: [id] }, { ids: [] }]],
  ];
}
