import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Emergencies, vendors, reviews and the tasks of officers. */
export function exceptions({ person, id }: OddIds): readonly OddRoute[] {
  const reason = (text: string) => ({ kind: "other", words: text });
  return [
    [
      "POST",
      "/api/break-glass",
      (text) => [
        { patient: { by: "identifier", value: text.slice(0, 60) }, reason: reason(text) },
        { patient: { by: "id", id }, reason: reason(text) },
        { patient: { by: "person", family: text, given: text, birthDate: "1948-02-30" }, reason: reason(text) },
        { patient: { by: "person", family: text, given: text, birthDate: "1948-02-29" }, reason: reason(text) },
      ],
    ],
    ["POST", `/api/break-glass/${id}/review`, (text) => [{ outcome: "justified", note: text }]],
    ["GET", `/api/break-glass?before=${id}`, none],
    ["POST", `/api/break-glass/${id}/end`, none],
    [
      "POST",
      "/api/vendor-access",
      (text, date) => [
        { personId: person, ticket: text.slice(0, 60), purpose: text, scopes: [text], from: date, until: date },
        {
          personId: id,
          ticket: text.slice(0, 60),
          purpose: text,
          scopes: ["user/Observation.rs"],
          from: date,
          until: "9999-12-31T23:59:59Z",
        },
      ],
    ],
    ["POST", `/api/vendor-access/${id}/approve`, (text) => [{ note: text }]],
    ["POST", `/api/vendor-access/${id}/refuse`, (text) => [{ note: text }]],
    ["POST", `/api/vendor-access/${id}/withdraw`, none],
    ["POST", `/api/vendor-access/${id}/end`, none],
    [
      "POST",
      "/api/role-requests",
      (text) => [
        { personId: person, role: text },
        { personId: id, role: "nurse" },
      ],
    ],
    ["POST", `/api/role-requests/${id}/approve`, (text) => [{ note: text }]],
    ["POST", `/api/role-requests/${id}/refuse`, (text) => [{ note: text }]],
    ["POST", `/api/role-requests/${id}/withdraw`, none],
    ["POST", `/api/access-reviews/${id}/close`, none],
    [
      "POST",
      "/api/access-reviews",
      (text, date) => [{ title: text.slice(0, 60), dueAt: date }, { title: text.slice(0, 60) }],
    ],
    ["POST", `/api/access-reviews/${id}/items/${id}/decide`, (text) => [{ decision: "withdraw", reason: text }]],
    ["POST", `/api/access-reviews/${id}/items/${id}/assign`, none],
    ["POST", `/api/tasks/${id}/complete`, (text) => [{ note: text }]],
    ["POST", `/api/tasks/${id}/assign`, () => [{ personId: null }]],
    ["PUT", "/api/settings/governance", (text) => [text]],
  ];
}
