import { expect, test } from "vitest";
import {
  blankClient,
  clientChange,
  faultOf,
  fieldOfPath,
  fieldsOf,
  newClient,
  purposesToChoose,
} from "./client-form.ts";

const key = { kty: "EC", crv: "P-384", kid: "1", x: "x", y: "y" };

test("addresses come one a line, and only what was typed is sent", () => {
  expect(
    newClient({
      ...blankClient,
      name: " Growth chart ",
      kind: "public",
      scope: "launch/patient\n patient/Observation.rs",
      redirectUris: "https://app.example.org/back\nhttps://app.example.org/other",
      contacts: "help@example.org, it@example.org",
    }),
  ).toEqual({
    name: "Growth chart",
    kind: "public",
    scope: "launch/patient patient/Observation.rs",
    redirectUris: ["https://app.example.org/back", "https://app.example.org/other"],
    contacts: ["help@example.org", "it@example.org"],
  });
});

test("a program behind the scenes has keys and no addresses", () => {
  const backend = {
    ...blankClient,
    kind: "backend" as const,
    jwks: JSON.stringify(key),
    redirectUris: "https://x.org",
  };
  expect(newClient(backend)).toMatchObject({ redirectUris: [], jwks: { keys: [key] } });
  expect(faultOf({ ...backend, jwks: "-----BEGIN PUBLIC KEY-----" }, false)?.field).toBe("jwks");
  expect(faultOf({ ...backend, jwks: "" }, true)).toBeUndefined();
  expect(faultOf({ ...backend, jwks: JSON.stringify({ keys: [] }) }, true)?.field).toBe("jwks");
});

test("a program that acts for itself says what for, and what it says can be taken back", () => {
  const research = { ...blankClient, kind: "confidential" as const, purpose: "HRESCH" };
  expect(newClient(research)).toMatchObject({ purpose: "HRESCH" });
  expect(newClient({ ...research, kind: "public" })).not.toHaveProperty("purpose");
  expect(clientChange(research)).toMatchObject({ purpose: "HRESCH" });
  expect(clientChange({ ...research, purpose: "" })).toMatchObject({ purpose: null });
});

test("what is stored is what the form begins with, its purpose too", () => {
  const client = {
    id: "c1",
    name: "Registry",
    kind: "backend" as const,
    scopes: ["system/Observation.rs"],
    redirectUris: [],
    asked: [],
    inHandsOf: [],
    contacts: [],
    purpose: "HRESCH",
    keys: ["1"],
    createdAt: "2026-03-07T09:00:00Z",
    state: "active" as const,
  };
  expect(fieldsOf(client).purpose).toBe("HRESCH");
  expect(purposesToChoose([], "HRESCH").map(({ value }) => value)).toEqual(["", "HRESCH"]);
  const known = [{ code: "HRESCH", label: "Research" }];
  expect(purposesToChoose(known, "HRESCH").map(({ label }) => label)).toEqual(["Not said: treatment", "Research"]);
});

test("what is emptied is taken away", () => {
  expect(clientChange({ ...blankClient, name: "Lab", scope: "system/Observation.c" })).toMatchObject({
    launchUrl: null,
    maker: null,
    logoText: null,
  });
});

test("a refusal finds its field", () => {
  expect(["redirectUris.0", "scope", "jwks", "elsewhere", undefined].map(fieldOfPath)).toEqual([
    "redirectUris",
    "scope",
    "jwks",
    undefined,
    undefined,
  ]);
});
