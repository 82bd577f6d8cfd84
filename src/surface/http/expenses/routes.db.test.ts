import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Voucher,
  cashUp,
  expenseReceipt,
  expenseSettings,
  voucher,
  voucherList,
} from "../../../../contract/index.ts";
import {
  aClient,
  aClinician,
  aDesk,
  aHouse,
  aReceptionist,
  anAdministrator,
  anOrganisation,
  inside,
} from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import { type ExpenseSettings, defaultExpenseSettings } from "../../../care/expenses/index.ts";
import { type Caller, type Permission, roles } from "../../../custody/access/index.ts";
import { verifyLedger } from "../../../custody/ledger/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { wireClinic } from "../../../wire-clinic.ts";
import { billingRoutes } from "../billing/index.ts";
import { expenseRoutes } from "./index.ts";

const house = await aHouse();
const budgets: ExpenseSettings["budgets"][number][] = [];
const parts = {
  now: house.now,
  timeZone: () => Promise.resolve("Asia/Kolkata"),
  expenses: () => Promise.resolve({ ...defaultExpenseSettings, budgets }),
  onFailure: (error: unknown) => {
    throw error;
  },
};
const clinic = wireClinic({ ...house, ...parts });
const chart = house.chartWith({ rules: clinic.rules });
const elsewhere = house.anotherProcess();
const otherClinic = wireClinic({ ...elsewhere, ...parts });
const otherChart = elsewhere.chartWith({ rules: otherClinic.rules });
const noSettings = { change: () => Promise.reject(new Error("nobody changes settings here")) };
const { app, as } = await aDesk((authenticate) => async (instance) => {
  await instance.register(expenseRoutes, {
    expenses: clinic.expenses(chart),
    settings: noSettings,
    authenticate,
    now: house.now,
  });
  await instance.register(billingRoutes, {
    billing: clinic.billing(chart),
    settings: noSettings,
    authenticate,
    now: house.now,
  });
});
const other = await aDesk((authenticate) => async (instance) => {
  await instance.register(expenseRoutes, {
    expenses: otherClinic.expenses(otherChart),
    settings: noSettings,
    authenticate,
    now: house.now,
  });
});

type Method = "GET" | "POST" | "PUT";
async function ask(caller: Caller, method: Method, url: string, body?: object, through = { app, as }) {
  const sent = body === undefined ? {} : { payload: { ...body } };
  const answer = await through.app.inject({ method, url: `/api/${url}`, headers: through.as(caller), ...sent });
  const said = JSON.parse(answer.body) as { code?: string };
  return { status: answer.statusCode, body: said, code: [answer.statusCode, said.code] };
}

/** A branch with a budget of 1,000 a day and 2,500 a month, its desk, and two who approve. */
async function aBranch(day = "1000", month: string | null = "2500") {
  const tenant = await anOrganisation(house);
  const of = (role: "front-desk" | "biller" | "owner", name: string): Caller => ({
    ...aReceptionist(tenant, name),
    id: randomUUID(),
    scopes: roles[role].scopes,
    permissions: roles[role].permissions,
    role,
  });
  const location = { resourceType: "Location", name: "Lake Road" } as FhirResource;
  const branchId = (await chart.create(anAdministrator(tenant), "Location", location)).value.id;
  budgets.push({ branchId, day, month });
  const [desk, biller, owner] = [of("front-desk", "Tom Birch"), of("biller", "Ines Duarte"), of("owner", "Mei Olsen")];
  const spend = (amount: string, more: object = {}) => ({
    requestId: randomUUID(),
    branchId,
    category: "consumables",
    title: "Electrode gel",
    payee: "Corner Supplies",
    amount,
    tax: "0",
    date: "2026-03-07",
    submit: true,
    ...more,
  });
  const act = async (caller: Caller, { id, version }: Voucher, step: string, more: object = {}) =>
    ask(caller, "POST", `expenses/vouchers/${id}/${step}`, { version, ...more });
  const write = async (caller: Caller, amount: string, more: object = {}) =>
    voucher.parse((await ask(caller, "POST", "expenses/vouchers", spend(amount, more))).body);
  return { tenant, branchId, desk, biller, owner, spend, act, write };
}

