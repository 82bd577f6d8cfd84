import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** People, their recoveries and what proves them. */
export function people({ tenant, person, id }: OddIds): readonly OddRoute[] {
  return [
    ["POST", "/api/people", (text) => [{ username: "odd.one", given: text, family: text, jobTitle: text, role: text }]],
    [
      "POST",
      "/api/people",
      (text) => [{ username: `p${Math.random()}`, given: text, family: text, role: "nurse", facilities: [text] }],
    ],
    ["PATCH", `/api/people/${id}`, (text) => [{ role: text }, { facilities: [text] }, { email: "a@b.example" }]],
    ["DELETE", `/api/people/${id}/sessions`, none],
    [
      "POST",
      "/api/recoveries",
      (text) => [
        { personId: id, reason: text },
        { personId: person, reason: text },
      ],
    ],
    ["POST", `/api/recoveries/${id}/approve`, none],
    ["POST", `/api/recoveries/${id}/refuse`, none],
    ["POST", "/api/recovery", (text) => [{ organisation: text, username: text, recoveryCode: text.padEnd(24) }]],
    ["POST", "/api/recovery/ticket", (text) => [{ ticket: text }, { ticket: `${id}.${id}.${id}` }]],
    ["POST", "/api/recovery/begin", (text) => [{ ticket: text, otherHalf: text }, { ticket: `${tenant}.${id}.x` }]],
    ["POST", "/api/account/totp/confirm", (text) => [{ challenge: text, code: "123456", name: text }]],
    ["PATCH", `/api/account/authenticators/${id}`, (text) => [{ name: text }]],
    ["PATCH", `/api/account/sessions/${id}`, (text) => [{ name: text }]],
    ["PATCH", "/api/account", (text) => [{ email: text }, { given: text, family: text }, { email: null }]],
    ["POST", "/api/account/passkeys", (text) => [{ name: text, response: { id: text, rawId: text } }]],
    ["POST", "/api/account/passkeys/options", none],
    ["POST", "/api/account/totp", none],
    ["POST", "/api/account/failed-sign-ins/read", (text) => [{ until: text }]],
    ["DELETE", `/api/account/authenticators/${id}`, none],
    ["DELETE", `/api/account/sessions/${id}`, none],
    ["DELETE", `/api/sessions/${id}`, none],
    ["DELETE", "/api/account/recovery", none],
    ["DELETE", `/api/clients/${encodeURIComponent(`${tenant}.\u0000`)}`, none],
    ["POST", "/api/account/password", (text) => [{ current: text, password: text }]],
  ];
}
