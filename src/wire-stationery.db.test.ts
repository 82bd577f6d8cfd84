import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { invoice, price, stationery, stationeryStanding } from "../contract/index.ts";
import { aDesk, aPatient, aReceptionist, anAdministrator } from "../test/people/index.ts";
import { aComposedHouse } from "../test/support/composed-house.ts";
import { readPdf } from "../test/support/read-pdf.ts";
import { type Caller, type Permission, parseScopes } from "./custody/access/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import { printSamples } from "./print-sample.ts";
import { billingRoutes, billingWorkRoutes } from "./surface/http/billing/index.ts";
import { registrationRoutes } from "./surface/http/registration/index.ts";
import { stationeryRoutes } from "./surface/http/stationery/index.ts";
import { wirePapers } from "./wire-papers.ts";

let time = Date.UTC(2026, 2, 7, 9);
const now = () => time;
const { house } = await aComposedHouse(now);
const { chart, identity, keyring, ledgerReader } = house;
const { settings } = identity;
const papers = wirePapers({ ...house, now });
const { app, as } = await aDesk((authenticate) => async (instance) => {
  await instance.register(stationeryRoutes, {
    stationery: house.stationery,
    organisationName: async (tenant) => (await identity.organisations.of(tenant))?.name ?? "",
    sample: printSamples({ now }),
    authenticate,
    now,
  });
  const billing = house.clinic.billing(chart);
  await instance.register(billingRoutes, { billing, settings, authenticate, now });
  await instance.register(billingWorkRoutes, { billing, papers, authenticate });
  const registration = house.registration.open({ chart, rehearsal: house.rehearsal });
  await instance.register(registrationRoutes, { registration, settings, authenticate, now });
});

async function ask(caller: Caller, method: "GET" | "POST" | "PUT", url: string, body?: object) {
  const sent = body === undefined ? {} : { payload: body };
  const answer = await app.inject({ method, url: `/api/${url}`, headers: as(caller), ...sent });
  const isPdf = answer.headers["content-type"] === "application/pdf";
  const said = isPdf ? undefined : (JSON.parse(answer.body) as { code?: string });
  return { status: answer.statusCode, bytes: answer.rawPayload, body: said, code: [answer.statusCode, said?.code] };
}

let organisations = 0;
async function aClinic() {
  organisations += 1;
  const tenant = await keyring.createTenant({
    name: "Lake Clinics",
    shortName: `lake-${organisations}`,
    demonstration: false,
  });
  identity.organisations.forgetRemembered();
  const desk = aReceptionist(tenant);
  const scopes = parseScopes("user/*.cruds");
  const permissions = new Set<Permission>(["stationery.manage"]);
  const owner: Caller = { ...aReceptionist(tenant, "Rosa Aldous"), scopes, permissions, provenAt: time };
  const location = { resourceType: "Location", name: "Lake Road", address: { line: ["3 Lake Road"] } } as FhirResource;
  const branch = (await chart.create(anAdministrator(tenant), "Location", location)).value.id;
  return { tenant, desk, owner, branch };
}

const letterhead = {
  name: "Lake Physiotherapy Ltd",
  address: ["1 Quay", "Anytown"],
  registrations: [{ label: "VAT no.", number: "IE 1234567 X" }],
  foot: "Pay within a week",
};
const layout = {
  money: { size: "A5", margin: null, registrations: true, patientNumber: false, code: true },
  pages: { size: "LETTER", margin: 20 },
  label: "57x32",
} as const;
/** 40 × 10 grey dots. */
const png =
  "iVBORw0KGgoAAAANSUhEUgAAACgAAAAKCAIAAABJ+IsHAAAAGElEQVR42mNwGCDAMGrxqMWjFo9aTC4AACpFLBAv1K8EAAAAAElFTkSuQmCC";
const change = { changes: 0, branch: null, letterhead: { ...letterhead, logo: { png } }, layout };

