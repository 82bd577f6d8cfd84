import { expect, test } from "vitest";
import { parseScopes } from "../access/index.ts";
import { withinRegistration, withinRole } from "./narrow-scopes.ts";

const texts = (scopes: readonly { readonly text: string }[]) => scopes.map(({ text }) => text);

test("an app for every record gets the ledger only where it is registered by its name", () => {
  const asked = parseScopes("patient/AuditEvent.rs patient/Observation.rs");
  expect(texts(withinRegistration(asked, parseScopes("patient/*.rs")))).toEqual(["patient/Observation.rs"]);
  expect(texts(withinRegistration(parseScopes("patient/*.rs"), parseScopes("patient/AuditEvent.rs")))).toEqual([]);
  expect(texts(withinRegistration(asked, parseScopes("patient/*.rs patient/AuditEvent.r")))).toEqual([
    "patient/AuditEvent.r",
    "patient/Observation.rs",
  ]);
  expect(texts(withinRole(asked, parseScopes("user/*.rs")))).toEqual(["patient/Observation.rs"]);
});
