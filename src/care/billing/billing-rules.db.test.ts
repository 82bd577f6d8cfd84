import { expect, test } from "vitest";
import { aClient, anAdministrator, inside } from "../../../test/people/index.ts";
import type { Caller, Permission } from "../../custody/access/index.ts";
import { type FhirResource, identifiersIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import {
  aCredit,
  aPackage,
  aPayment,
  aPrice,
  aSession,
  against,
  anAccount,
  anInvoice,
  booksAtWork,
  listed,
  money,
  numbersOf,
  settled,
} from "./testing/books-at-work.ts";
import { codeSystem, extensionUrl, identifierSystem } from "./vocabulary.ts";

const { house, chart, chartOf, keepers, aDeskWithPatient } = await booksAtWork();

test("an invoice adds up, is numbered once issued, and is never changed or unsaid after that", async () => {
  const { desk, make, patient } = await aDeskWithPatient();
  const wrong = { ...anInvoice(patient, 100_00n), totalGross: money(90_00n) };
  await expect(make(wrong)).rejects.toMatchObject(against("Invoice.totalGross"));
  const dollars = anInvoice(patient, 100_00n, { more: { totalNet: { value: 100, currency: "USD" } } });
  await expect(make(dollars)).rejects.toMatchObject(against("Invoice.totalNet"));
  const [line] = anInvoice(patient, 100_00n)["lineItem"] as { priceComponent: object[] }[];
  const hidden = {
    lineItem: [
      { ...line, priceComponent: [...(line?.priceComponent ?? []), { type: "base", amount: money(-90_00n) }] },
    ],
    totalNet: money(10_00n),
    totalGross: money(10_00n),
  };
  await expect(make(anInvoice(patient, 1n, { more: hidden }))).rejects.toMatchObject(
    against("Invoice.lineItem[0].priceComponent[1].amount"),
  );
  const taxed = {
    lineItem: [
      {
        ...line,
        priceComponent: [...(line?.priceComponent ?? []), { type: "tax", factor: 0.18, amount: money(18_01n) }],
      },
    ],
    totalNet: money(100_00n),
    totalGross: money(118_01n),
  };
  await expect(make(anInvoice(patient, 1n, { more: taxed }))).rejects.toMatchObject(
    against("Invoice.lineItem[0].priceComponent[1].amount"),
  );
  const numbered = { identifier: [{ system: identifierSystem.invoice, value: "MAIN-2026-000009" }] };
  await expect(make(anInvoice(patient, 1n, { more: numbered }))).rejects.toMatchObject(against("Invoice.identifier"));

  const draft = await make(anInvoice(patient, 100_00n, { status: "draft" }));
  expect(identifiersIn(inside(draft), identifierSystem.invoice)).toEqual([]);
  const target = { type: "Invoice", id: draft.id } as const;
  const issued = inside((await chart.update(desk, target, { ...inside(draft), status: "issued" })).value);
  expect(identifiersIn(issued, identifierSystem.invoice)).toEqual(["MAIN-2026-000001"]);
  expect(JSON.stringify(issued["totalGross"])).toBe('{"value":100.00,"currency":"INR"}');
  const cheaper = { ...issued, ...anInvoice(patient, 1_00n), id: draft.id, identifier: issued["identifier"] };
  await expect(chart.update(desk, target, cheaper as FhirResource)).rejects.toMatchObject(against("Invoice."));
  await expect(chart.update(desk, target, { ...issued, status: "draft" })).rejects.toMatchObject(against("status"));
  await expect(chart.update(desk, target, { ...issued, status: "balanced" })).rejects.toMatchObject(against("status"));
  await expect(chart.delete(desk, target)).rejects.toMatchObject(against("status"));
  expect((await chart.importTogether(desk, [{ resource: { ...issued, status: "draft" } }])).refused).toHaveLength(1);
  // Numbers of elsewhere come as what they are.
  const { id: _here, meta: _meta, ...history } = issued;
  const elsewhere = { ...history, id: "0c89b627-646b-40ff-a620-c8509a109a77" } as FhirResource;
  await chart.importTogether(desk, [{ resource: elsewhere }]);
  const second = inside(await make(anInvoice(patient, 1_00n)));
  expect(identifiersIn(second, identifierSystem.invoice)).toEqual(["MAIN-2026-000002"]);
});

test("a discount beyond the limit is issued by somebody else, who may", async () => {
  const { desk, manager, make, patient } = await aDeskWithPatient();
  await expect(make(anInvoice(patient, 100_00n, { discount: 10_01n }))).rejects.toMatchObject(against("lineItem"));
  await make(anInvoice(patient, 100_00n, { discount: 10_00n }));
  const draft = inside(await make(anInvoice(patient, 100_00n, { discount: 50_00n, status: "draft" })));
  const target = { type: "Invoice", id: draft.id as ResourceId } as const;
  const issued = { ...draft, status: "issued" };
  await expect(chart.update(desk, target, issued)).rejects.toMatchObject(against("lineItem"));
  const own = inside(await make(anInvoice(patient, 100_00n, { discount: 50_00n, status: "draft" }), manager));
  const ownTarget = { type: "Invoice", id: own.id as ResourceId } as const;
  await expect(chart.update(manager, ownTarget, { ...own, status: "issued" })).rejects.toMatchObject(
    against("lineItem"),
  );
  const { value } = await chart.update(manager, target, issued);
  expect(JSON.stringify(inside(value))).toContain(manager.id);
});

test("a base price that isn't the price list's is issued by somebody else, who may, as a discount beyond the limit is", async () => {
  const { desk, manager, owner, make, patient } = await aDeskWithPatient();
  const line = (
    code: string,
    many: number,
    amount: bigint,
    more: object = { chargeItemCodeableConcept: { text: "Session" } },
  ) => ({
    ...more,
    priceComponent: [
      { type: "base", code: { coding: [{ system: codeSystem.price, code }] }, factor: many, amount: money(amount) },
    ],
  });
  const of = (amount: bigint, line: object, status = "issued") =>
    anInvoice(patient, amount, { status, more: { lineItem: [line] } });
  const session = inside(await make(aPrice({ code: "session", amount: 500_00n }), owner));
  await make(of(1_000_00n, line("session", 2, 1_000_00n)));
  const unlisted = {
    chargeItemCodeableConcept: { text: "Tea" },
    priceComponent: [{ type: "base", amount: money(1n) }],
  };
  for (const [amount, other] of [
    [1_00n, line("session", 1, 1_00n)],
    [900_00n, line("session", 1, 900_00n)],
    [500_00n, line("session", 2, 500_00n)],
    [500_00n, line("gone", 1, 500_00n)],
    [500_00n, line("session,x|\\", 1, 500_00n)],
    [1n, unlisted],
    [0n, { ...line("session", 1, 500_00n), priceComponent: [{ type: "base", amount: money(0n) }] }],
  ] as const)
    await expect(make(of(amount, other))).rejects.toMatchObject(against("lineItem"));

  // What it is written with counts, not what the list says as it is issued; and nobody says so but the server.
  const kept = inside(await make(of(500_00n, line("session", 1, 500_00n), "draft")));
  const cheap = inside(await make(of(1_00n, line("session", 1, 1_00n), "draft")));
  const price = { type: "ChargeItemDefinition", id: session.id as ResourceId } as const;
  await chart.update(owner, price, { ...session, ...aPrice({ code: "session", amount: 600_00n }) });
  const issue = (draft: FhirResource, by = desk) =>
    chart.update(by, { type: "Invoice", id: draft.id as ResourceId }, { ...draft, status: "issued" });
  expect(JSON.stringify(inside((await issue(kept)).value))).not.toContain("approved-by");
  const { extension: _notes, ...bare } = cheap;
  await expect(issue(bare as FhirResource)).rejects.toMatchObject(against("lineItem"));
  expect(JSON.stringify(inside((await issue(cheap, manager)).value))).toContain(manager.id);
  await expect(make(of(500_00n, line("session", 1, 500_00n)))).rejects.toMatchObject(against("lineItem"));

  // Dearer work under a cheaper name.
  const charge = await make({
    resourceType: "ChargeItem",
    status: "billable",
    code: { coding: [{ system: codeSystem.price, code: "session" }] },
    subject: { reference: `Patient/${patient}` },
    quantity: { value: 1 },
  } as unknown as FhirResource);
  const charged = { chargeItemReference: { reference: `ChargeItem/${charge.id}` } };
  await expect(make(of(1n, line(listed.code, 1, 1n, charged)))).rejects.toMatchObject(against("chargeItemReference"));
  await make(of(600_00n, line("session", 1, 600_00n, charged)));
});

test("nobody approves what a program drafted that they could make draft it, by itself or for somebody else", async () => {
  const known = await aDeskWithPatient();
  const { tenant, desk, manager, make, patient } = known;
  await make(aPayment(known, 100_00n));
  const program = { ...aClient(tenant, "system/*.cruds"), id: "7.program" };
  keepers.set(program.id, ["somebody"]);
  const app = { id: program.id, name: program.name, scopes: program.scopes };
  const approver = (id: string, ...more: readonly Permission[]): Caller => ({
    ...manager,
    id,
    permissions: new Set([...manager.permissions, ...more]),
  });
  for (const drafter of [program, { ...desk, app: { ...app, scopes: desk.scopes } }]) {
    const refund = inside(await make(aPayment(known, 10_00n, { refund: true }), drafter));
    const discounted = inside(await make(anInvoice(patient, 100_00n, { discount: 50_00n, status: "draft" }), drafter));
    const letGo = (by: Caller) =>
      chart.update(by, { type: "PaymentNotice", id: refund.id as ResourceId }, { ...refund, status: "active" });
    const issue = (by: Caller) =>
      chart.update(by, { type: "Invoice", id: discounted.id as ResourceId }, { ...discounted, status: "issued" });
    for (const own of [approver("somebody"), approver(manager.id, "clients.manage")]) {
      await expect(letGo(own)).rejects.toMatchObject(against("status"));
      await expect(issue(own)).rejects.toMatchObject(against("lineItem"));
    }
    await letGo(manager);
    await issue(manager);
  }
});

test("nobody approves what they wrote into a draft, whoever wrote in it since", async () => {
  const known = await aDeskWithPatient();
  const { desk, manager, make, patient } = known;
  await make(aPayment(known, 100_00n));
  const second: Caller = { ...manager, id: "another manager" };
  const written = async (type: "Invoice" | "PaymentNotice", draft: FhirResource, by: Caller) =>
    inside((await chart.update(by, { type, id: draft.id as ResourceId }, draft)).value);
  const discounted = inside(await make(anInvoice(patient, 100_00n, { discount: 50_00n, status: "draft" }), manager));
  const touched = await written("Invoice", { ...discounted, note: [{ text: "Seen." }] } as FhirResource, desk);
  // Who says that they weren't there isn't believed.
  const { extension = [] } = touched as unknown as { extension?: readonly { url: string }[] };
  const bare = { ...touched, extension: extension.filter(({ url }) => !url.endsWith("drafted-before")) };
  for (const draft of [touched, bare as unknown as FhirResource])
    await expect(written("Invoice", { ...draft, status: "issued" }, manager)).rejects.toMatchObject(
      against("lineItem"),
    );
  await written("Invoice", { ...touched, status: "issued" }, second);
  const refund = inside(await make(aPayment(known, 10_00n, { refund: true }), manager));
  const again = await written("PaymentNotice", refund, desk);
  const go = { ...again, status: "active" } as FhirResource;
  await expect(written("PaymentNotice", go, manager)).rejects.toMatchObject(against("status"));
  await written("PaymentNotice", go, second);
});

test("of many who pay, credit or refund at once, over two processes, nobody gets beyond what there is", async () => {
  const known = await aDeskWithPatient();
  const { desk, manager, make, patient } = known;
  const other = chartOf(house.anotherProcess());
  const invoice = (await make(anInvoice(patient, 100_00n))).id;
  const through = (index: number) => (index % 2 === 0 ? chart : other);
  const paid = await settled(
    Array.from({ length: 14 }, (_, index) => make(aPayment(known, 10_00n, { to: invoice }), desk, through(index))),
  );
  expect(paid).toBe(10);
  const { value } = await chart.search(desk, "PaymentNotice", [["request", `Account/${known.account}`]]);
  const receipts = numbersOf(value.matches.map(inside), identifierSystem.receipt);
  expect(receipts).toEqual(
    Array.from({ length: 10 }, (_, index) => `MAIN-R-2026-${String(index + 1).padStart(6, "0")}`),
  );
  const credited = await settled(
    Array.from({ length: 4 }, (_, index) => make(aCredit(patient, invoice, 40_00n), desk, through(index))),
  );
  expect(credited).toBe(2);
  // 80 of what was paid is the patient's again.
  const drafts = [];
  for (let index = 0; index < 4; index += 1)
    drafts.push(inside(await make(aPayment(known, 30_00n, { refund: true }), desk)));
  const approve = (draft: FhirResource, by: Caller, index: number) =>
    through(index).update(by, { type: "PaymentNotice", id: draft.id as ResourceId }, { ...draft, status: "active" });
  const [first] = drafts;
  if (first === undefined) throw new Error("no draft");
  await expect(approve(first, desk, 0)).rejects.toMatchObject(against("status"));
  expect(await settled(drafts.map((draft, index) => approve(draft, manager, index)))).toBe(2);
  await expect(make(aPayment(known, 30_00n, { to: invoice, method: "advance" }))).rejects.toMatchObject(
    against("extension"),
  );
  const entry = (resource: FhirResource) => ({ kind: "create", type: "PaymentNotice", resource }) as const;
  const [whole, another] = [(await make(anInvoice(patient, 50_00n))).id, (await make(anInvoice(patient, 20_00n))).id];
  await expect(
    chart.transact(desk, [
      entry(aPayment(known, 30_00n, { to: whole })),
      entry(aPayment(known, 30_00n, { to: whole })),
    ]),
  ).rejects.toMatchObject(against("extension"));
  await chart.transact(desk, [
    entry(aPayment(known, 50_00n, { to: whole })),
    entry(aPayment(known, 20_00n, { to: another, method: "advance" })),
  ]);
});

test("a package gives each of its sessions once, and none while it is frozen", async () => {
  const { desk, make, patient } = await aDeskWithPatient();
  const other = chartOf(house.anotherProcess());
  const invoice = (await make(anInvoice(patient, 100_00n))).id;
  const held = inside(await make(aPackage(patient, 5, { invoice })));
  const target = { type: "Account", id: held.id as ResourceId } as const;
  const use = (through = chart) => make(aSession(patient, String(held.id)), desk, through);
  const first = await use();
  const frozen = inside((await chart.update(desk, target, { ...held, status: "on-hold" })).value);
  await expect(use()).rejects.toMatchObject(against("ChargeItem.account"));
  await chart.update(desk, target, { ...frozen, status: "active" });
  expect(await settled(Array.from({ length: 8 }, (_, index) => use(index % 2 === 0 ? chart : other)))).toBe(4);
  const one = { type: "ChargeItem", id: first.id } as const;
  await chart.update(desk, one, { ...inside(first), status: "entered-in-error" });
  expect(inside(await use())["extension"]).toEqual([{ url: extensionUrl.ordinal, valuePositiveInt: 1 }]);
  await expect(use()).rejects.toMatchObject(against("ChargeItem.account"));
  const more = { ...aPackage(patient, 6, { invoice }), id: held.id } as FhirResource;
  await expect(chart.update(desk, target, more)).rejects.toMatchObject(against("Account.extension"));
  await expect(make(anAccount(patient))).rejects.toMatchObject(against("Account.type"));
});

test("a day that is cashed up takes nothing more, and says why what was counted differs", async () => {
  const known = await aDeskWithPatient();
  const { desk, manager, make, account } = known;
  const branch = (
    await make({ resourceType: "Location", name: "Lake Road" } as FhirResource, anAdministrator(manager.tenant))
  ).id;
  const at = { url: extensionUrl.branch, valueReference: { reference: `Location/${branch}` } };
  const paid = aPayment(known, 30_00n);
  const here = aPayment({ ...known, branch }, 30_00n);
  await make(here);
  const day = new Date(house.now() + 5.5 * 3_600_000).toISOString().slice(0, 10);
  const cashUp = (counted: bigint, more: object = {}) =>
    ({
      resourceType: "PaymentReconciliation",
      extension: [
        at,
        {
          url: extensionUrl.counted,
          extension: [
            { url: "method", valueCode: "cash" },
            { url: "counted", valueMoney: money(counted) },
          ],
        },
      ],
      status: "active",
      period: { start: day, end: day },
      created: day,
      paymentDate: day,
      paymentAmount: money(0n),
      ...more,
    }) as unknown as FhirResource;
  await expect(make(cashUp(20_00n), manager)).rejects.toMatchObject(against("disposition"));
  await expect(make(cashUp(30_00n), { ...desk, permissions: new Set() })).rejects.toMatchObject(
    against("PaymentReconciliation"),
  );
  const done = inside(await make(cashUp(20_00n, { disposition: "ten short: a note was torn" }), manager));
  expect(JSON.stringify(done)).toContain('{"url":"expected","valueMoney":{"value":30.00,"currency":"INR"}}');
  await expect(make(here)).rejects.toMatchObject(against("PaymentNotice.created"));
  await expect(make(cashUp(30_00n), manager)).rejects.toMatchObject(against("period"));
  // Another branch's till is open, and the patient's record has it all.
  await make(paid);
  const { value } = await chart.search(desk, "PaymentNotice", [["request", `Account/${account}`]]);
  expect(value.matches.map(({ patient }) => patient)).toEqual([known.patient, known.patient]);
});