test("only who may changes letterheads, just proven; everybody else is refused before anything is looked at", async () => {
  const { owner, desk, branch } = await aClinic();
  const { owner: elsewhere } = await aClinic();
  for (const who of [
    desk,
    anAdministrator(owner.tenant),
    { ...owner, permissions: new Set<Permission>(["policies.manage"]) },
  ]) {
    expect((await ask(who, "GET", "stationery")).status).toBe(403);
    expect((await ask(who, "PUT", "stationery", change)).status).toBe(403);
    expect(
      (await ask(who, "POST", "stationery/preview", { ...change, paper: "card", changes: undefined })).status,
    ).toBe(403);
  }
  const stale = { ...owner, provenAt: time - 3_600_000 };
  expect((await ask(stale, "PUT", "stationery", change)).code).toEqual([403, "session/step-up-needed"]);
  expect((await ask(owner, "PUT", "stationery", { ...change, branch: randomUUID() })).code).toEqual([
    404,
    "stationery/unknown-branch",
  ]);
  expect((await ask(elsewhere, "PUT", "stationery", { ...change, branch })).code).toEqual([
    404,
    "stationery/unknown-branch",
  ]);
  const wrong = [
    [{ ...letterhead, logo: { png: Buffer.from("<svg/>").toString("base64") } }, layout, "stationery/unsuitable-logo"],
    [{ ...letterhead, logo: { id: randomUUID() } }, layout, "stationery/unsuitable-logo"],
    [letterhead, { ...layout, money: { ...layout.money, margin: 300 } }, "stationery/unsuitable"],
    [{ ...letterhead, foot: "4111 1111 1111 1111" }, layout, "stationery/unsuitable"],
  ] as const;
  for (const [head, its, code] of wrong)
    expect((await ask(owner, "PUT", "stationery", { ...change, letterhead: head, layout: its })).code).toEqual([
      422,
      code,
    ]);
  expect(stationery.parse((await ask(owner, "GET", "stationery")).body)).toMatchObject({ changes: 0, said: [] });
  // Nobody's letterhead is another's.
  expect((await ask(elsewhere, "PUT", "stationery", change)).status).toBe(200);
  expect(stationeryStanding.parse((await ask(desk, "GET", "stationery/standing")).body).letterhead).toBeUndefined();
});

test("a change is in the ledger with what was before and after, and whoever comes second is told", async () => {
  const { tenant, owner, desk, branch } = await aClinic();
  const kept = stationery.parse((await ask(owner, "PUT", "stationery", change)).body);
  const logo = kept.said[0]?.letterhead?.logo;
  expect(logo).toMatchObject({ width: 40, height: 10 });
  expect((await ask(owner, "PUT", "stationery", change)).code).toEqual([409, "stationery/changed-meanwhile"]);
  const own = { ...letterhead, name: "Lake Road Practice", logo: { id: logo?.id } };
  expect((await ask(owner, "PUT", "stationery", { changes: 1, branch, letterhead: own, layout: null })).status).toBe(
    200,
  );
  const next = { changes: 2, branch: null, letterhead: { ...letterhead, foot: "Pay within a month" }, layout };
  expect((await ask(owner, "PUT", "stationery", next)).status).toBe(200);
  const told = (await ledgerReader.byActor(tenant, owner.id, { limit: 20 })).map(({ entry }) => entry.detail ?? "");
  expect(told.find((one) => one.includes("month"))).toMatch(
    /^stationery: the organisation: foot from “Pay within a week” to “Pay within a month”; logo from “PNG, 40 × 10, SHA-256 [0-9a-f]{64}” to none$/,
  );
  expect(
    told.some((one) => one.startsWith(`stationery: Location/${branch}: name from none to “Lake Road Practice”`)),
  ).toBe(true);
  const at = async (query: string) =>
    stationeryStanding.parse((await ask(desk, "GET", `stationery/standing${query}`)).body);
  expect((await at("")).letterhead).toMatchObject({ name: letterhead.name, foot: "Pay within a month" });
  expect(await at(`?branch=${branch}`)).toMatchObject({
    letterhead: { name: "Lake Road Practice", logo: { png: logo?.png } },
    layout: { label: "57x32" },
  });
});

