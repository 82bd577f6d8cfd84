import { type FhirResource, subjectPatientOf } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { ChartError, type WriteRule } from "../../custody/chart/index.ts";
import { asksOnline, refundOf, wantedBy } from "./online-record.ts";
import { clerkId } from "./online-rule.ts";
import type { PaymentsPorts } from "./ports.ts";
import { isBeingPaid, isPageFor, waitingOf } from "./under-way.ts";

export interface OnePagePorts extends Pick<PaymentsPorts, "find" | "accountsOf" | "now"> {
  readonly amountOf: (tenant: TenantId, notice: FhirResource) => Promise<bigint | undefined>;
}

export function isTaken(error: unknown): boolean {
  return error instanceof ChartError && error.code === "chart/taken";
}

/**
 * A patient who presses twice, or in two windows at once, is asked once: the others find the page that is there. The desk asks for parts, as
 * often as it wants.
 * @param rule reads the patient's turn, so it goes first: whatever else is asked of them while the others are looked at ends that
 */
export function onePage(ports: OnePagePorts, rule: WriteRule): WriteRule {
  return async (change) => {
    const ruled = await rule(change);
    const { caller, previous, next } = change;
    const isAsking = previous === undefined && next !== undefined && asksOnline(next) && refundOf(next) === undefined;
    if (isAsking && caller.kind === "client" && caller.id === clerkId) await expectNoPage(ports, caller.tenant, next);
    return ruled;
  };
}

/** @throws ChartError `chart/taken` */
async function expectNoPage(ports: OnePagePorts, tenant: TenantId, next: FhirResource): Promise<void> {
  const invoices = new Set<string>(wantedBy(next));
  const amount = await ports.amountOf(tenant, next);
  for (const other of await waitingOf(ports, tenant, subjectPatientOf(next)))
    if (
      isBeingPaid(other, invoices) ||
      (isPageFor(other, invoices, ports.now()) && (await ports.amountOf(tenant, other.resource)) === amount)
    )
      throw new ChartError("chart/taken", "this was asked for already", { path: "PaymentNotice.extension" });
}
