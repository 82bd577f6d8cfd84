import { language } from "../../../../language/index.ts";
import { say } from "./words/index.ts";

type Told = readonly [label: string, summary: string];

const categories: Readonly<Record<string, Told>> = {
  PSY: [say("sensitiveMental"), say("sensitiveMentalIs")],
  SEX: [say("sensitiveSexual"), say("sensitiveSexualIs")],
  ETH: [say("sensitiveDrugs"), say("sensitiveDrugsIs")],
  HIV: [say("sensitiveHiv"), say("sensitiveHivIs")],
  SDV: [say("sensitiveAbuse"), say("sensitiveAbuseIs")],
};

/** What makes a record sensitive, as the reader calls it; what isn't known here stays as it came. */
export function categoryInWords<
  One extends { readonly code: string; readonly label: string; readonly summary?: string | undefined },
>(one: One): One {
  const told = language.tag === "en-GB" ? undefined : categories[one.code];
  return told === undefined ? one : { ...one, label: told[0], summary: told[1] };
}
