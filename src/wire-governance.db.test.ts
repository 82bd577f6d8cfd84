import { expect, test } from "vitest";
import { aComposedHouse } from "../test/support/composed-house.ts";
import { type Caller, roles } from "./custody/access/index.ts";
import { displayName } from "./custody/identity/index.ts";
import { Secret, type TenantId, parsePersonId } from "./foundation/kernel/index.ts";
import type { ReviewItem } from "./care/governance/index.ts";
import type { FederationSettings } from "./custody/authorization/index.ts";
import { vaultColumns } from "./vault-columns.ts";
import { definitionOf } from "./custody/policy/index.ts";
import { governanceSettings } from "./surface/http/governance/index.ts";

let time = Date.UTC(2026, 2, 7, 9);
const { house, mail: server, failures } = await aComposedHouse(() => time);

const operator = { kind: "system", id: "console", name: "operator's console" } as const;
let organisations = 0;

async function anOrganisation(demonstration = false): Promise<TenantId> {
  organisations += 1;
  return house.keyring.createTenant({ name: "Clinic", shortName: `clinic-${organisations}`, demonstration });
}

let people = 0;

async function add(tenant: TenantId, role: keyof typeof roles, given: string, withCredentials = true): Promise<Caller> {
  people += 1;
  const { person } = await house.identity.people.add(
    operator,
    tenant,
    { username: `person${people}`, given, family: "Okafor", role, email: `${given.toLowerCase()}@wardbook.test` },
    ...(withCredentials ? [] : [{ kind: "none" } as const]),
  );
  const { scopes, permissions } = roles[role];
  const name = displayName(person);
  return { tenant, kind: "person", id: person.id, name, role, scopes, permissions, from: "192.0.2.7", requestId: "r1" };
}

test("withdrawing in a review ends the person's access, the client's and the app's", async () => {
  const tenant = await anOrganisation();
  const manager = await add(tenant, "administrator", "Mei");
  const officer = await add(tenant, "privacy-officer", "Ines");
  const nurse = await add(tenant, "nurse", "Nia");
  await house.authorization.clients.add(operator, tenant, {
    name: "Lab bridge",
    scope: "system/Observation.rs",
  });
  await house.authorization.clients.add(operator, tenant, {
    name: "Growth chart",
    kind: "public",
    scope: "launch/patient patient/Observation.rs",
    redirectUris: ["https://growth.wardbook.test/back"],
  });
  const review = await house.governance.accessReviews.open(manager, { title: "Spring review" });
  expect(review.items.map(({ kind, holder }) => `${kind} ${holder}`).sort()).toEqual([
    "api-client Lab bridge",
    "oauth-client Growth chart",
    "person-role Ines Okafor",
    "person-role Mei Okafor",
    "person-role Nia Okafor",
  ]);
  for (const item of review.items.filter(({ holder }) =>
    ["Nia Okafor", "Lab bridge", "Growth chart"].includes(holder),
  )) {
    const reviewer = [manager, officer].find(({ id }) => id === item.reviewer?.id);
    if (reviewer === undefined) throw new Error("expected a reviewer");
    await house.governance.accessReviews.decide(reviewer, {
      review: review.id,
      item: item.id,
      decision: "withdraw",
      reason: "Not needed any more.",
    });
  }
  const nia = (await house.identity.people.list(tenant)).find(({ id }) => id === nurse.id);
  expect(nia?.state).toBe("ended");
  const clients = await house.authorization.clients.list(tenant);
  expect(clients.map(({ state }) => state)).toEqual(["ended", "ended"]);
});

test("the last one who manages people isn't withdrawn", async () => {
  const tenant = await anOrganisation();
  const manager = await add(tenant, "administrator", "Mei");
  const officer = await add(tenant, "privacy-officer", "Ines");
  const review = await house.governance.accessReviews.open(manager, { title: "Spring review" });
  const item = review.items.find(({ holder }) => holder === "Mei Okafor");
  await expect(
    house.governance.accessReviews.decide(officer, {
      review: review.id,
      item: item?.id ?? "",
      decision: "withdraw",
      reason: "She is on leave.",
    }),
  ).rejects.toMatchObject({ code: "review/cannot-withdraw" });
  expect((await house.identity.people.list(tenant)).every(({ state }) => state !== "ended")).toBe(true);
});

