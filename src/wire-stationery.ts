import { randomUUID } from "node:crypto";
import type { PrintedCard, PrintedHead } from "../print/index.ts";
import type { PaperLook } from "./care/billing/index.ts";
import { type Standing, type Stationery, headLines, labelSizes, openStationery } from "./care/stationery/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { Settings } from "./custody/identity/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";

interface StationeryParts {
  /** Both are opened later than what prints. */
  readonly chart: () => Pick<Chart, "seenAmong">;
  readonly settings: () => Settings;
  readonly now: Clock;
}

export function wireStationery({ chart, settings, now }: StationeryParts): Stationery {
  return openStationery({
    chart: { seenAmong: (caller, targets) => chart().seenAmong(caller, targets) },
    settings: {
      get: (tenant, kind) => settings().get(tenant, kind),
      change: (caller, tenant, kind, make) => settings().change(caller, tenant, kind, make),
    },
    newId: randomUUID,
    now,
  });
}

function headOf({ letterhead, logo }: Standing, withRegistrations: boolean): PrintedHead | undefined {
  if (letterhead === undefined) return undefined;
  const { name, foot } = letterhead;
  return {
    name,
    lines: headLines(letterhead, { withRegistrations }),
    foot,
    logo: logo && { png: Buffer.from(logo.png, "base64"), words: `Logo of ${name}` },
  };
}

/** How papers about money look; undefined where nobody chose anything. */
export function moneyLookOf(standing: Standing): PaperLook | undefined {
  const { letterhead, chosen, layout } = standing;
  if (letterhead === undefined && chosen === undefined) return undefined;
  const { size, margin, registrations, patientNumber, code } = layout.money;
  return { head: headOf(standing, registrations), size, margin: margin ?? undefined, patientNumber, code };
}

/** How letters look; what nobody chose is left to the letter. */
export function pageLookOf(standing: Standing) {
  const { size, margin } = standing.chosen?.pages ?? { size: undefined, margin: null };
  return { head: headOf(standing, true), size, margin: margin ?? undefined };
}

/** What of it stands on cards and labels. */
export function cardLookOf(
  standing: Standing,
  { kind, organisation }: Pick<PrintedCard, "kind" | "organisation">,
): Pick<PrintedCard, "organisation" | "logo" | "size"> {
  const head = headOf(standing, false);
  const size = kind === "label" && standing.chosen !== undefined ? labelSizes[standing.chosen.label] : undefined;
  return { organisation: head?.name ?? organisation, logo: head?.logo, size };
}
