import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Programs and apps, launches, other providers and what people allow. */
export function apps({ tenant, person, patient, id }: OddIds): readonly OddRoute[] {
  return [
    [
      "POST",
      "/api/clients",
      (text) => [
        { name: text.slice(0, 60), scope: text },
        {
          name: text.slice(0, 60),
          scope: "openid user/*.rs",
          redirectUris: [text, "https://[::1"],
          maker: text,
          logoText: "x",
        },
        {
          name: "x y",
          scope: "system/*.rs",
          kind: "backend",
          jwks: { keys: [{ kty: "RSA", kid: text, n: text, e: "AQAB" }] },
        },
        {
          name: "x y",
          scope: "system/*.rs",
          kind: "backend",
          jwks: { keys: [{ kty: "EC", crv: "P-384", kid: "k", x: text, y: text }] },
        },
      ],
    ],
    ["PATCH", `/api/clients/${encodeURIComponent("\u0000")}`, (text) => [{ name: text.slice(0, 60) }]],
    ["PATCH", `/api/clients/${tenant}.x`, (text) => [{ requestBudgets: { fhir: text } }]],
    ["POST", `/api/clients/${id}/secret`, none],
    [
      "POST",
      `/api/clients/${id}/approve`,
      (text) => [
        { asked: text, scope: text },
        { asked: id, scope: "system/*.rs" },
      ],
    ],
    ["POST", `/api/clients/${id}/refuse`, (text) => [{ asked: text }, { asked: id }]],
    ["DELETE", `/api/apps/${encodeURIComponent(`${tenant}.\u0000`)}`, none],
    ["DELETE", "/api/apps/x", none],
    [
      "POST",
      "/api/launches",
      (text) => [
        { client: text.slice(0, 60), patient, encounter: id },
        { client: "x", patient },
      ],
    ],
    [
      "PUT",
      "/api/federation",
      (text) => [
        {
          state: "off",
          issuer: text,
          clientId: text,
          label: text,
          allowedDomains: [text],
          provision: true,
          secondFactorProofs: [text],
        },
      ],
    ],
    [
      "POST",
      "/api/federation/links",
      (text) => [
        { person: id, subject: text },
        { person, subject: text },
      ],
    ],
    ["POST", "/api/federation/link", none],
    ["GET", `/oauth/federation/start?organisation=${"%00"}&to=%00`, none],
    ["GET", `/oauth/federation/callback?state=${tenant}.%00&code=%00`, none],
    ["GET", "/api/session/federation?organisation=%00", none],
    ["GET", "/oauth/authorize?client_id=%00&response_type=code", none],
    ["GET", `/oauth/authorize?client_id=${tenant}.x&response_type=code&scope=%00&state=%F0`, none],
    ["GET", "/oauth/authorize/%00", none],
    ["GET", "/oauth/consent/%00/request", none],
    ["POST", "/oauth/consent/x/decision", (text) => [{ allow: true, scopes: [text] }, { allow: false }]],
  ];
}
