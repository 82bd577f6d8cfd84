import type { Minor } from "../../foundation/money/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Tally, amounts, inTurns } from "./gather.ts";
import { type Sold, deferredOf, earnedIn } from "./packages.ts";
import type { ChargeFigure, InvoiceFigure, Money, PackageFigure, PaymentFigure, Visit } from "./ports.ts";
import { type Scene, isHere, nameIn, within } from "./scene.ts";
import type { Source } from "./sources.ts";

/** Money is counted whole: an invoice of today may credit one of years ago. */
export function booksOf(money: Money) {
  const invoices: Source<InvoiceFigure> = {
    name: "invoices",
    type: "Invoice",
    read: money.invoiceOf,
    at: ({ at }) => at,
  };
  const payments: Source<PaymentFigure> = {
    name: "payments",
    type: "PaymentNotice",
    by: "created",
    read: money.paymentOf,
    at: ({ at }) => at,
  };
  const packages: Source<PackageFigure> = { name: "packages", type: "Account", read: money.packageOf, at: () => 0 };
  const charges: Source<ChargeFigure> = {
    name: "charges",
    type: "ChargeItem",
    read: money.chargeOf,
    at: ({ at }) => at,
  };
  return { invoices, payments, packages, charges };
}

export interface Books {
  readonly invoices: ReadonlyMap<ResourceId, InvoiceFigure>;
  readonly payments: ReadonlyMap<ResourceId, PaymentFigure>;
  readonly charges: ReadonlyMap<ResourceId, ChargeFigure>;
  readonly sold: readonly Sold[];
  /** Of invoices that sold a package. */
  readonly ofPackages: ReadonlySet<ResourceId>;
}

/** Invoices and credit notes of a scene. */
export function issuedIn(
  scene: Scene,
  { invoices }: Pick<Books, "invoices">,
): readonly (readonly [ResourceId, InvoiceFigure])[] {
  return [...invoices].filter(([, one]) => within(scene.stretch, one.at) && isHere(scene, one.branch));
}

type Kind = "net" | "tax" | "packages" | "other" | "received" | "refunded" | "earned" | "deferred";

/** Figures that would tell of others, taken from what stands beside them. */
const besides: Readonly<Partial<Record<Kind, readonly Kind[]>>> = { packages: ["other"] };

/** What was invoiced, what came in, and what was earned by what was done. */
export async function revenueOf(scene: Scene, books: Books, visits: ReadonlyMap<ResourceId, Visit>, money: Money) {
  const { veil, clinic, steps, pause } = scene;
  const totals = amounts<Kind>();
  const byBranch = amounts<string>();
  const byTherapist = amounts<string>();
  const byService = amounts<string>();
  const netBy = amounts<number>();
  const receivedBy = amounts<number>();
  await inTurns(issuedIn(scene, books), pause, ([id, issued]) => {
    const { patient, branch = "", at, net, tax, credits, lines } = issued;
    totals.add("net", net, patient);
    totals.add("tax", tax, patient);
    totals.add(books.ofPackages.has(credits ?? id) ? "packages" : "other", net, patient);
    byBranch.add(branch, net, patient);
    netBy.add(scene.stepAt(at), net, patient);
    let left = net;
    for (const line of lines) {
      const charge = line.charge === undefined ? undefined : books.charges.get(line.charge);
      const visit = charge?.appointment === undefined ? undefined : visits.get(charge.appointment);
      const text = charge?.text ?? "";
      byService.add(text === "" ? line.text : text, line.net, patient);
      byTherapist.add(visit?.therapist ?? "", line.net, patient);
      left -= line.net;
    }
    // Of history that doesn't add up.
    if (left !== 0n) {
      byService.add("", left, patient);
      byTherapist.add("", left, patient);
    }
  });
  await inTurns(books.payments.values(), pause, ({ at, branch, patient, money: moved }) => {
    if (!within(scene.stretch, at) || !isHere(scene, branch)) return;
    totals.add(moved < 0n ? "refunded" : "received", moved < 0n ? -moved : moved, patient);
    receivedBy.add(scene.stepAt(at), moved, patient);
  });
  const sold = books.sold.filter(({ branch }) => isHere(scene, branch));
  for (const one of sold) {
    const [earned, deferred] = [earnedIn(one, money, scene), deferredOf(one, money, scene)];
    if (earned !== 0n) totals.add("earned", earned, one.patient);
    if (deferred !== 0n) totals.add("deferred", deferred, one.patient);
  }
  const kinds = ["net", "tax", "packages", "received", "refunded"] as const;
  /** @param beside what could be worked out of it and the figures beside it */
  const told = (kind: Kind, beside: readonly Kind[] = []) => {
    const value = veil.apart(beside.map((one) => totals.of(one))) ? veil.figure(totals.of(kind)) : null;
    return value === null ? null : money.text(value);
  };
  const [other, packages, earned] = [totals.of("other"), totals.of("packages"), totals.of("earned")];
  const delivered = veil.apart([other, packages, earned])
    ? veil.figure({ value: other.value + earned.value, patients: new Set([...other.patients, ...earned.patients]) })
    : null;
  const series = (by: Tally<number, Minor>, isApart: boolean) =>
    isApart ? veil.series(steps.map((_, index) => by.of(index))) : null;
  const netSteps = series(netBy, true);
  // All that came in less all that went back.
  const receivedSteps = series(receivedBy, veil.apart([totals.of("received"), totals.of("refunded")]));
  return {
    currency: money.currency,
    ...(Object.fromEntries(kinds.map((kind) => [kind, told(kind, besides[kind])])) as Record<
      (typeof kinds)[number],
      string | null
    >),
    earned: delivered === null ? null : money.text(delivered),
    deferred: told("deferred", ["packages", "earned"]),
    branches: rowsOf(byBranch, scene, money, (id) => nameIn(clinic.branches, id)),
    therapists: rowsOf(byTherapist, scene, money, (id) => nameIn(clinic.therapists, id)),
    services: rowsOf(byService, scene, money, (name) => name),
    steps:
      netSteps === null || receivedSteps === null
        ? null
        : steps.map((from, index) => ({
            from,
            net: money.text(netSteps[index] ?? 0n),
            received: money.text(receivedSteps[index] ?? 0n),
          })),
  };
}

/** Most first. */
export function rowsOf(by: Tally<string, Minor>, { veil }: Scene, money: Money, nameOf: (id: string) => string) {
  const rows = by.keys().map((id) => ({ id, name: nameOf(id), ...by.of(id) }));
  return veil
    .rows(rows, (values) => values.reduce((all, one) => all + one, 0n))
    .toSorted((one, other) => (other.value > one.value ? 1 : other.value < one.value ? -1 : 0))
    .map(({ id, name, value }) => ({ id, name, amount: money.text(value) }));
}
