import type { Caller } from "../../custody/access/index.ts";
import { readWords } from "./change.ts";
import type { RequestWords } from "./opened.ts";
import type { RightsPorts } from "./ports.ts";
import { type RequestRow, requestsOf } from "./rights-table.ts";

export const mostListed = 500;

/** The requests about the record of the patient who is signed in, or for whom a family member is: as far as the caller may see them. */
export async function ownRequests(ports: RightsPorts, caller: Caller): Promise<readonly RequestRow[]> {
  const { tenant, patient } = caller;
  if (patient === undefined) return [];
  const vault = await ports.vault(tenant);
  const rows = await requestsOf(ports.db.tenant(tenant), tenant, patient, mostListed);
  // What a patient asks is nothing to their relatives, who may be what it is about.
  return caller.role === "patient" ? rows : rows.filter((row) => isAsker(caller, readWords(ports, tenant, vault, row)));
}

export function isAsker({ id }: Caller, words: RequestWords | undefined): boolean {
  return words?.steps[0]?.by.id === id;
}
