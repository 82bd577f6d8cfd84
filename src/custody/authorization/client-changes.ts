import type { RequestBudgets } from "../access/index.ts";
import type { Actor } from "../identity/index.ts";
import type { ClientDetails } from "./client-details.ts";

/** What is absent stays; null takes it away. */
export interface ClientChange {
  readonly name?: string | undefined;
  readonly scope?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  readonly launchUrl?: string | null | undefined;
  readonly maker?: string | null | undefined;
  readonly logoText?: string | null | undefined;
  readonly purpose?: string | null | undefined;
  readonly contacts?: readonly string[] | undefined;
  readonly keys?: ClientDetails["keys"] | undefined;
  /** Budget by budget: what is absent stays, null is as usual again. */
  readonly requestBudgets?: Readonly<Record<string, number | null | undefined>> | undefined;
}

/** For the ledger. */
export function may(scopes: string, { purpose, requestBudgets = {}, asked }: ClientDetails): string {
  const budgets = Object.entries(requestBudgets).map(([routes, limit]) => `${limit} requests a minute to ${routes}`);
  const later = asked.map(({ scopes: more }) => `and once somebody else approves ${more}`);
  return [
    scopes === "" ? "nothing yet" : scopes,
    ...later,
    ...(purpose === undefined ? [] : [`for ${purpose}`]),
    ...budgets,
  ].join(", ");
}

export function withoutAbsent<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;
}

export function changedDetails(before: ClientDetails, change: ClientChange): ClientDetails {
  const text = (now: string | undefined, then: string | null | undefined) =>
    then === undefined ? now : (then ?? undefined);
  return {
    redirectUris: change.redirectUris ?? before.redirectUris,
    contacts: change.contacts ?? before.contacts,
    keys: change.keys ?? before.keys,
    launchUrl: text(before.launchUrl, change.launchUrl),
    maker: text(before.maker, change.maker),
    logoText: text(before.logoText, change.logoText),
    purpose: text(before.purpose, change.purpose),
    requestBudgets: changedBudgets(before.requestBudgets, change.requestBudgets),
    keepers: before.keepers,
    hands: before.hands,
    asked: before.asked,
  };
}

function changedBudgets(
  before: RequestBudgets = {},
  change: ClientChange["requestBudgets"] = {},
): RequestBudgets | undefined {
  const next: Record<string, number> = {};
  for (const [routes, limit] of Object.entries({ ...before, ...withoutAbsent(change) }))
    if (typeof limit === "number") next[routes] = limit;
  return Object.keys(next).length === 0 ? undefined : next;
}

/** With somebody among those who know what it proves itself with. @param isReplaced what the others know opens nothing any more */
export function withKeeper(
  details: ClientDetails,
  { kind, id }: Pick<Actor, "kind" | "id">,
  { isReplaced }: { readonly isReplaced: boolean },
): ClientDetails {
  const { keepers = [] } = details;
  const own = kind === "person" ? [id] : [];
  const others = isReplaced ? [] : handsOf(details);
  return { ...details, keepers: [...new Set([...keepers, ...own])], hands: [...new Set([...others, ...own])] };
}

/** Whether somebody gets what a program proves itself with into their hands who hasn't it. */
export function isNewHand(details: Hands, { kind, id }: Pick<Actor, "kind" | "id">): boolean {
  return kind === "person" && !handsOf(details).includes(id);
}

type Hands = Pick<ClientDetails, "keepers" | "hands">;

/** Ids of accounts that have what it proves itself with. */
export function handsOf({ keepers = [], hands = keepers }: Hands): readonly string[] {
  return hands;
}
