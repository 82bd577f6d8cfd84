import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { amountText } from "../../foundation/money/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Sold } from "./packages.ts";
import type { Clinic, InvoiceFigure, Money, PaymentFigure, Visit } from "./ports.ts";
import { type Books, revenueOf } from "./revenue.ts";
import { sceneOf } from "./scene.ts";
import { utilisationOf } from "./utilisation.ts";
import { veilFor } from "./veil.ts";
import type { Basis } from "./viewing.ts";

const id = () => randomUUID() as ResourceId;
const days = { from: "2026-02-02", to: "2026-02-02" };
const midnightOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const noon = midnightOf(days.from) + 12 * 3_600_000;
const therapists = ["Asha", "Ben", "Cleo"].map((name) => ({ id: id(), name }));
const clinic = { branches: [], therapists, midnightOf } as unknown as Clinic;
const pause = async () => undefined;
const scene = (basis: Basis) => sceneOf({ clinic, branch: undefined, veil: veilFor(basis), pause }, days);
const money = {
  currency: "INR",
  text: (amount: bigint) => amountText(amount, 2),
  earnedOf: (price: bigint, of: number, used: number) => (price * BigInt(used)) / BigInt(of),
} as unknown as Money;

const people = (many: number) => Array.from({ length: many }, id);
const bill = (patient: ResourceId, net: bigint, tax = 0n): readonly [ResourceId, InvoiceFigure] => [
  id(),
  { patient, branch: undefined, at: noon, net, tax, credits: undefined, lines: [{ charge: undefined, text: "", net }] },
];
const moved = (patient: ResourceId, amount: bigint): readonly [ResourceId, PaymentFigure] => [
  id(),
  { patient, branch: undefined, at: noon, money: amount },
];
const usedBy = (patient: ResourceId): Sold => ({
  patient,
  branch: undefined,
  at: noon - 86_400_000,
  price: 1_000_00n,
  sessions: 10,
  used: [noon],
  parts: [{ state: "active", until: undefined }],
  patients: new Set([patient]),
});

async function told(
  basis: Basis,
  made: {
    readonly ordinary?: readonly (readonly [ResourceId, InvoiceFigure])[];
    readonly packages?: readonly (readonly [ResourceId, InvoiceFigure])[];
    readonly payments?: readonly (readonly [ResourceId, PaymentFigure])[];
    readonly sold?: readonly Sold[];
  },
) {
  const { ordinary = [], packages = [], payments = [], sold = [] } = made;
  const books: Books = {
    invoices: new Map([...ordinary, ...packages]),
    payments: new Map(payments),
    charges: new Map(),
    sold,
    ofPackages: new Set(packages.map(([invoice]) => invoice)),
  };
  return revenueOf(scene(basis), books, new Map(), money);
}

test("no figure tells of fewer than five, taken from the figures that stand beside it", async () => {
  const ordinary = people(6).map((one) => bill(one, 100_00n));
  const packages = people(6).map((one) => bill(one, 1_000_00n));
  const one = { ordinary, packages: packages.slice(0, 1) };
  expect(await told("own", one)).toMatchObject({ net: "1600.00", packages: "1000.00", earned: "600.00" });
  // The difference of what was invoiced and what was earned would be that package.
  expect(await told("coarse", one)).toMatchObject({ net: "1600.00", packages: null, earned: null });
  expect(await told("coarse", { ordinary: ordinary.slice(0, 1), packages })).toMatchObject({
    net: "6100.00",
    packages: null,
    earned: null,
  });
  const enough = { ordinary, packages };
  expect(await told("coarse", enough)).toMatchObject({ net: "6600.00", packages: "6000.00", earned: "600.00" });
  // One who used a session of an older package.
  expect(await told("coarse", { ...enough, sold: people(1).map(usedBy) })).toMatchObject({ earned: null });
  expect(await told("coarse", { ...enough, sold: people(5).map(usedBy) })).toMatchObject({ earned: "1100.00" });
});

test("what was given back to a few isn't told by the days of what came in, nor a few's tax by those who pay none", async () => {
  const received = people(6).map((one) => moved(one, 50_00n));
  const ordinary = people(6).map((one) => bill(one, 100_00n));
  const few = { ordinary, payments: [...received, moved(id(), -20_00n)] };
  expect(await told("own", few)).toMatchObject({ refunded: "20.00", steps: [{ received: "280.00" }] });
  expect(await told("coarse", few)).toMatchObject({ received: "300.00", refunded: null, steps: null });
  expect(await told("coarse", { ordinary, payments: received })).toMatchObject({ steps: [{ received: "300.00" }] });
  const taxed = { ordinary: [...ordinary, bill(id(), 100_00n, 18_00n)] };
  expect(await told("own", taxed)).toMatchObject({ tax: "18.00" });
  expect(await told("coarse", taxed)).toMatchObject({ net: "700.00", tax: null });
});

test("hours of a therapist with few patients aren't the total without the others' hours", async () => {
  const visits = new Map(
    therapists.flatMap(({ id: therapist }, at) =>
      people([7, 5, 2][at] ?? 0).map((patient, nth): [ResourceId, Visit] => {
        const start = noon + nth * 1_800_000;
        const visit = { patient, branch: undefined, therapist, status: "fulfilled", start, end: start + 1_800_000 };
        return [id(), { ...visit, arrivedAt: undefined, startedAt: undefined, reason: undefined }];
      }),
    ),
  );
  const whole = { workingOf: () => [{ from: noon, until: noon + 6 * 3_600_000 }], hourOf: () => 12 };
  const booked = async (basis: Basis) => {
    const of = await utilisationOf(scene(basis), visits, whole);
    return [of.booked, of.therapists.map((one) => one.booked)];
  };
  expect(await booked("own")).toEqual([420, [210, 150, 60]]);
  expect(await booked("coarse")).toEqual([420, [210, null, null]]);
});