test("within the budget nobody has to approve, beyond it somebody else does, and numbers have no gaps", async () => {
  const { desk, biller, branchId, spend, act, write } = await aBranch();
  const asked = spend("600.50", { tax: "91.60" });
  const made = await ask(desk, "POST", "expenses/vouchers", asked);
  const first = voucher.parse(made.body);
  expect([made.status, first]).toMatchObject([
    201,
    {
      number: "MAIN-E-2026-000001",
      state: "approved",
      amount: "600.50",
      tax: "91.60",
      submitted: { name: "Tom Birch" },
      decided: { how: "budget" },
      may: ["pay-till", "void"],
    },
  ]);
  const again = await ask(desk, "POST", "expenses/vouchers", asked);
  expect([again.status, voucher.parse(again.body).id]).toEqual([200, first.id]);

  const draft = await write(desk, "400", { submit: false });
  expect([draft.state, draft.number, draft.may]).toEqual(["draft", undefined, ["edit", "submit", "void"]]);
  expect((await ask(biller, "GET", `expenses/vouchers/${draft.id}`)).code).toEqual([404, "expenses/unknown"]);
  const beyond = voucher.parse((await act(desk, draft, "submit")).body);
  expect(beyond).toMatchObject({ number: "MAIN-E-2026-000002", state: "submitted", may: ["void"] });
  expect((await act(desk, beyond, "approve")).code).toEqual([403, "access/not-permitted"]);
  const own = await write(biller, "5000");
  expect(own.may).toEqual(["void"]);
  expect((await act(biller, own, "approve")).code).toEqual([409, "expenses/refused"]);
  expect((await act(biller, beyond, "reject")).code).toEqual([409, "expenses/refused"]);
  const approved = voucher.parse((await act(biller, beyond, "approve", { reason: "Needed today" })).body);
  expect(approved).toMatchObject({ state: "approved", decided: { how: "person", name: "Ines Duarte" } });
  expect(voucher.parse((await act(biller, beyond, "approve")).body).version).toBe(approved.version);
  expect((await act(biller, approved, "reject", { reason: "too late" })).code).toEqual([409, "expenses/refused"]);

  const listed = voucherList.parse((await ask(desk, "GET", `expenses/vouchers?branch=${branchId}`)).body);
  expect(listed).toMatchObject({
    spent: "1000.50",
    waiting: "5000.00",
    budget: { day: "1000.50", month: "1000.50", dayLimit: "1000.00", monthLimit: "2500.00", dayLeft: "-0.50" },
    may: { submit: true, approve: false },
  });
  const waiting = await ask(biller, "GET", `expenses/vouchers?branch=${branchId}&state=submitted`);
  expect(voucherList.parse(waiting.body).vouchers.map(({ number }) => number)).toEqual(["MAIN-E-2026-000003"]);
});

test("two vouchers of one transaction aren't both judged by what was spent before them, and nobody waits for that", async () => {
  const { desk, branchId, spend, write } = await aBranch();
  const sent = await write(desk, "600", { submit: false });
  const { value } = await chart.read(desk, { type: "Contract", id: sent.id as ResourceId });
  const { id: _id, meta: _meta, identifier: _numbers, ...content } = inside(value);
  const resource = { ...content, status: "offered" } as FhirResource;
  const entry = { kind: "create", type: "Contract", resource } as const;
  await expect(chart.transact(desk, [entry, entry])).rejects.toMatchObject({
    code: "chart/against-rule",
    path: "Contract.status",
  });
  const list = async () => voucherList.parse((await ask(desk, "GET", `expenses/vouchers?branch=${branchId}`)).body);
  expect((await list()).vouchers).toHaveLength(1);
  await chart.transact(desk, [entry]);
  expect(voucher.parse((await ask(desk, "POST", "expenses/vouchers", spend("401"))).body).state).toBe("submitted");
});

