import type { House } from "./house.ts";
import { letterheadSetting } from "./assurance/rights/index.ts";
import { BillingError, type Papers } from "./care/billing/index.ts";
import { entryAbout } from "./look-at-patient.ts";
import { PrintError, printAside } from "./print-aside.ts";
import { moneyLookOf } from "./wire-stationery.ts";

/** Gives papers about money what they stand on: who sets them, whose name they bear, and where it is written down that they were printed. */
export function wirePapers({ chart, clinic, identity, ledger, stationery, now }: PaperParts): Papers {
  const print = printAside();
  return clinic.papers({
    chart,
    async print(document) {
      try {
        return await print(document);
      } catch (error) {
        if (!(error instanceof PrintError)) throw error;
        throw new BillingError("billing/refused", "this is longer than can be printed", { cause: error });
      }
    },
    async house(tenant, asked) {
      const [organisation, letterhead, standing] = await Promise.all([
        identity.organisations.of(tenant),
        identity.settings.get(tenant, letterheadSetting),
        stationery.standing(tenant, asked),
      ]);
      return { name: organisation?.name ?? "", lines: letterhead.address, look: moneyLookOf(standing) };
    },
    async witness(caller, { patient, resource, detail }, tx) {
      const why = "to bill, or to hand over what was billed or paid";
      const act = { at: now(), action: "printed", why, detail } as const;
      const entry = { ...entryAbout(caller, patient, act), resources: [resource] };
      if (tx === undefined) await ledger.witness(caller.tenant, [{ entry, patient }]);
      else await ledger.append(tx, caller.tenant, [{ entry, patient }]);
    },
  });
}

export type PaperParts = Pick<House, "chart" | "clinic" | "identity" | "ledger" | "stationery"> & {
  readonly now: () => number;
};
