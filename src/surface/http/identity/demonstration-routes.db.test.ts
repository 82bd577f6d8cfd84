import { expect, test } from "vitest";
import { session } from "../../../../contract/index.ts";
import { builtInRoleIds, roles } from "../../../custody/access/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import { groupsOf } from "./demonstration-groups.ts";
import { aServer, password } from "./testing/server.ts";

const installation = await anInstallation();
const { identity, takeEvents } = installation;
const { app, post, setUp, addPerson } = await aServer(installation);
const administrator = await setUp();

test("without a demonstration organisation there is no demonstration sign-in", async () => {
  expect((await app.inject("/api/demonstration/people")).statusCode).toBe(404);
  const person = await addPerson(administrator, "no.demo", "clinician");
  expect((await post("/api/demonstration/session", { personId: person.id })).statusCode).toBe(404);
});

test("with one, its people sign in by name, and nobody else does", async () => {
  const demonstration = await installation.createOrganisation("Demonstration", { demonstration: true });
  const operator = { kind: "system", id: "x", name: "x" } as const;
  const profile = { username: "demo", given: "Demo", family: "Clinician", jobTitle: "GP", role: "clinician" } as const;
  const { person } = await identity.people.add(operator, demonstration.tenant, profile, { kind: "none" });
  const told = { personId: person.id, displayName: "Demo Clinician", jobTitle: "GP", role: "clinician" };
  const { label: roleLabel, summary } = roles.clinician;
  expect((await app.inject("/api/demonstration/people")).json()).toEqual({
    groups: [{ label: "Giving care", people: [{ ...told, roleLabel, summary }] }],
    people: [told],
  });
  takeEvents();
  const answer = await post("/api/demonstration/session", { personId: person.id });
  expect(session.parse(answer.json()).organisation.demonstration).toBe(true);
  expect(takeEvents()).toMatchObject([
    { act: "signed-in", detail: "demonstration", actor: { id: person.id, from: "127.0.0.1" } },
  ]);
  const real = await addPerson(administrator, "still.no.demo", "clinician");
  expect((await post("/api/demonstration/session", { personId: real.id })).statusCode).toBe(404);
  expect(
    (await post("/api/demonstration/session", { personId: person.id }, { "sec-fetch-site": "cross-site" })).statusCode,
  ).toBe(403);
  // The real organisation stays the one that needs no naming.
  expect((await post("/api/session", { username: "amara", password })).json().step).toBe("second-factor");
  expect((await app.inject("/api/state")).json()).toEqual({
    state: "ready",
    demonstration: true,
    severalOrganisations: false,
    passkeyOrigins: ["https://wardbook.test"],
    selfRecovery: false,
  });
});

test("everybody is offered in one group, whatever their role", () => {
  const people = [...builtInRoleIds, "made-here"].map((role) => ({
    personId: role,
    displayName: role,
    jobTitle: "",
    role,
  }));
  const groups = groupsOf(people, new Map([["made-here", { label: "Made here", summary: "" }]]));
  const offered = groups.flatMap((group) => group.people.map(({ role }) => role));
  expect(offered.toSorted()).toEqual(people.map(({ role }) => role).toSorted());
  expect(groups.at(-1)).toMatchObject({ label: "Others", people: [{ roleLabel: "Made here" }] });
});