test("what is paid from the till is in the branch's cash-up, and nothing gets into a day that is closed", async () => {
  const { desk, biller, owner, branchId, act, write } = await aBranch();
  const [one, two] = [await write(desk, "250"), await write(desk, "100")];
  expect((await act(desk, one, "pay", { method: "bank" })).code).toEqual([409, "expenses/refused"]);
  const paid = voucher.parse((await act(desk, one, "pay", { method: "till", reference: "cash slip 7" })).body);
  expect(paid).toMatchObject({
    state: "paid",
    paid: { method: "till", day: "2026-03-07", name: "Tom Birch" },
    may: [],
  });
  const at = `branch=${branchId}&day=2026-03-07`;
  const till = async () => cashUp.parse((await ask(desk, "GET", `billing/cash-up?${at}`)).body);
  const cash = async () => (await till()).methods.find(({ method }) => method === "cash")?.expected;
  expect(await cash()).toBe("-250.00");
  expect((await act(desk, paid, "void", { reason: "returned" })).code).toEqual([409, "expenses/refused"]);
  const back = voucher.parse((await act(owner, paid, "void", { reason: "Returned to the shop" })).body);
  expect([back.state, back.voided?.day, await cash()]).toEqual(["voided", "2026-03-07", "0.00"]);

  const three = await write(desk, "80");
  await act(desk, three, "pay", { method: "till" });
  const counted = [{ method: "cash", amount: "-80" }];
  const closing = { requestId: randomUUID(), branchId, day: "2026-03-07", counted };
  expect((await ask(desk, "POST", "billing/cash-up", closing)).status).toBe(201);
  expect((await act(desk, two, "pay", { method: "till" })).code).toEqual([409, "expenses/refused"]);
  expect(voucher.parse((await act(biller, two, "pay", { method: "bank" })).body).state).toBe("paid");
  expect(await cash()).toBe("-80.00");
});

test("receipts are pictures or PDFs by their bytes, and stay as they are", async () => {
  const { tenant, desk, owner, spend, write } = await aBranch();
  const png = Buffer.from("89504e470d0a1a0a00000000", "hex");
  const send = (bytes: Buffer, type: string) =>
    app.inject({
      method: "POST",
      url: "/api/expenses/receipts?title=Bill",
      headers: { ...as(desk), "content-type": type },
      payload: bytes,
    });
  const kept = expenseReceipt.parse(JSON.parse((await send(png, "image/png")).body));
  const [html, text] = [await send(Buffer.from("<html>"), "image/png"), await send(Buffer.from("GIF89a"), "text/html")];
  expect([html.statusCode, text.statusCode]).toEqual([415, 415]);
  const made = await write(desk, "5", { receiptIds: [kept.id] });
  expect(made.receipts).toEqual([kept.id]);
  const shown = await app.inject({ url: `/api/expenses/receipts/${kept.id}`, headers: as(owner) });
  expect([shown.headers["content-type"], shown.rawPayload.equals(png)]).toEqual(["image/png", true]);
  expect((await ask(desk, "GET", `expenses/receipts/${made.id}`)).code).toEqual([404, "expenses/unknown"]);
  const target = { type: "Contract", id: kept.id as ResourceId } as const;
  await expect(
    chart.delete({ ...owner, scopes: aClient(tenant, "user/*.cruds").scopes }, target),
  ).rejects.toMatchObject({ code: "chart/against-rule" });
  const unknown = spend("5", { receiptIds: [made.id] });
  expect((await ask(desk, "POST", "expenses/vouchers", unknown)).code).toEqual([409, "expenses/refused"]);
  const card = spend("5", { title: "Paid by 4111 1111 1111 1111" });
  expect((await ask(desk, "POST", "expenses/vouchers", card)).code).toEqual([422, "expenses/card-number"]);
});

