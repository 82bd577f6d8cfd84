import { expect, test } from "vitest";
import { type Caller, roles } from "../../../custody/access/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import { anEnrolledPerson, goodPassword, operator } from "../../../custody/identity/testing/people.ts";
import { type PersonId, Secret, type TenantId } from "../../../foundation/kernel/index.ts";
import { passwordConfirmation } from "./index.ts";

const installation = await anInstallation();
const { identity } = installation;
const confirm = passwordConfirmation(identity, installation.now);

const signedInAs = (tenant: TenantId, id: PersonId): Caller => ({
  tenant,
  kind: "person",
  id,
  name: "Amara Osei",
  role: "clinician",
  scopes: roles.clinician.scopes,
  permissions: roles.clinician.permissions,
  from: "192.0.2.7",
  requestId: "r1",
});

test("the signer's own password passes, another doesn't, and none is asked for", async () => {
  const clinic = await installation.createOrganisation("Clinic");
  const { person } = await anEnrolledPerson(installation, clinic);
  const caller = signedInAs(clinic.tenant, person.id);
  await expect(confirm(caller, goodPassword)).resolves.toBeUndefined();
  await expect(confirm(caller, new Secret("Wrong-Password-1"))).rejects.toMatchObject({
    status: 401,
    code: "session/wrong-credentials",
    path: "password",
  });
  await expect(confirm(caller, undefined)).rejects.toMatchObject({
    status: 403,
    code: "session/step-up-needed",
  });
});

test("somebody who proved both factors a moment ago needs no password, five minutes later they do", async () => {
  const clinic = await installation.createOrganisation("Proven clinic");
  const { person } = await anEnrolledPerson(installation, clinic);
  const minute = 60_000;
  const caller = (provenAt: number) => ({ ...signedInAs(clinic.tenant, person.id), provenAt });
  await expect(confirm(caller(installation.now() - 5 * minute + 1), undefined)).resolves.toBeUndefined();
  await expect(confirm(caller(installation.now() - 5 * minute), undefined)).rejects.toMatchObject({
    code: "session/step-up-needed",
  });
  await expect(confirm(caller(0), undefined)).rejects.toMatchObject({ status: 403 });
});

test("guessing at a screen that was left open locks, and says for how long", async () => {
  const clinic = await installation.createOrganisation("Guessed clinic");
  const { person } = await anEnrolledPerson(installation, clinic);
  const caller = signedInAs(clinic.tenant, person.id);
  for (let n = 0; n < 5; n += 1) await confirm(caller, new Secret("Wrong-Password-1")).catch(() => undefined);
  const refused = confirm(caller, goodPassword);
  await expect(refused).rejects.toMatchObject({ status: 429, code: "session/locked" });
  await expect(refused).rejects.toHaveProperty("headers.retry-after", expect.stringMatching(/^[1-9]\d*$/));
});

test("asking for no password counts as no attempt", async () => {
  const clinic = await installation.createOrganisation("Patient clinic");
  const { person } = await anEnrolledPerson(installation, clinic);
  const caller = signedInAs(clinic.tenant, person.id);
  for (let n = 0; n < 9; n += 1) await confirm(caller, undefined).catch(() => undefined);
  await expect(confirm(caller, goodPassword)).resolves.toBeUndefined();
});

test("the demonstration's people have no password: they pass there, and only there", async () => {
  for (const demonstration of [true, false]) {
    const organisation = await installation.createOrganisation(`Without ${demonstration}`, { demonstration });
    const added = await identity.people.add(
      operator,
      organisation.tenant,
      { username: "amara", given: "Amara", family: "Osei", role: "clinician" },
      { kind: "none" },
    );
    const caller = signedInAs(organisation.tenant, added.person.id);
    for (const password of [undefined, new Secret("anything")]) {
      if (demonstration) await expect(confirm(caller, password)).resolves.toBeUndefined();
      else await expect(confirm(caller, password)).rejects.toMatchObject({ code: "session/step-up-needed" });
    }
  }
});

test("somebody of another organisation is nobody here", async () => {
  const clinic = await installation.createOrganisation("One");
  const other = await installation.createOrganisation("Other");
  const { person } = await anEnrolledPerson(installation, clinic);
  await expect(confirm(signedInAs(other.tenant, person.id), goodPassword)).rejects.toMatchObject({
    code: "session/wrong-credentials",
  });
});