test("a role that runs the organisation takes two people at every way to give it, and the last one who manages it stays", async () => {
  // Whoever approves signs it; people of the demonstration have nothing to show for it.
  const tenant = await anOrganisation(true);
  const { people: staff, sessions } = house.identity;
  const first = await add(tenant, "administrator", "Mei");
  const second = await add(tenant, "owner", "Odile", false);
  const nurse = await add(tenant, "nurse", "Nia");
  const signedIn = async ({ id }: Caller) => {
    await house.db
      .tenant(tenant)
      .query("update wardbook.person set last_sign_in_at = $3 where tenant = $1 and person = $2", [tenant, id, time]);
    sessions.forgetRemembered();
  };
  const give = (role: string) => staff.change(first, tenant, parsePersonId(nurse.id), { role });
  const profile = { username: "somebody.new", given: "Robin", family: "Lund", role: "administrator" };
  await signedIn(second);
  await expect(give("administrator")).rejects.toMatchObject({ code: "people/second-needed" });
  await expect(staff.add(first, tenant, profile)).rejects.toMatchObject({ code: "people/second-needed" });
  expect(await staff.byUsername(tenant, "somebody.new")).toBeUndefined();
  const wide = { ...definitionOf(roles.nurse), permissions: ["people.manage"] as const };
  await expect(house.policy.roles.put(first, "nurse", wide, 0)).rejects.toMatchObject({ code: "roles/held" });
  const asked = await house.governance.roleGrants.request(first, {
    person: parsePersonId(nurse.id),
    role: "administrator",
  });
  time += 25 * 3_600_000;
  await house.governance.roleGrants.approve(second, asked.id);
  expect((await staff.get(tenant, parsePersonId(nurse.id)))?.role).toBe("administrator");
  expect(await house.governance.roleGrants.given(first)).toMatchObject([
    { signature: { verdict: { kind: "valid", manifest: { signer: { id: second.id }, meaning: "approval" } } } },
  ]);
  await staff.change(second, tenant, parsePersonId(nurse.id), { state: "ended" });
  await staff.change(second, tenant, parsePersonId(first.id), { state: "ended" });
  await expect(staff.change(operator, tenant, parsePersonId(second.id), { state: "ended" })).rejects.toMatchObject({
    code: "people/last-manager",
  });
});

test("the last one who manages people stays, and is told as overdue, where the clock withdraws what nobody decided", async () => {
  const tenant = await anOrganisation();
  const manager = await add(tenant, "administrator", "Mei");
  await house.identity.settings.change(operator, tenant, governanceSettings, (before) => ({
    value: { ...before, accessReview: { ...before.accessReview, unreviewed: "withdraw" as const } },
    detail: "unreviewed: withdrawn",
  }));
  await add(tenant, "nurse", "Nia");
  const { id } = await house.governance.accessReviews.open(manager, { title: "Spring review" });
  time += 22 * 86_400_000;
  await house.governance.sweep(tenant);
  const { items } = await house.governance.accessReviews.detail(manager, id);
  expect(items.map(({ holder, state }) => `${holder} ${state}`).sort()).toEqual([
    "Mei Okafor overdue",
    "Nia Okafor withdrawn",
  ]);
  expect(await house.governance.accessReviews.close(manager, id)).toMatchObject({ state: "closed", altered: false });
});