test("whoever is held to a site spends there, sees what it spent and counts its day, and knows nothing of another", async () => {
  const { tenant, desk, branchId, write, spend, act } = await aBranch();
  const south = (
    await chart.create(anAdministrator(tenant), "Location", { resourceType: "Location", name: "South" } as FhirResource)
  ).value.id;
  const heldTo = (site: string): Caller => ({ ...desk, id: randomUUID(), facilities: [site], standing: aStanding({}) });
  const [here, there] = [heldTo(branchId), heldTo(south)];
  const png = Buffer.from("89504e470d0a1a0a00000000", "hex");
  const keep = (caller: Caller, of: string) =>
    app.inject({
      method: "POST",
      url: `/api/expenses/receipts?title=Bill&branchId=${of}`,
      headers: { ...as(caller), "content-type": "image/png" },
      payload: png,
    });
  const kept = expenseReceipt.parse(JSON.parse((await keep(here, branchId)).body));
  expect((await keep(here, south)).statusCode).toBeGreaterThanOrEqual(400);
  const made = await write(here, "20", { receiptIds: [kept.id] });
  expect((await ask(here, "GET", `expenses/vouchers/${made.id}`)).status).toBe(200);
  expect((await app.inject({ url: `/api/expenses/receipts/${kept.id}`, headers: as(here) })).statusCode).toBe(200);
  expect((await ask(there, "GET", `expenses/vouchers/${made.id}`)).code).toEqual([404, "expenses/unknown"]);
  expect((await ask(there, "GET", `expenses/receipts/${kept.id}`)).code).toEqual([404, "expenses/unknown"]);
  expect((await ask(there, "POST", "expenses/vouchers", spend("5"))).status).toBeGreaterThanOrEqual(400);
  expect((await act(here, made, "pay", { method: "till" })).status).toBe(200);
  const counted = [{ method: "cash", amount: "0" }];
  const closing = { requestId: randomUUID(), branchId, day: "2026-03-07", counted, explanation: "nothing came" };
  expect((await ask(there, "POST", "billing/cash-up", closing)).status).toBeGreaterThanOrEqual(400);
  expect((await ask(here, "POST", "billing/cash-up", closing)).status).toBe(201);
  const day = `billing/cash-up?branch=${branchId}&day=2026-03-07`;
  expect((await ask(here, "GET", day)).body).toMatchObject({ state: "locked" });
  expect((await ask(there, "GET", day)).body).toMatchObject({ state: "open" });
});

test("whoever may neither submit nor read expenses finds none, by these routes or by FHIR's", async () => {
  const { tenant, desk, write } = await aBranch();
  const made = await write(desk, "20");
  const clinician = { ...aClinician(tenant), scopes: roles.clinician.scopes, permissions: roles.clinician.permissions };
  for (const caller of [clinician, { ...desk, permissions: new Set<Permission>(["cash-up"]) }])
    for (const url of ["expenses/vouchers", `expenses/vouchers/${made.id}`, "expenses/settings"])
      expect((await ask(caller, "GET", url)).code).toEqual([403, "access/not-permitted"]);
  await expect(chart.search(clinician, "Contract", [])).rejects.toMatchObject({ code: "chart/not-permitted" });
  const stranger = (await aBranch()).desk;
  expect((await ask(stranger, "GET", `expenses/vouchers/${made.id}`)).code).toEqual([404, "expenses/unknown"]);
  expect((await ask(stranger, "POST", `expenses/vouchers/${made.id}/void`, { version: 1 })).code).toEqual([
    404,
    "expenses/unknown",
  ]);
  // What the server gives, nobody writes: not a number, not an approval, not another's name.
  const found = await chart.read(desk, { type: "Contract", id: made.id as ResourceId });
  const stored = JSON.parse(found.value.body.toString()) as FhirResource & { extension: object[] };
  const cheaper = { ...stored, title: "Something else" } as FhirResource;
  await expect(chart.update(desk, { type: "Contract", id: made.id as ResourceId }, cheaper)).rejects.toMatchObject({
    code: "chart/against-rule",
  });
  const copy = { ...stored, id: undefined, meta: undefined, status: "executed" };
  await expect(chart.create(desk, "Contract", copy as unknown as FhirResource)).rejects.toMatchObject({
    code: "chart/against-rule",
  });
  expect(expenseSettings.parse((await ask(desk, "GET", "expenses/settings")).body).currency).toBe("INR");
});

