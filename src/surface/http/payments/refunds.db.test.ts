import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aPatient } from "../../../../test/people/index.ts";
import { openStripe } from "../../../care/payments/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { type ResourceId, Secret } from "../../../foundation/kernel/index.ts";
import { aPaymentDesk, online, rupees } from "./testing/a-payment-desk.ts";

const { house, wire, access, faults, aServer, parts, chart, payments, ask, aPayer, notify } = await aPaymentDesk();

test("money goes back the way it came, to whom it came from, after somebody else's approval, up to what came", async () => {
  const { desk, biller, patientId, branchId, begin, sessionOf, seen, make } = await aPayer();
  const made = online(await begin({ amount: "90", branchId }));
  const back = (amount: string, paymentId = made.id) =>
    ask(desk, "POST", "payments/refunds", { requestId: randomUUID(), paymentId, amount, reason: "Session cancelled" });
  expect((await back("10")).code).toEqual([409, "payments/refused"]);
  wire.pay(sessionOf(made));
  await ask(desk, "POST", `payments/online/${made.id}/look`);
  expect((await back("90.01")).code).toEqual([409, "payments/refused"]);
  // The 90 went to what was due: a credit note would free it.
  const advance = online(await begin({ amount: "500", branchId }));
  wire.pay(sessionOf(advance));
  await ask(desk, "POST", `payments/online/${advance.id}/look`);
  wire.account.nextRefund = "failed";
  const first = online(await back("20", advance.id));
  expect([first.state, wire.account.refunds.filter(({ amount }) => amount === 2000)]).toEqual(["requested", []]);
  const version = 1;
  expect((await ask(desk, "POST", `billing/refunds/${first.id}/approve`, { version })).code).toEqual([
    409,
    "billing/needs-approval",
  ]);
  expect((await ask(biller, "POST", `billing/refunds/${first.id}/approve`, { version })).status).toBe(200);
  expect((await seen(first))?.state).toBe("sending");
  await payments.sweep();
  expect(await seen(first)).toMatchObject({ state: "failed", why: "lost_or_stolen_card" });
  wire.account.nextRefund = "succeeded";
  // Asked for twice before anybody looked: there is more in credit, and not on this payment.
  const more = online(await begin({ amount: "900", branchId }));
  wire.pay(sessionOf(more));
  await ask(desk, "POST", `payments/online/${more.id}/look`);
  const twice = [online(await back("300", advance.id)), online(await back("300", advance.id))] as const;
  const approved = [];
  for (const { id } of twice)
    approved.push((await ask(biller, "POST", `billing/refunds/${id}/approve`, { version })).status);
  expect(approved).toEqual([200, 409]);
  expect((await seen(twice[1]))?.state).toBe("requested");

  // Nobody says for the provider that it paid, changes what was asked, or sends one patient's money back to another.
  const open = online(await begin({ amount: "10", branchId }));
  const read = async (id: string) =>
    JSON.parse(
      (await chart.read(biller, { type: "PaymentNotice", id: id as ResourceId })).value.body.toString(),
    ) as FhirResource;
  const refusal = { code: "chart/against-rule" };
  const update = async (id: string, more: object) =>
    chart.update(biller, { type: "PaymentNotice", id: id as ResourceId }, {
      ...(await read(id)),
      ...more,
    } as FhirResource);
  await expect(update(open.id, { status: "active" })).rejects.toMatchObject(refusal);
  await expect(update(open.id, { amount: rupees(1) })).rejects.toMatchObject(refusal);
  await expect(update(open.id, { identifier: undefined })).rejects.toMatchObject(refusal);
  const refund = await read(first.id);
  const other = await make(aPatient() as FhirResource);
  const account = await make({
    resourceType: "Account",
    status: "active",
    type: { coding: [{ system: "urn:wardbook:billing:account-type", code: "patient" }] },
    subject: [{ reference: `Patient/${other}` }],
  } as unknown as FhirResource);
  const stolen = JSON.parse(
    JSON.stringify({ ...refund, id: undefined, meta: undefined, identifier: undefined, status: "draft" }).replaceAll(
      patientId,
      other,
    ),
  ) as FhirResource & { request: object };
  stolen.request = { reference: `Account/${account}` };
  await expect(chart.create(biller, "PaymentNotice", stolen)).rejects.toMatchObject(refusal);
});

test("what a bank decides late is noted: a payment that never came, a refund that came back; a key that is refused decides nothing", async () => {
  const { tenant, desk, biller, branchId, begin, sessionOf, seen, receipts } = await aPayer({ owes: false });
  const late = online(await begin({ amount: "30", branchId }));
  wire.pay(sessionOf(late), { slowly: true });
  house.wait(120_000);
  await payments.sweep();
  expect((await seen(late))?.state).toBe("pending");
  wire.bounce(sessionOf(late));
  const session = wire.account.sessions.get(sessionOf(late)) ?? {};
  expect(await notify("checkout.session.async_payment_failed", session)).toBe(204);
  expect([(await seen(late))?.state, await receipts()]).toEqual(["expired", []]);

  const made = online(await begin({ amount: "90", branchId }));
  wire.pay(sessionOf(made));
  await ask(desk, "POST", `payments/online/${made.id}/look`);
  const aRefund = async (amount: string) => {
    const wanted = { requestId: randomUUID(), paymentId: made.id, amount, reason: "Session cancelled" };
    const refund = online(await ask(desk, "POST", "payments/refunds", wanted));
    expect((await ask(biller, "POST", `billing/refunds/${refund.id}/approve`, { version: 1 })).status).toBe(200);
    return refund;
  };
  const refund = await aRefund("20");
  // The key was changed between the approval and the sending.
  const revoked = await openStripe({ ...access, key: new Secret("sk_test_of_yesterday") });
  const before = faults.length;
  await aServer({ ...house, ...parts })
    .open(async () => ({ provider: revoked, tenant }))
    .sweep();
  expect([(await seen(refund))?.state, faults.length - before]).toEqual(["sending", 1]);
  await payments.sweep();
  expect((await seen(refund))?.state).toBe("returned");
  const others = [await aRefund("5"), await aRefund("6")] as const;
  await payments.sweep();
  const sent = wire.account.refunds.slice(-3);
  const cameBack = sent.filter(({ amount }) => amount !== 600);
  for (const one of cameBack) Object.assign(one, { status: "failed", failure_reason: "expired_or_canceled_card" });
  expect(await notify("refund.failed", cameBack[0] ?? {})).toBe(204);
  // Of the second no notice came.
  house.wait(2 * 86_400_000);
  await payments.sweep();
  const came = { state: "failed", why: "expired_or_canceled_card" };
  expect(await seen(refund)).toMatchObject(came);
  expect(await seen(others[0])).toMatchObject(came);
  expect(await seen(others[1])).toMatchObject({ state: "returned" });
  house.wait(31 * 86_400_000);
  await payments.sweep();
  const asked = wire.requests.length;
  house.wait(10 * 86_400_000);
  await payments.sweep();
  expect([wire.requests.length - asked, wire.account.refunds.slice(-3)]).toEqual([0, sent]);
});
