import type { ConsentParty, ConsentStatement, ConsentWords, OwnConsentRequest } from "../../../../contract/index.ts";
import { listed } from "../../../ui/clinical/timing.ts";
import { typedDate } from "../../../ui/typed-date.ts";
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
  /** As typed: the last day; empty for none. */
  readonly until: string;
};

export const noWish: Wish = { id: "look", who: [], except: [], labels: [], until: "" };

/** Its last day, "2026-12-31"; undefined without one. */
export const lastDayOf = ({ until }: Wish): string | undefined => typedDate(until);

/** The wish as a consent says it; undefined while it is none, or not whole. */
export function consentOf(wish: Wish): ConsentWords | undefined {
  const { id, who, except, labels } = wish;
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
            ...untilOf(wish),
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
export function ownConsentOf(wish: Wish): OwnConsentRequest | undefined {
  const { id, who, labels } = wish;
  if (id !== "keep-from" || who.length === 0) return undefined;
  const statement = {
    decision: "deny" as const,
    who: who.map(({ party }) => party),
    ...(labels.length === 0 ? {} : { labels: labels.map(({ code }) => code) }),
    ...untilOf(wish),
  };
  return { otherwise: "roles", statements: [statement], givenBy: "patient" };
}

function untilOf(wish: Wish): { readonly until?: string } {
  const until = lastDayOf(wish);
  return until === undefined ? {} : { until };
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
