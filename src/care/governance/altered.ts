import { CryptoError } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";

/** Stands where the words of an altered row would. */
export const alteredWords = "altered: can’t be read";

/** A row that no key of ours sealed as it stands: put, moved or changed by somebody who has the database. */
export interface AlteredRow {
  readonly table:
    | "break_glass"
    | "vendor_access"
    | "officer_task"
    | "access_review"
    | "access_review_item"
    | "role_grant"
    | "proxy"
    | "row_register";
  readonly id: string;
}

export type OnAltered = (tenant: TenantId, row: AlteredRow) => void;

/** So that somebody who alters ever more rows fills neither memory nor log. */
const mostTold = 10_000;

/** Passes each row on once, however often it is met. */
export function oncePerRow(tell: OnAltered): OnAltered {
  const told = new Set<string>();
  return (tenant, row) => {
    const name = `${tenant}|${row.table}|${row.id}`;
    if (told.has(name) || told.size >= mostTold) return;
    told.add(name);
    tell(tenant, row);
  };
}

/** What the row seals; undefined when it was altered. One such row must not keep the others from whoever reads them.
 *  @throws whatever is no fault of the row */
export function unlessAltered<T>(
  { onAltered }: { readonly onAltered: OnAltered },
  tenant: TenantId,
  row: AlteredRow,
  open: () => T,
): T | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    onAltered(tenant, row);
    return undefined;
  }
}
