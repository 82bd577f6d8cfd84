import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { StandingRestriction } from "./standing.ts";

/** One act that the ledger has about a patient. */
export interface LedgerLook {
  readonly entryId: string;
  readonly entry: {
    /** Milliseconds since 1970. */
    readonly at: number;
    readonly action: string;
    readonly actor: {
      readonly kind: "person" | "client" | "system";
      readonly id: string;
      readonly name: string;
      readonly role?: string | undefined;
    };
    /** "Observation/<id>/<version>", at most fifty of `count`. */
    readonly resources: readonly string[];
    readonly count: number;
  };
}

/** Reads the patient's part of the ledger, newest first. */
export interface LookReader {
  aboutPatient(
    tenant: TenantId,
    patient: ResourceId,
    page: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<readonly LedgerLook[]>;
}

/** Somebody to whom records were disclosed. */
export interface Recipient {
  readonly kind: "person" | "client" | "system";
  readonly name: string;
  readonly role: string | undefined;
  readonly times: number;
  /** Milliseconds since 1970. */
  readonly lastAt: number;
}

export interface Recipients {
  /** Those who saw them last first. */
  readonly recipients: readonly Recipient[];
  /** False where only the newest entries of a long list were gone through. */
  readonly isWhole: boolean;
}

const disclosing: ReadonlySet<string> = new Set(["read", "search", "history", "export"]);
const together = 500;
const mostWalked = 20_000;

/** To whom these records were disclosed, as the patient's part of the ledger has it. An entry names fifty records at most: who saw more at
 *  once is counted as somebody who may have seen them. Source: GDPR, Article 19. */
export async function recipientsOf(
  reader: LookReader,
  tenant: TenantId,
  { patient, whole, records }: Pick<StandingRestriction, "patient" | "whole" | "records">,
): Promise<Recipients> {
  const ids = new Set(records.map((record) => record.split("/")[1]));
  const tells = ({ entry }: LedgerLook) =>
    disclosing.has(entry.action) &&
    entry.actor.kind !== "system" &&
    // To themselves nothing was disclosed that they'd have to be told of.
    entry.actor.role !== "patient" &&
    (whole || entry.count > entry.resources.length || entry.resources.some((name) => ids.has(name.split("/")[1])));
  const found = new Map<string, Recipient>();
  let before: string | undefined;
  for (let walked = 0; walked < mostWalked; walked += together) {
    const page = await reader.aboutPatient(tenant, patient, { before, limit: together });
    for (const { entry } of page.filter(tells)) {
      const { kind, id, name, role } = entry.actor;
      const known = found.get(id);
      const times = (known?.times ?? 0) + 1;
      found.set(id, known === undefined ? { kind, name, role, times, lastAt: entry.at } : { ...known, times });
    }
    before = page.at(-1)?.entryId;
    if (page.length < together) return { recipients: [...found.values()], isWhole: true };
  }
  return { recipients: [...found.values()], isWhole: false };
}
