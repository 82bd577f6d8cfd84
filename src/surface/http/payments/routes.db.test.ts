import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { onlineStanding } from "../../../../contract/index.ts";
import type { OnlinePayments } from "../../../care/payments/index.ts";
import { aPaymentDesk, online } from "./testing/a-payment-desk.ts";

const { house, wire, stripe, faults, aServer, parts, payments, ask, aPayer, notify } = await aPaymentDesk();

test("a payment online is booked once, however often and in whatever order the provider says so", async () => {
  const { desk, invoices, begin, sessionOf, stands, receipts, seen } = await aPayer();
  expect(onlineStanding.parse((await ask(desk, "GET", "payments/standing")).body)).toMatchObject({
    isOn: true,
    provider: "Stripe",
    may: { ask: true },
  });
  const made = online(await begin({ invoiceIds: [invoices[1]] }));
  expect(made).toMatchObject({
    state: "open",
    amount: "100.00",
    invoiceIds: [invoices[1]],
    may: ["open", "look", "withdraw"],
  });
  expect((await stands()).due).toBe("500.00");
  const session = wire.account.sessions.get(sessionOf(made));
  expect(session).toMatchObject({ amount_total: 10_000, currency: "inr", words: "Payment to Lake Road" });
  // All that the provider was ever told: nobody's name, no address, nothing of what for.
  const told = JSON.stringify(wire.requests);
  for (const secret of ["Quillfeather", "Speech", made.id, made.patientId, String(invoices[1])])
    expect(told).not.toContain(secret);

  expect(await notify("checkout.session.completed", session ?? {})).toBe(204);
  expect(await receipts()).toEqual([]);
  wire.pay(sessionOf(made));
  expect(await notify("checkout.session.completed", session ?? {}, undefined, (text) => `${text}0`)).toBe(400);
  expect(await notify("checkout.session.completed", session ?? {}, Math.floor(house.now() / 1000) - 3600)).toBe(400);
  expect(await receipts()).toEqual([]);
  const paid = { ...session };
  const codes = await Promise.all([
    notify("checkout.session.expired", { ...paid, status: "expired" }),
    notify("checkout.session.completed", paid),
    notify("checkout.session.completed", paid),
    payments.sweep().then(() => 204),
  ]);
  expect(codes.every((code) => code === 204)).toBe(true);
  expect(await notify("checkout.session.completed", paid)).toBe(204);
  expect(await receipts()).toMatchObject([{ number: "MAIN-R-2026-000001", amount: "-100.00" }]);
  expect(await seen(made)).toMatchObject({
    state: "paid",
    number: "MAIN-R-2026-000001",
    may: ["refund"],
  });
  expect((await stands()).open.map(({ id }) => id)).toEqual([invoices[0]]);
  wire.dispute(sessionOf(made));
  expect(await notify("charge.dispute.created", { object: "dispute", payment_intent: session?.payment_intent })).toBe(
    204,
  );
  expect((await seen(made))?.dispute).toEqual({ state: "needs_response", reason: "product_not_received" });
});

test("without a notice it is found by asking; a provider that is down keeps nobody from the till", async () => {
  const { desk, branchId, patientId, begin, sessionOf, stands, receipts, seen } = await aPayer();
  const requestId = randomUUID();
  const before = wire.account.sessions.size;
  for (const trouble of [500, 429, "hang-up"] as const) {
    wire.troubles = [trouble, trouble, trouble];
    const answer = await begin({ requestId });
    expect(answer.code).toEqual([503, "payments/provider-unavailable"]);
    expect(JSON.stringify(answer.body)).not.toContain(wire.key);
  }
  const parts = [{ method: "cash", amount: "50" }];
  expect(
    (await ask(desk, "POST", "billing/payments", { requestId: randomUUID(), patientId, branchId, parts })).status,
  ).toBe(201);
  // It was made, and nobody heard: the same request finds the same page.
  wire.troubles = ["timeout", "timeout", "timeout"];
  expect((await begin({ requestId })).status).toBe(503);
  const made = online(await begin({ requestId }));
  expect(online(await begin({ requestId })).link).toBe(made.link);
  expect([wire.account.sessions.size - before, made.amount]).toEqual([1, "500.00"]);
  wire.pay(sessionOf(made), { slowly: true });
  house.wait(61_000);
  await payments.sweep();
  expect((await seen(made))?.state).toBe("pending");
  const session = wire.account.sessions.get(sessionOf(made));
  if (session !== undefined) session.payment_status = "paid";
  wire.troubles = [500, 500, 500];
  house.wait(120_000);
  await payments.sweep();
  expect(await receipts()).toHaveLength(1);
  await payments.sweep();
  // 50 of it came in cash meanwhile: what is more than due stays the patient's.
  expect([await receipts(), (await stands()).due, (await stands()).advance]).toMatchObject([
    { length: 2 },
    "0.00",
    "50.00",
  ]);

  const left = online(await begin({ amount: "30", branchId }));
  wire.expire(sessionOf(left));
  house.wait(120_000);
  await payments.sweep();
  expect((await seen(left))?.state).toBe("expired");
  const withdrawn = online(await begin({ amount: "30", branchId }));
  expect(online(await ask(desk, "POST", `payments/online/${withdrawn.id}/withdraw`)).state).toBe("expired");
  expect(wire.account.sessions.get(sessionOf(withdrawn))?.status).toBe("expired");
});

