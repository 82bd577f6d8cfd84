import { isDeepStrictEqual } from "node:util";
import { randomUuid } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Actor } from "../identity/index.ts";
import { checkClient } from "./check-client.ts";
import { type ClientChange, changedDetails, isNewHand, may, withKeeper } from "./client-changes.ts";
import type { AskedBeyond, ClientDetails, PublicJwk } from "./client-details.ts";
import type { ClientRow } from "./client-table.ts";
import { type Given, giveScopes, joined } from "./give-scopes.ts";
import { type Own, type SecondPerson, purposeOfProgram } from "./second-person.ts";
import { type AskedScopes, parseAskedScopes } from "./special-scopes.ts";

interface Rewriting {
  readonly actor: Actor;
  readonly tenant: TenantId;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly own: Own | undefined;
}

interface Rewritten {
  readonly scopes: string;
  readonly after: ClientDetails;
  /** For the ledger. */
  readonly detail: string;
}

/** All that it may, and that waits. */
function everything({ scopes }: Pick<ClientRow, "scopes">, { asked }: ClientDetails): string {
  return joined(scopes, ...asked.map((one) => one.scopes));
}

/**
 * A program that somebody gets into their hands, or that acts for something else, is as new: what it may beyond what whoever did that may
 * themself waits again.
 */
async function given(
  people: SecondPerson,
  tx: Transaction,
  { actor, tenant, at, own }: Rewriting,
  wanted: AskedScopes,
  { details, granted }: { readonly details: ClientDetails; readonly granted: string },
): Promise<Given> {
  const held = { own, purpose: purposeOfProgram(details), granted, asked: details.asked };
  return giveScopes(people, tx, { actor, tenant, at }, wanted, held);
}

/** What a change makes of a client. @throws ScopeError, AuthorizationError */
export async function rewriteClient(
  people: SecondPerson,
  tx: Transaction,
  by: Rewriting,
  { row, before }: { readonly row: ClientRow; readonly before: ClientDetails },
  change: ClientChange,
): Promise<Rewritten> {
  const next = changedDetails(before, change);
  const isKey = change.keys !== undefined || !isSameList(change.redirectUris, before.redirectUris);
  const isOtherPurpose = purposeOfProgram(next) !== purposeOfProgram(before);
  const isTaken = by.own !== undefined && isKey && isNewHand(before, by.actor);
  const isAnew = isTaken || (by.own !== undefined && isOtherPurpose);
  const isReplaced = before.keys.length > 0 && !before.keys.some((one) => isAmong(one, next.keys));
  const details = {
    ...(isKey ? withKeeper(next, by.actor, { isReplaced }) : next),
    asked: stillAsked(before, { isTaken, isOtherPurpose }),
  };
  const wanted = checkClient(row.kind, change.scope ?? everything(row, before), details);
  const stays = change.scope === undefined && !isAnew;
  const { scopes, asked, alone } = stays
    ? { scopes: row.scopes, asked: details.asked, alone: "" }
    : await given(people, tx, by, wanted, { details, granted: isAnew ? "" : row.scopes });
  const after = { ...details, asked };
  const what = Object.entries(change).filter(([, value]) => value !== undefined);
  const detail = `${what.map(([key]) => key).join(", ")}; may now ${may(scopes, after)}${alone}`;
  return { scopes, after, detail };
}

/** What it makes of a client that somebody is shown a new secret of it. */
export async function showSecret(
  people: SecondPerson,
  tx: Transaction,
  by: Rewriting,
  { row, before }: { readonly row: ClientRow; readonly before: ClientDetails },
): Promise<Rewritten> {
  const after = withKeeper(before, by.actor, { isReplaced: true });
  if (by.own === undefined || !isNewHand(before, by.actor))
    return { scopes: row.scopes, after, detail: "a new secret" };
  const wanted = parseAskedScopes(everything(row, before));
  const held = {
    details: { ...after, asked: stillAsked(before, { isTaken: true, isOtherPurpose: false }) },
    granted: "",
  };
  const { scopes, asked, alone } = await given(people, tx, by, wanted, held);
  const last = { ...after, asked };
  return { scopes, after: last, detail: `a new secret; may now ${may(scopes, last)}${alone}` };
}

/** What was asked for before, for whose hands it was in and what it acted for: in other hands all of it is asked for anew, and for another
 *  purpose whoever read it has to read it again. */
function stillAsked(
  { asked }: Pick<ClientDetails, "asked">,
  { isTaken, isOtherPurpose }: { readonly isTaken: boolean; readonly isOtherPurpose: boolean },
): readonly AskedBeyond[] {
  if (isTaken) return [];
  return isOtherPurpose ? asked.map((one) => ({ ...one, id: randomUuid() })) : asked;
}

function isAmong(key: PublicJwk, keys: readonly PublicJwk[]): boolean {
  return keys.some((one) => isDeepStrictEqual(one, key));
}

function isSameList(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one === undefined || (one.length === other.length && one.every((text, index) => text === other[index]));
}
