import type { TenantId } from "../../foundation/kernel/index.ts";
import { type Facts, type Scope, covers } from "../access/index.ts";
import type { Actor } from "../identity/index.ts";
import { AuthorizationError } from "./authorization-error.ts";
import type { AskedBeyond, ClientDetails } from "./client-details.ts";
import { type AskedScopes, scopesText, understoodScopes } from "./special-scopes.ts";

/** Who may give programs more than whoever asks may do. */
export interface SecondPerson {
  /** Whether anybody beside them manages programs here. */
  isThere(tenant: TenantId, besides: string): Promise<boolean>;
  /** Since when somebody has had their account, in milliseconds since 1970; undefined where they have none. */
  hereSince(tenant: TenantId, person: string): Promise<number | undefined>;
}

const day = 24 * 3_600_000;

/**
 * Whether somebody may themself do all that a program would: its secret is in their hands. A program reaches the whole organisation, every
 * label and every field.
 */
export function isOwn(caller: Facts, scope: Scope): boolean {
  const isWhole =
    (caller.reach ?? "organisation") === "organisation" &&
    caller.facilities === undefined &&
    caller.clearances === undefined &&
    (caller.fieldRules ?? []).every(({ type }) => scope.type !== "*" && type !== scope.type);
  const own = caller.scopes.map((one) => ({ ...one, level: scope.level }));
  return isWhole && covers(own, scope);
}

/**
 * Parts what a program gets at once from what waits. What it acts with for people is theirs to allow.
 * @param own whether whoever asks may do it themself; absent for the operator's console, which is the organisation's own word
 * @param granted what it has already
 */
export function partScopes(
  { special, resources }: AskedScopes,
  { own, granted }: { readonly own: ((scope: Scope) => boolean) | undefined; readonly granted: string },
): { readonly now: string; readonly later: string } {
  const had = new Set(granted.split(" "));
  const waits = ({ level, text }: Scope) => level === "system" && own !== undefined && !had.has(text);
  const later = resources.filter((scope) => waits(scope) && own?.(scope) !== true);
  return {
    now: scopesText({ special, resources: resources.filter((scope) => !later.includes(scope)) }),
    later: scopesText({ special: [], resources: later }),
  };
}

/** What was asked for, as somebody else saw it, becomes what the program may do. @throws AuthorizationError `clients/…` */
export async function expectSecond(
  people: SecondPerson,
  { actor, tenant, now }: { readonly actor: Actor; readonly tenant: TenantId; readonly now: number },
  { asked }: ClientDetails,
  seen: string,
): Promise<AskedBeyond> {
  if (asked === undefined || !sameScopes(asked.scopes, seen))
    throw new AuthorizationError("clients/changed-meanwhile", "something else is asked for now: look at it again");
  if (actor.kind !== "person" || asked.by === actor.id)
    throw new AuthorizationError("clients/four-eyes", "somebody other than who asked for it approves it");
  const since = await people.hereSince(tenant, actor.id);
  if (since === undefined || since > now - day)
    throw new AuthorizationError("clients/approver-too-new", "who approves must have had their account for a day");
  return asked;
}

function sameScopes(one: string, other: string): boolean {
  const texts = (text: string) =>
    understoodScopes(text)
      .resources.map((scope) => scope.text)
      .sort();
  return texts(one).join(" ") === texts(other).join(" ");
}