test("what a provider gives, the accounts linked there and what people allowed apps are reviewed too, and end when withdrawn", async () => {
  const tenant = await anOrganisation();
  const { federation, federationGrants, clients, apps } = house.authorization;
  const manager = await add(tenant, "administrator", "Mei");
  const officer = await add(tenant, "privacy-officer", "Una");
  const nurse = await add(tenant, "nurse", "Nia");
  const patient = await add(tenant, "patient", "Pat");
  await federation.configure(operator, tenant, {
    state: "active",
    issuer: "https://harbour.test",
    clientId: "wardbook",
    label: "Harbour",
    allowedDomains: [],
    provision: true,
    roles: {
      claim: "groups",
      map: [
        { value: "ward", role: "nurse" },
        { value: "desk", role: "front-desk" },
      ],
    },
    secondFactorProofs: [],
  });
  await federation.link(operator, tenant, parsePersonId(nurse.id), "nia-there");
  const app = await clients.add(operator, tenant, {
    name: "Growth chart",
    kind: "public",
    scope: "launch/patient patient/Observation.rs offline_access",
    redirectUris: ["https://growth.wardbook.test/back"],
  });
  for (const person of [nurse, patient])
    await apps.allow(operator, tenant, {
      client: app.client,
      person: parsePersonId(person.id),
      scope: "patient/Observation.rs offline_access",
    });
  const review = await house.governance.accessReviews.open(manager, { title: "Spring review" });
  const told = review.items
    .filter(({ kind }) => !["person-role", "oauth-client"].includes(kind))
    .map(({ kind, holder, grant }) => `${kind} | ${holder} | ${grant}`);
  expect(told.sort()).toEqual([
    "app-grant | Nia Okafor | Growth chart in their name: patient/Observation.rs offline_access",
    "federation-mapping | Harbour: whoever has groups = desk | The role Front desk",
    "federation-mapping | Harbour: whoever has groups = ward | The role Nurse",
    "standing | Nia Okafor | An account at Harbour signs in as this person",
  ]);
  const withdraw = async (wanted: (item: ReviewItem) => boolean) => {
    const item = review.items.find(wanted);
    const reviewer = [manager, officer].find(({ id }) => id === item?.reviewer?.id);
    if (item === undefined || reviewer === undefined) throw new Error("expected an item with a reviewer");
    await house.governance.accessReviews.decide(reviewer, {
      review: review.id,
      item: item.id,
      decision: "withdraw",
      reason: "Not needed any more.",
    });
    return reviewer;
  };
  await withdraw(({ kind }) => kind === "app-grant");
  expect((await apps.standing(tenant)).map(({ grant }) => grant.person)).toEqual([patient.id]);
  const come = async () => {
    const start = { origin: { from: "192.0.2.9", requestId: "r4" }, provenBy: "federation" } as const;
    await house.db.transaction(tenant, (tx) =>
      house.identity.sessions.begin(tx, tenant, parsePersonId(nurse.id), start),
    );
  };
  const isIn = async () => (await house.identity.sessions.list(tenant, parsePersonId(nurse.id))).length > 0;
  const turn = async (change: Partial<FederationSettings>) => {
    const settings = await federation.of(tenant);
    if (settings !== undefined) await federation.configure(operator, tenant, { ...settings, ...change });
  };
  const program = review.items.find(({ kind }) => kind === "oauth-client");
  const other = [manager, officer].find(({ id }) => id !== program?.reviewer?.id) ?? officer;
  const assignment = { review: review.id, item: program?.id ?? "", to: parsePersonId(other.id) };
  expect(await house.governance.accessReviews.assign(manager, assignment)).toMatchObject({ altered: false });
  // Turned off it gives nothing, but would again: what is withdrawn meanwhile stays so.
  await come();
  await turn({ state: "off" });
  const reviewer = await withdraw(({ holder }) => holder.endsWith("groups = ward"));
  expect(await isIn()).toBe(false);
  await turn({ state: "active" });
  expect((await federation.of(tenant))?.roles?.map).toEqual([{ value: "desk", role: "front-desk" }]);
  await come();
  await withdraw(({ kind }) => kind === "standing");
  expect([await federationGrants.accounts(tenant), await isIn()]).toEqual([[], false]);
  // Changed meanwhile it is another grant than the one that was to be reviewed.
  await turn({ roles: { claim: "groups", map: [{ value: "desk", role: "clinician" }] } });
  await house.governance.sweep(tenant);
  const after = (await house.governance.accessReviews.detail(manager, review.id)).items;
  expect(after.find(({ holder }) => holder.endsWith("groups = desk"))).toMatchObject({ state: "gone" });
  await house.ledger.sequence(tenant);
  const entries = await house.ledgerReader.byActor(tenant, reviewer.id, { limit: 20 });
  const said = entries.map(({ entry }) => `${entry.action}: ${entry.detail}`);
  expect(said).toContain("federation-changed: https://harbour.test: groups = ward gives nurse no more");
  expect(said.some((line) => line.startsWith("access-review-decided: withdrawn: Harbour"))).toBe(true);
});

