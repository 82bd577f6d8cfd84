import { expect, test } from "vitest";
import { type FederationSettings, checkFederation } from "./federation-settings.ts";

const settings: FederationSettings = {
  state: "active",
  issuer: "https://id.example.org",
  clientId: "wardbook",
  label: "Ours",
  allowedDomains: [],
  provision: false,
  secondFactorProofs: [],
};
const refused = expect.objectContaining({ code: "federation/unsuitable", path: "issuer" });

test.each([
  "http://localhost:8080",
  "https://localhost:6432",
  "https://127.0.0.1",
  "https://[::1]",
  "https://127.1.1.1",
])("what else runs on a machine that others come to is nobody's provider: %s", (issuer) => {
  expect(() => checkFederation({ ...settings, issuer }, false)).toThrow(refused);
  expect(() => checkFederation({ ...settings, issuer }, true)).not.toThrow();
});

test("a provider elsewhere is one anywhere", () => {
  for (const here of [true, false]) expect(() => checkFederation(settings, here)).not.toThrow();
});
