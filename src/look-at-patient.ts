import { type Caller, throughApp } from "./custody/access/index.ts";
import type { Ledger, LedgerEntry } from "./custody/ledger/index.ts";
import type { Clock, ResourceId } from "./foundation/kernel/index.ts";

/** Writes down that the caller looks at what is kept about these patients beside their records, before it is answered. */
export async function lookAtPatient(
  { ledger, now }: { readonly ledger: Pick<Ledger, "witness">; readonly now: Clock },
  caller: Caller,
  patients: ReadonlySet<ResourceId>,
  why: string,
): Promise<void> {
  const look = { action: "read", at: now(), why } as const;
  await ledger.witness(
    caller.tenant,
    [...patients].map((patient) => ({ entry: entryAbout(caller, patient, look), patient })),
  );
}

/** Of the patient nothing is named but who it is. */
export function entryAbout(
  { kind, id, name, role, from, requestId, purpose, patient: own, app }: Caller,
  patient: ResourceId,
  act: Pick<LedgerEntry, "action" | "at" | "why" | "detail">,
): LedgerEntry {
  return {
    ...act,
    why: act.why + throughApp({ app }),
    actor: { kind, id, name, role },
    from,
    requestId,
    purpose,
    onBehalfOf: purpose === "FAMRQT" && own === patient ? `Patient/${patient}` : undefined,
    resources: [`Patient/${patient}`],
    count: 1,
  };
}
