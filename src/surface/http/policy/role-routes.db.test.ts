import { expect, test } from "vitest";
import { roleBook, roleProblem, storedRole } from "../../../../contract/index.ts";
import { aReceptionist } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { defaultSettings } from "../../../custody/policy/index.ts";
import { definition, policyAtWork } from "./testing/policy-at-work.ts";

const { house, aClinic, aPerson, signedIn, call } = await policyAtWork();

test("roles are listed, made, changed and removed", async () => {
  const { manager } = await aClinic();
  const own = { ...manager, role: "owner" };
  const listed = roleBook.parse((await call(manager, "GET", "/api/policy/roles")).json());
  expect(listed.roles).toHaveLength(15);
  expect(listed.roles[0]).toMatchObject({ id: "administrator", mine: true, revision: 0, builtIn: true });
  expect(listed.roles[1]).toMatchObject({ id: "clinician", people: 2 });
  const made = await call(own, "PUT", "/api/policy/roles/ward-nurse", { revision: 0, definition });
  expect([made.statusCode, storedRole.parse(made.json())]).toEqual([
    201,
    expect.objectContaining({ id: "ward-nurse", revision: 1, definition, people: 0 }),
  ]);
  const again = await call(own, "PUT", "/api/policy/roles/ward-nurse", { revision: 0, definition });
  expect([again.statusCode, again.json()]).toEqual([409, expect.objectContaining({ code: "roles/changed-meanwhile" })]);
  const wrong = { ...definition, scopes: ["user/Patience.rs"], purposes: ["FUN"] };
  const refused = await call(own, "PUT", "/api/policy/roles/ward-nurse", { revision: 1, definition: wrong });
  expect(refused.statusCode).toBe(422);
  expect(roleProblem.parse(refused.json()).faults?.map(({ path }) => path)).toEqual(["scopes[0]", "purposes[0]"]);
  const checked = await call(own, "POST", "/api/policy/roles/check", { id: "ward-nurse", definition: wrong });
  expect(checked.json().faults).toEqual(refused.json().faults);
  const beyond = { ...definition, permissions: ["ledger.read"] };
  const check = await call(own, "POST", "/api/policy/roles/check", { id: "ward-nurse", definition: beyond });
  expect(check.json().refusal).toMatchObject({ code: "roles/beyond-own", path: "permissions[0]" });
  expect((await call(own, "DELETE", "/api/policy/roles/ward-nurse?revision=1")).statusCode).toBe(204);
  expect((await call(own, "DELETE", "/api/policy/roles/ward-nurse?revision=2")).statusCode).toBe(404);
});

test("changing roles, looking through others' eyes and settings need leave and a fresh proof", async () => {
  const { manager, clinician, patient } = await aClinic();
  const stale = { ...manager, provenAt: house.now() - 5 * 60_000 - 1 };
  const person = aPerson("clinician");
  const asked = { personId: person.id, path: "Patient" };
  const attempts: [Caller, "PUT" | "DELETE" | "POST" | "GET", string, object?][] = [
    [stale, "PUT", "/api/policy/roles/x", { revision: 0, definition }],
    [stale, "DELETE", "/api/policy/roles/x?revision=1"],
    [stale, "POST", "/api/policy/preview", asked],
    [stale, "PUT", "/api/settings/policy", defaultSettings],
    [{ ...clinician, provenAt: undefined }, "GET", `/api/patients/${patient}/seen-by?personId=${person.id}`],
  ];
  for (const [caller, method, url, body] of attempts)
    expect((await call(caller, method, url, body)).json(), url).toMatchObject({ code: "session/step-up-needed" });
  const front = await signedIn(aReceptionist(manager.tenant));
  for (const [, method, url, body] of attempts)
    expect((await call(front, method, url, body)).json(), url).toMatchObject({ code: "access/not-permitted" });
  expect((await call(front, "GET", "/api/policy/roles")).statusCode).toBe(403);
});
