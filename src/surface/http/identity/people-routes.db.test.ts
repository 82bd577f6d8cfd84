import { describe, expect, test } from "vitest";
import { changePersonAnswer, peopleList, roleList } from "../../../../contract/index.ts";
import { roleNames } from "../../../custody/access/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import { aServer } from "./testing/server.ts";

const installation = await anInstallation();
const { app, as, setUp, addPerson } = await aServer(installation);
const administrator = await setUp();

describe("people", () => {
  test("are listed, added and changed by administrators", async () => {
    const person = await addPerson(administrator, "to.change", "clinician");
    const list = peopleList.parse((await as(administrator, { url: "/api/people" })).json());
    expect(list.people.find((row) => row.id === person.id)).toMatchObject({
      username: "to.change",
      state: "active",
      role: "clinician",
    });
    const change = (payload: object) =>
      as(administrator, { method: "PATCH", url: `/api/people/${person.id}`, payload });
    expect(changePersonAnswer.parse((await change({ role: "front-desk" })).json()).person.role).toBe("front-desk");
    expect((await change({ resetCredentials: true })).json()).toMatchObject({ code: "people/recovery-needed" });
    expect(changePersonAnswer.parse((await change({ state: "ended" })).json()).person.state).toBe("ended");
    expect((await change({ state: "ended" })).json()).toMatchObject({ code: "people/illegal-change" });
    expect((await as(person, { url: "/api/session" })).statusCode).toBe(401);
  });

  test("are refused clearly", async () => {
    const add = (payload: object) => as(administrator, { method: "POST", url: "/api/people", payload });
    const taken = await add({ username: "amara", given: "A", family: "B", role: "auditor" });
    expect([taken.statusCode, taken.json()]).toMatchObject([409, { code: "people/username-taken", path: "username" }]);
    const nobody = await as(administrator, {
      method: "PATCH",
      url: "/api/people/00000000-0000-4000-8000-000000000000",
      payload: { unlock: true },
    });
    expect([nobody.statusCode, nobody.json().code]).toEqual([404, "people/unknown"]);
    const list = peopleList.parse((await as(administrator, { url: "/api/people" })).json());
    const self = list.people.find((row) => row.username === "amara")?.id;
    const own = await as(administrator, {
      method: "PATCH",
      url: `/api/people/${self}`,
      payload: { role: "clinician" },
    });
    expect([own.statusCode, own.json().code]).toEqual([409, "people/own-access"]);
  });

  test("are tied to one practitioner each, and nobody to one of their own choice", async () => {
    const doctor = "5f0c9a52-6f0e-4b1a-9c3d-2e8f5a6b7c10";
    const [one, other] = [
      await addPerson(administrator, "tied", "therapist"),
      await addPerson(administrator, "untied", "therapist"),
    ];
    const tie = (id: string, practitioner: string | null) =>
      as(administrator, { method: "PATCH", url: `/api/people/${id}`, payload: { practitioner } });
    expect(changePersonAnswer.parse((await tie(one.id, doctor)).json()).person.practitioner).toBe(doctor);
    const taken = await tie(other.id, doctor);
    expect([taken.statusCode, taken.json().code]).toEqual([409, "people/practitioner-taken"]);
    expect((await tie(one.id, null)).json().person.practitioner).toBeUndefined();
    const list = peopleList.parse((await as(administrator, { url: "/api/people" })).json());
    const own = await tie(list.people.find((row) => row.username === "amara")?.id ?? "", doctor);
    expect([own.statusCode, own.json().code]).toEqual([409, "people/own-access"]);
  });

  test("and clients and roles are for administrators alone", async () => {
    for (const role of ["clinician", "front-desk", "auditor"] as const) {
      const person = await addPerson(administrator, `not.admin.${role}`, role);
      for (const url of ["/api/people", "/api/roles"]) {
        const answer = await as(person, { url });
        expect([answer.statusCode, answer.json().code]).toEqual([403, "access/not-permitted"]);
      }
    }
    expect((await app.inject("/api/people")).statusCode).toBe(401);
  });

  test("have roles with counts", async () => {
    const { roles } = roleList.parse((await as(administrator, { url: "/api/roles" })).json());
    expect(roles.map((role) => role.name)).toEqual(roleNames);
    expect(roles[0]?.people).toBe(1);
  });

  test("are not changed when something fails, and the failure's own words stay on the server", async () => {
    installation.failEvents(true);
    const payload = { username: "unlucky", given: "Ben", family: "Adeyemi", role: "auditor" };
    const answer = await as(administrator, { method: "POST", url: "/api/people", payload });
    installation.failEvents(false);
    expect([answer.statusCode, answer.json().code]).toEqual([500, "server/fault"]);
    expect(answer.body).not.toContain("the ledger is full");
    const list = peopleList.parse((await as(administrator, { url: "/api/people" })).json());
    expect(list.people.map((row) => row.username)).not.toContain("unlucky");
  });
});