test("five wrong passwords tell the account's holder, the officers and the ledger; of a name that nobody bears, nobody hears", async () => {
  const tenant = await anOrganisation();
  const ada = await add(tenant, "clinician", "Adaeze");
  const officer = await add(tenant, "privacy-officer", "Iris");
  const { signIn, people: staff, lockedNames } = house.identity;
  const person = await staff.get(tenant, parsePersonId(ada.id));
  const organisation = (await house.identity.organisations.all()).find((one) => one.tenant === tenant);
  const origin = { from: "198.51.100.9", requestId: "r2" };
  const guess = (username: string) =>
    signIn.withPassword(organisation, { username, password: new Secret("not this one") }, origin);
  for (const username of [person?.username ?? "", "nobody-at-all"])
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await guess(username);
      time += 70_000;
    }
  expect(await lockedNames.untold(tenant, time)).toHaveLength(2);
  await house.governance.sweep(tenant);
  expect(await lockedNames.untold(tenant, time)).toEqual([]);
  const { tasks } = await house.governance.tasks.list(officer, "open");
  expect(tasks.map(({ kind, title }) => `${kind} ${title.endsWith(": Adaeze Okafor")}`)).toEqual([
    "locked-accounts true",
  ]);
  const mail = server.taken.filter(({ to }) => to === "<adaeze@wardbook.test>");
  expect(mail).toHaveLength(1);
  expect(mail[0]?.data).toContain("5 times");
  const notice = await lockedNames.of(tenant, parsePersonId(ada.id));
  expect(notice?.failures).toBe(5);
  await lockedNames.read(tenant, parsePersonId(ada.id), time);
  expect(await lockedNames.of(tenant, parsePersonId(ada.id))).toBeUndefined();
  await house.ledger.sequence(tenant);
  const entries = await house.ledgerReader.byActor(tenant, "sign-in", { limit: 50 });
  expect(entries.filter(({ entry }) => entry.action === "locked").map(({ entry }) => entry.detail)).toEqual([
    "password",
    `person Adaeze Okafor (${ada.id}): password`,
  ]);
});

test("passwords of many names from one place are told to the officers and the ledger once for each time, with their number", async () => {
  const tenant = await anOrganisation();
  const officer = await add(tenant, "privacy-officer", "Iris");
  const organisation = (await house.identity.organisations.all()).find((one) => one.tenant === tenant);
  const from = (address: string) => ({ from: address, requestId: "r3" });
  let tried = 0;
  const spray = async (times: number, address: string) => {
    for (const end = tried + times; tried < end; tried += 1) {
      const password = new Secret("Spring-2026!");
      await house.identity.signIn.withPassword(organisation, { username: `name-${tried}`, password }, from(address));
    }
  };
  const titles = async () => {
    await house.governance.sweep(tenant);
    return (await house.governance.tasks.list(officer, "open")).tasks.map(({ kind, title }) => `${kind}: ${title}`);
  };
  await spray(20, "198.51.100.23");
  expect(await titles()).toEqual([]);
  await spray(1, "198.51.100.23");
  await spray(21, "2001:db8:1:2ff::9");
  const lead = /^slowed-places: Slowed, because passwords of many names were tried: /;
  const [first, ...others] = await titles();
  expect([first, others]).toEqual([expect.stringMatching(lead), []]);
  expect(first).toContain("198.51.100.23 (21 attempts since ");
  expect(first).toContain("2001:db8:1:200::/56 (21 attempts since ");
  await spray(9, "198.51.100.23");
  expect((await titles())[0]).toContain("198.51.100.23 (30 attempts since ");
  const saidOf = async () => {
    await house.ledger.sequence(tenant);
    const entries = await house.ledgerReader.byActor(tenant, "clock", { limit: 50 });
    return entries.filter(({ entry }) => entry.action === "place-slowed").map(({ entry }) => entry.detail ?? "");
  };
  expect((await saidOf()).toSorted().map((detail) => detail.split(" since ")[0])).toEqual([
    "21 attempts at passwords of many names from 198.51.100.23",
    "21 attempts at passwords of many names from 2001:db8:1:200::/56",
  ]);
  const [task] = (await house.governance.tasks.list(officer, "open")).tasks;
  await house.governance.tasks.complete(officer, task?.id ?? "", "A school's network; asked its keeper.");
  // It goes on, and is no news; what comes an hour later is.
  await spray(3, "198.51.100.23");
  expect(await titles()).toEqual([]);
  time += 3_600_000;
  await spray(21, "198.51.100.23");
  expect(await titles()).toEqual([expect.stringMatching(/tried: 198\.51\.100\.23 \(21 attempts since [^)]*\)$/)]);
  expect(await saidOf()).toHaveLength(3);
  const mails = server.taken.filter(({ data }) => data.includes("Passwords of many names were tried from one place"));
  expect(mails.map(({ to }) => to)).toEqual(["<iris@wardbook.test>", "<iris@wardbook.test>"]);
  expect(mails[0]?.data).not.toContain("198.51");
});

