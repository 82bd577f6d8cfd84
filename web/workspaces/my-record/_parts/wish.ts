import type { ConsentParty, ConsentStatement, ConsentWords, OwnConsentRequest } from "../../../../contract/index.ts";
import { listed } from "../../../ui/clinical/timing.ts";
import { tryWords, type WishId, wishes } from "./consent-page-words.ts";

/** Somebody to choose, with the name by which they are called here. */
export type NamedParty = { readonly party: ConsentParty; readonly name: string };

/** What a patient would like, as it is filled in. */
export type Wish = {
  readonly id: WishId;
  /** Whom it keeps out, or lets in. */
  readonly who: readonly NamedParty[];
  /** Who sees it all the same. */
  readonly except: readonly NamedParty[];
  readonly labels: readonly { readonly code: string; readonly label: string }[];
};

export const noWish: Wish = { id: "look", who: [], except: [], labels: [] };

/** The wish as a consent says it; undefined while it is none, or not whole. */
export function consentOf({ id, who, except, labels }: Wish): ConsentWords | undefined {
  const parties = (some: readonly NamedParty[]) => some.map(({ party }) => party);
  const said = (statement: ConsentStatement): ConsentWords => ({
    otherwise: "roles",
    statements: [statement],
    givenBy: "patient",
  });
  switch (id) {
    case "look":
      return undefined;
    case "keep-from":
      return who.length === 0
        ? undefined
        : said({
            decision: "deny",
            who: parties(who),
            ...(labels.length === 0 ? {} : { labels: labels.map(({ code }) => code) }),
          });
    case "allow":
      return who.length === 0 ? undefined : said({ decision: "permit", who: parties(who) });
    case "keep-sensitive":
      return labels.length === 0
        ? undefined
        : said({
            decision: "deny",
            labels: labels.map(({ code }) => code),
            ...(except.length === 0 ? {} : { except: parties(except) }),
          });
    case "close":
      return {
        otherwise: "deny",
        statements: except.length === 0 ? [] : [{ decision: "permit", who: parties(except) }],
        givenBy: "patient",
      };
  }
}

/** The same, where a patient may write it by themselves: it keeps somebody out, and lets nobody in. */
export function ownConsentOf({ id, who, labels }: Wish): OwnConsentRequest | undefined {
  if (id !== "keep-from" || who.length === 0) return undefined;
  const statement = {
    decision: "deny" as const,
    who: who.map(({ party }) => party),
    ...(labels.length === 0 ? {} : { labels: labels.map(({ code }) => code) }),
  };
  return { otherwise: "roles", statements: [statement], givenBy: "patient" };
}

/** The wish in a sentence, for those who answer. */
export function wishSentence({ id, who, except, labels }: Wish): string {
  const wish = wishes.find((one) => one.id === id)?.label ?? "";
  const names = (some: readonly NamedParty[]) => listed(some.map(({ name }) => name));
  const isOfParts = id === "keep-sensitive" || (id === "keep-from" && labels.length > 0);
  const what = isOfParts ? ` (${listed(labels.map(({ label }) => label))})` : "";
  const whom = id === "keep-from" || id === "allow" ? `: ${names(who)}` : "";
  const but = except.length > 0 && id !== "keep-from" && id !== "allow" ? `: ${names(except)}` : "";
  return tryWords.sentence(wish, `${what}${whom}${but}`);
}
