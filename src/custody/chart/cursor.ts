import { sha256 } from "../../foundation/crypto/index.ts";
import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { TenantVault } from "../keyring/index.ts";
import type { Caller } from "../access/index.ts";
import { ChartError } from "./chart-error.ts";

/** Where the next page starts: below a position (of a type), after so many sorted matches, or below a ledger entry. */
export type Place =
  | { readonly before: number; readonly type?: ResourceType | undefined }
  | { readonly offset: number }
  | { readonly entry: string };

function context(caller: Caller, query: string): string {
  return `cursor|${caller.kind}|${caller.id}|${sha256(query).toString("base64url")}`;
}

/** Sealed, so that it tells nothing, and bound to the caller and the query, so that it serves nobody else and no other question. */
export function sealCursor(vault: TenantVault, caller: Caller, query: string, place: Place): string {
  return vault.seal(context(caller, query), Buffer.from(JSON.stringify(place))).toString("base64url");
}

/** @throws ChartError `chart/bad-cursor` */
export function openCursor(vault: TenantVault, caller: Caller, query: string, cursor: string): Place {
  try {
    return JSON.parse(vault.open(context(caller, query), Buffer.from(cursor, "base64url")).toString()) as Place;
  } catch (cause) {
    throw new ChartError(
      "chart/bad-cursor",
      "this page link is not yours, or not of this search: start the search again",
      { path: "_cursor", cause },
    );
  }
}
