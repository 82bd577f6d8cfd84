import { type FhirResource, objectsIn } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { ChartError, RuleOvertaken } from "../../custody/chart/index.ts";
import { giveNumber, lastOfSeries } from "./billing-table.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import type { BillingRulePorts } from "./ports.ts";
import { overtaken } from "./posting.ts";
import { prefixOf } from "./settings.ts";
import { elsewhere, identifierSystem, ourNumbers } from "./vocabulary.ts";

/** Series, most by the identifier system that their numbers are of, with what stands between the beginning and the year. */
const marks = {
  [identifierSystem.invoice]: "",
  [identifierSystem.creditNote]: "C-",
  [identifierSystem.receipt]: "R-",
  /** Of what a branch spends: the books of expenses. */
  voucher: "E-",
} as const;
export type NumberSystem = keyof typeof marks;

export interface NextNumber {
  /** Such as DUB-2026-000123. */
  readonly value: string;
  /** Takes it. @throws RuleOvertaken where it isn't the next any more */
  readonly take: (tx: Transaction) => Promise<void>;
}

/** Gives the numbers of series. A number is taken in the transaction that writes it, so that none is left out; who prepares one meanwhile,
 *  in this process, prepares the one after. */
export interface Numbers {
  next(tenant: TenantId, system: NumberSystem, branch: string | undefined): Promise<NextNumber>;
}

export function openNumbers(ports: BillingRulePorts): Numbers {
  // Prepared and perhaps not taken. Wrong once somebody was refused: then the first to be overtaken asks the database.
  const prepared = new Map<string, number>();
  return {
    async next(tenant, system, branch) {
      const [settings, zone, blind] = await Promise.all([
        ports.settings(tenant),
        ports.timeZone(tenant),
        ports.blinding(tenant),
      ]);
      const year = localDay(ports.now(), zone).slice(0, 4);
      const beginning = `${prefixOf(settings, branch)}-${marks[system]}${year}`;
      const series = blind(`billing-series|${beginning}`);
      const name = `${tenant}|${beginning}`;
      const last = await lastOfSeries(ports.db.tenant(tenant), tenant, series);
      const number = Math.max(last, prepared.get(name) ?? 0) + 1;
      prepared.set(name, number);
      return {
        value: `${beginning}-${String(number).padStart(6, "0")}`,
        async take(tx) {
          if (await giveNumber(tx, tenant, series, number).catch(overtaken)) return;
          prepared.delete(name);
          throw new RuleOvertaken();
        },
      };
    },
  };
}

/** The resource with the numbers that it had, and none that its writer made up.
 *  @param isHistory numbers of another installation's stay, as its own
 *  @throws ChartError `chart/against-rule` */
export function withOwnNumbers(
  previous: FhirResource | undefined,
  next: FhirResource,
  isHistory: boolean,
): FhirResource {
  const numbered = (resource: FhirResource | undefined) =>
    objectsIn(resource?.["identifier"]).filter(({ system }) => typeof system === "string" && ourNumbers.has(system));
  const [had, sent] = [numbered(previous), numbered(next)];
  if (had.length === 0 && sent.length === 0) return next;
  const others = objectsIn(next["identifier"]).filter((one) => !sent.includes(one));
  if (isHistory) {
    const theirs = sent.map((one) => ({ ...one, system: elsewhere(String(one["system"])) }));
    return { ...next, identifier: [...others, ...theirs] };
  }
  const known = new Set(had.map(({ system, value }) => `${String(system)}|${String(value)}`));
  const index = sent.findIndex(({ system, value }) => !known.has(`${String(system)}|${String(value)}`));
  if (index !== -1)
    throw new ChartError("chart/against-rule", "numbers of this system are given by the server: leave it out", {
      path: `${next.resourceType}.identifier`,
    });
  return { ...next, identifier: [...others, ...had] };
}
