import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Roles, consents, comparisons and an organisation's settings. */
export function policy({ person, patient, id }: OddIds): readonly OddRoute[] {
  const definition = (text: string) => ({
    label: text.slice(0, 40),
    inSentence: text.slice(0, 40),
    summary: text,
    scopes: [`user/Observation.rs?code=${encodeURIComponent(text.toWellFormed())}`, `user/${text}.rs`],
    permissions: [text],
    reach: text,
    fieldRules: [{ type: text, path: text, access: "hidden" }],
    clearances: [text],
    purposes: [text],
  });
  const party = (text: string) => ({ kind: "person", reference: `Practitioner/${id}`, name: text });
  const consent = (text: string, date: string) => ({
    otherwise: "deny",
    statements: [
      {
        decision: "permit",
        who: [party(text)],
        except: [party(text)],
        from: date.slice(0, 10),
        until: "9999-12-31",
        purposes: ["TREAT"],
        types: ["Observation"],
        labels: ["PSY"],
      },
    ],
    givenBy: "representative",
    representative: text,
  });
  const role = { id: "odd", revision: 0 };
  return [
    ["PUT", "/api/policy/roles/odd", (text) => [{ ...role, definition: definition(text) }]],
    [
      "PUT",
      "/api/policy/roles/nurse",
      (text) => [
        {
          revision: Number.MAX_SAFE_INTEGER,
          definition: {
            ...definition("Odd role"),
            summary: text,
            scopes: [],
            permissions: [],
            reach: "facility",
            fieldRules: [],
            clearances: [],
            purposes: ["TREAT"],
          },
        },
      ],
    ],
    [
      "PUT",
      "/api/policy/roles/odd",
      (text) => [
        {
          ...role,
          definition: {
            ...definition("Odd role"),
            summary: text,
            scopes: [`user/Observation.rs?code=${encodeURIComponent(text.toWellFormed())}`],
            permissions: [],
            reach: "facility",
            fieldRules: [],
            clearances: [],
            purposes: ["TREAT"],
          },
        },
      ],
    ],
    ["DELETE", `/api/policy/roles/odd?revision=${2 ** 53}`, none],
    ["POST", "/api/policy/roles/check", (text) => [{ id: "odd", definition: definition(text) }]],
    [
      "POST",
      "/api/policy/preview",
      (text) => [
        ...[
          `Observation?code=${encodeURIComponent(text.toWellFormed())}`,
          text,
          "Patient?birthdate=ge2026-99-99",
          `Patient/${patient}`,
          "Bundle",
          "Observation?_id=,",
          "Patient?name:exact=x&_lastUpdated=x",
        ].map((path) => ({ personId: person, path })),
        { personId: id, path: "Patient" },
        { personId: person, path: "Patient", role: { definition: definition(text) } },
      ],
    ],
    ["POST", `/api/patients/${patient}/consents`, (text, date) => [consent(text, date)]],
    ["POST", `/api/patients/${id}/consents`, (text, date) => [consent(text, date)]],
    [
      "POST",
      `/api/patients/${patient}/consents/${id}/withdraw`,
      () => [{ version: 2 ** 53 - 1 }, { version: 2 ** 31 }],
    ],
    [
      "POST",
      `/api/patients/${patient}/seen-by`,
      (text, date) => [{ personId: person, consent: consent(text, date) }, { personId: id }],
    ],
    ["GET", `/api/patients/${patient}/seen-by?personId=${person}&purpose=%00`, none],
    ["PUT", "/api/settings/policy", (text) => [{ daysBefore: 1, daysAfter: 1, timeZone: text }]],
    ["PUT", "/api/settings/identity", (text) => [text]],
    ["PUT", "/api/ledger/checkpoint-mail", (text) => [text, { every: text, addresses: [text] }, { addresses: text }]],
    ["PUT", "/api/settings/requests", (text) => [text, { fhir: text }, { fhir: 2 ** 53, api: -1 }]],
  ];
}