test("on random days, over two processes at once, no budget is exceeded without somebody else, and numbers have no gaps", async () => {
  const day = fc.array(fc.record({ amount: fc.integer({ min: 1, max: 70_000 }), by: fc.nat(2), next: fc.nat(5) }), {
    minLength: 6,
    maxLength: 10,
  });
  await fc.assert(
    fc.asyncProperty(day, async (acts) => {
      const { tenant, branchId, desk, biller, owner, spend, act } = await aBranch();
      const people = [desk, biller, owner];
      const minor = (text = "0") => Math.round(Number(text) * 100);
      const made = await Promise.all(
        acts.map(async ({ amount, by, next }, index) => {
          const asked = spend((amount / 100).toFixed(2));
          const through = index % 2 === 0 ? { app, as } : other;
          const caller = people[by] ?? desk;
          const one = voucher.parse((await ask(caller, "POST", "expenses/vouchers", asked, through)).body);
          const decider = by === 1 ? owner : biller;
          if (next === 0) await act(decider, one, "approve");
          if (next === 1) await act(decider, one, "reject", { reason: "no" });
          if (next === 2) await act(caller, one, "void", { reason: "no" });
          if (next === 3) await act(desk, one, "pay", { method: "till" });
          return one;
        }),
      );
      expect(made.map(({ number }) => number).sort()).toEqual(
        acts.map((_, index) => `MAIN-E-2026-${String(index + 1).padStart(6, "0")}`),
      );
      const { vouchers } = voucherList.parse((await ask(owner, "GET", `expenses/vouchers?branch=${branchId}`)).body);
      const spent = vouchers.filter(({ state }) => state === "approved" || state === "paid");
      const alone = spent.filter(({ decided }) => decided?.how === "budget");
      // Each was let through by itself on top of all that was approved before it, whoever approved that.
      const total = alone.reduce((sum, { amount }) => sum + minor(amount), 0);
      expect(total).toBeLessThanOrEqual(1000_00);
      for (const one of spent.filter(({ decided }) => decided?.how === "person"))
        expect(one.decided?.name).not.toBe(one.submitted?.name);
      const fromTill = spent.filter(({ paid }) => paid?.method === "till");
      const till = cashUp.parse((await ask(desk, "GET", `billing/cash-up?branch=${branchId}&day=2026-03-07`)).body);
      const cash = till.methods.find(({ method }) => method === "cash")?.expected;
      expect(fromTill.reduce((sum, { amount }) => sum + minor(amount), minor(cash))).toBe(0);
      const { db, keyring, anchor } = house;
      await house.ledger.sequence(tenant);
      const steps = await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant));
      expect(steps.at(-1)).toMatchObject({ state: "sound" });
    }),
    { numRuns: 4 },
  );
}, 240_000);

test("whoever changes budgets, or what money is charged by, proves themselves anew", async () => {
  const { owner } = await aBranch();
  for (const url of ["expenses/settings", "billing/settings"]) {
    const asked = async (provenAt: number | undefined) => (await ask({ ...owner, provenAt }, "PUT", url, {})).code;
    for (const provenAt of [undefined, house.now() - 10 * 60_000])
      expect(await asked(provenAt)).toEqual([403, "session/step-up-needed"]);
    expect((await asked(house.now()))[0]).toBe(400);
  }
});