test("papers have the letterhead of their branch; what was printed before stays byte for byte as it was", async () => {
  const { tenant, owner, desk, branch } = await aClinic();
  const sold = await ask(owner, "POST", "billing/prices", { code: "s", name: "Session", amount: "400", taxCodes: [] });
  const session = price.parse(sold.body);
  const registered = {
    ...aPatient({ mrn: "4711" }),
    extension: [{ url: "urn:wardbook:registered-at", valueReference: { reference: `Location/${branch}` } }],
  } as FhirResource;
  const patientId = (await chart.create(desk, "Patient", registered)).value.id;
  const bill = async () =>
    invoice.parse(
      (
        await ask(desk, "POST", "billing/invoices", {
          requestId: randomUUID(),
          patientId,
          branchId: branch,
          lines: [{ priceId: session.id }],
        })
      ).body,
    ).id;
  const print = async (id: string) => (await ask(desk, "POST", `billing/invoices/${id}/print`)).bytes;
  const says = (bytes: Buffer) => readPdf(bytes).texts.join(" ");

  const [plain, headed] = [await bill(), await bill()];
  expect(says(await print(plain))).toContain("Lake Clinics");
  time += 60_000;
  const copyBefore = await print(plain);
  await ask(owner, "PUT", "stationery", { ...change, changes: 0, branch });
  expect(await print(plain)).toEqual(copyBefore);

  time += 60_000;
  const original = says(await print(headed));
  for (const words of ["Lake Physiotherapy Ltd", "VAT no. IE 1234567 X", "Pay within a week", "MAIN-2026-000002"])
    expect(original).toContain(words);
  expect(original).not.toContain("4711");
  time += 60_000;
  const copy = await print(headed);
  expect(readPdf(copy).tags.get("Figure")).toBe(2);
  await ask({ ...owner, provenAt: time }, "PUT", "stationery", { changes: 1, branch, letterhead: null, layout: null });
  await chart.update(owner, { type: "Location", id: branch }, {
    resourceType: "Location",
    id: branch,
    name: "Elsewhere",
  } as FhirResource);
  expect(await print(headed)).toEqual(copy);
  expect(says(await print(await bill()))).not.toContain("Lake Physiotherapy Ltd");

  const label = async () => {
    const { bytes } = await ask(desk, "GET", `registration/patients/${patientId}/label`);
    return /\/MediaBox \[0 0 ([\d.]+)/.exec(bytes.toString("latin1"))?.[1];
  };
  expect(Math.round((Number(await label()) / 72) * 25.4)).toBe(62);
  await ask({ ...owner, provenAt: time }, "PUT", "stationery", { ...change, changes: 2 });
  expect(Math.round((Number(await label()) / 72) * 25.4)).toBe(57);
  const card = await ask(desk, "GET", `registration/patients/${patientId}/card`);
  expect(readPdf(card.bytes).tags.get("Figure")).toBe(2);
  expect(says(card.bytes)).toContain("Lake Physiotherapy Ltd");
  expect((await ledgerReader.byActor(tenant, owner.id, { limit: 5 })).length).toBeGreaterThan(0);
});

test("what isn't kept yet is shown as it would be printed, and keeps nothing", async () => {
  const { owner } = await aClinic();
  const asked = { branch: null, letterhead: { ...letterhead, logo: { png } }, layout };
  for (const paper of ["invoice", "receipt", "letter", "card", "label"]) {
    const { status, bytes } = await ask(owner, "POST", "stationery/preview", { ...asked, paper });
    expect([paper, status]).toEqual([paper, 200]);
    const pdf = readPdf(bytes);
    expect(pdf).toMatchObject({ tagged: true, missing: 0 });
    expect(pdf.texts.join(" ").includes("Lake Physiotherapy Ltd")).toBe(paper !== "label");
  }
  expect(stationery.parse((await ask(owner, "GET", "stationery")).body).changes).toBe(0);
});