test("wherever the server dies between the provider and the books, the money is booked once and goes back once", async () => {
  const known = await aPayer({ owes: false });
  const { tenant, desk, biller, begin, sessionOf, receipts } = known;
  class Died extends Error {}
  /** A server that dies at the n-th call that leaves it or is about to be noted: before it, or after it was done. */
  const dying = (dies: number, after: boolean): OnlinePayments => {
    const process = aServer({ ...house.anotherProcess(), ...parts });
    let calls = 0;
    const mortal = <T extends object>(port: T): T =>
      new Proxy(port, {
        get(target, name, receiver) {
          const work: unknown = Reflect.get(target, name, receiver);
          if (typeof work !== "function") return work;
          return (...all: unknown[]) => {
            calls += 1;
            if (calls === dies && !after) throw new Died();
            const done: unknown = Reflect.apply(work, target, all);
            return calls === dies && done instanceof Promise ? done.then(() => Promise.reject(new Died())) : done;
          };
        },
      });
    return process.open(async () => ({ provider: mortal(stripe), tenant }));
  };
  let paidFor = 0;
  for (const after of [false, true])
    for (let dies = 1; dies <= 2; dies += 1) {
      const made = online(await begin({ amount: "10", branchId: known.branchId }));
      wire.pay(sessionOf(made));
      house.wait(120_000);
      await dying(dies, after)
        .sweep()
        .catch(() => undefined);
      house.wait(120_000);
      await Promise.all([payments.sweep(), aServer({ ...house.anotherProcess(), ...parts }).payments.sweep()]);
      paidFor += 1;
      expect(await receipts(), `at ${dies}`).toHaveLength(paidFor);

      const refund = online(
        await ask(desk, "POST", "payments/refunds", {
          requestId: randomUUID(),
          paymentId: made.id,
          amount: "4",
          reason: "no",
        }),
      );
      expect((await ask(biller, "POST", `billing/refunds/${refund.id}/approve`, { version: 1 })).status).toBe(200);
      await dying(dies, after)
        .sweep()
        .catch(() => undefined);
      house.wait(120_000);
      wire.troubles = after ? [409, "timeout"] : [];
      await payments.sweep();
      house.wait(120_000);
      await payments.sweep();
      wire.troubles = [];
      const intent = wire.account.sessions.get(sessionOf(made))?.payment_intent;
      expect(wire.account.refunds.filter((one) => one.payment_intent === intent)).toMatchObject([{ amount: 400 }]);
      expect((await known.seen(refund))?.state).toBe("returned");
    }
}, 240_000);

test("what came isn't booked where it isn't what was asked, nor into a day that is closed", async () => {
  const { desk, branchId, begin, sessionOf, receipts, seen } = await aPayer();
  const before = faults.length;
  const [less, dollars, late] = [
    online(await begin({ amount: "30", branchId })),
    online(await begin({ amount: "30", branchId })),
    online(await begin({ amount: "30", branchId })),
  ];
  wire.pay(sessionOf(less), { amount: 2999 });
  wire.pay(sessionOf(dollars), { currency: "usd" });
  for (const one of [less, dollars])
    expect(online(await ask(desk, "POST", `payments/online/${one.id}/look`)).state).toBe("mismatch");
  expect([await receipts(), faults.length - before]).toEqual([[], 2]);
  const closing = {
    requestId: randomUUID(),
    branchId,
    day: new Date(house.now()).toISOString().slice(0, 10),
    counted: [],
  };
  expect((await ask(desk, "POST", "billing/cash-up", closing)).status).toBe(201);
  wire.pay(sessionOf(late));
  expect(online(await ask(desk, "POST", `payments/online/${late.id}/look`)).state).toBe("open");
  house.wait(20 * 3_600_000);
  await payments.sweep();
  expect([(await seen(late))?.state, (await receipts()).length]).toEqual(["paid", 1]);
});