test("officers get mail through the configured server, and what the organisation decided about times holds", async () => {
  const tenant = await anOrganisation();
  const clinician = await add(tenant, "clinician", "Ada");
  const officer = await add(tenant, "privacy-officer", "Ines");
  await house.identity.settings.change(operator, tenant, governanceSettings, (before) => ({
    value: { ...before, breakGlass: { minutes: 30, reviewHours: 24, mostAskings: 3 } },
    detail: "break-glass for 30 minutes",
  }));
  const { value } = await house.chart.create(clinician, "Patient", {
    resourceType: "Patient",
    name: [{ family: "Halloran", given: ["Nora"] }],
    birthDate: "1948-02-29",
  });
  const { grant } = await house.governance.breakGlass.ask(clinician, {
    patient: { by: "person", family: "Halloran", given: "Nora", birthDate: "1948-02-29" },
    reason: { kind: "emergency-treatment", words: "Found unconscious in the waiting room." },
  });
  expect([grant.patient, grant.until - grant.beganAt]).toEqual([value.id, 30 * 60_000]);
  await house.governance.sweep(tenant);
  const mine = server.taken.filter(({ to }) => to === "<ines@wardbook.test>");
  expect(mine).toHaveLength(1);
  expect(mine[0]?.data).toContain("https://wardbook.test/tasks");
  expect(mine[0]?.data).not.toMatch(/Nora|Halloran|Ada/);
  time += 31 * 60_000;
  await house.governance.sweep(tenant);
  const detail = await house.governance.breakGlass.detail(officer, grant.id);
  expect(detail).toMatchObject({ state: "awaiting-review", endedBy: "itself" });
  expect(detail.accesses.some(({ action }) => action === "break-glass")).toBe(true);
  expect(failures).toEqual([]);
  // Ended, and put back as it was by somebody with the database: the ledger knows better.
  const { grant: next } = await house.governance.breakGlass.ask(clinician, {
    patient: { by: "id", id: value.id },
    reason: { kind: "emergency-treatment", words: "Found unconscious in the waiting room." },
  });
  await house.governance.breakGlass.end(clinician, next.id);
  await house.db
    .tenant(tenant)
    .query(
      "update wardbook.break_glass set state = 'open', ended_at = null, ended_by = null, sealed_state = null where id = $1",
      [next.id],
    );
  expect(await house.governance.breakGlass.mine(clinician)).toHaveLength(1);
  await house.governance.sweep(tenant);
  expect(await house.governance.breakGlass.mine(clinician)).toEqual([]);
});

test("what the vaults sealed here opens as their columns say", async () => {
  const opened = new Set<string>();
  for (const { tenant } of await house.keyring.tenants()) {
    const vault = await house.keyring.vault(tenant);
    for (const { table, column, key, also = [], contexts, mayBeAnothers } of vaultColumns) {
      const wanted = [...key, ...also, `${column} as sealed`].join(", ");
      const rows = await house.db
        .tenant(tenant)
        .query<{ sealed: Buffer }>(
          `select ${wanted} from wardbook.${table} where tenant = $1 and ${column} is not null`,
          [tenant],
        );
      for (const { sealed, ...row } of rows) {
        const opens = contexts(row).some((context) => {
          try {
            return vault.renew(context, sealed) === undefined;
          } catch {
            return false;
          }
        });
        if (mayBeAnothers !== true) expect([table, column, opens]).toEqual([table, column, true]);
        if (opens) opened.add(`${table}.${column}`);
      }
    }
  }
  expect([...opened]).toEqual(
    expect.arrayContaining([
      "access_review.sealed",
      "access_review.sealed_close",
      "access_review_item.sealed",
      "access_review_item.sealed_decision",
      "access_review_item.sealed_reviewer",
      "api_client.sealed_details",
      "app_grant.sealed",
      "break_glass.sealed_staff",
      "break_glass.sealed_state",
      "credential.sealed",
      "federation.sealed",
      "officer_task.sealed_done",
      "person.sealed_profile",
      "role_grant.sealed_decision",
      "tenant_setting.sealed",
    ]),
  );
});
