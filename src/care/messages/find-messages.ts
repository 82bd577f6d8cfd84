import { type FhirResource, parseStoredText } from "../../foundation/fhir/index.ts";
import { type Caller, addressedSystem, addressesOf } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import { type Message, messageIn } from "./message.ts";
import { type MessageKind, categorySystem } from "./vocabulary.ts";

type Searching = Pick<Chart, "search">;
type Pairs = readonly (readonly [string, string])[];

export interface FoundMessage extends Message {
  /** When it was written; by it pages follow on one another. */
  readonly writtenAt: string;
}

/** A search takes a value of at most 2,000 letters. */
const mostTogether = 30;

function kinds(...some: readonly MessageKind[]): readonly [string, string] {
  return ["category", some.map((kind) => `${categorySystem.kind}|${kind}`).join(",")];
}

async function search(chart: Searching, caller: Caller, pairs: Pairs): Promise<readonly FoundMessage[]> {
  const { value } = await chart.search(caller, "Communication", pairs);
  return value.matches.flatMap(({ id, body }) => {
    const resource = parseStoredText(body.toString()) as FhirResource;
    const message = messageIn(id, resource);
    return message === undefined ? [] : [{ ...message, writtenAt: String(resource.meta?.lastUpdated) }];
  });
}

/** The newest of what the caller sent or was sent, newest first. */
export async function newestMessages(
  chart: Searching,
  caller: Caller,
  {
    most,
    before,
    patient,
  }: { readonly most: number; readonly before?: string | undefined; readonly patient?: string | undefined },
): Promise<readonly FoundMessage[]> {
  // A search for any of these finds what is addressed to the caller; what they don't see of it isn't there.
  const addresses = [...addressesOf(caller)].map((address) => `${addressedSystem}|${address}`).slice(0, mostTogether);
  if (addresses.length === 0) return [];
  return search(chart, caller, [
    ["_tag", addresses.join(",")],
    kinds("message", "announcement"),
    ["_sort", "-_lastUpdated"],
    ["_count", String(most)],
    ...(before === undefined ? [] : [["_lastUpdated", `lt${before}`] as const]),
    ...(patient === undefined ? [] : [["subject", `Patient/${patient}`] as const]),
  ]);
}

const mostOfThread = 500;

/** All of a thread that the caller sees, oldest first; its first message too, where they see that. */
export async function messagesOfThread(chart: Searching, caller: Caller, id: string): Promise<readonly FoundMessage[]> {
  const words = kinds("message", "announcement");
  const first = await search(chart, caller, [["_id", id], words]);
  const replies = await search(chart, caller, [
    ["part-of", `Communication/${id}`],
    words,
    ["_sort", "-_lastUpdated"],
    ["_count", String(mostOfThread)],
  ]);
  return [...first, ...replies].sort((one, other) => one.sent.localeCompare(other.sent));
}

/** What readers left on these. */
export async function marksOn(
  chart: Searching,
  caller: Caller,
  ids: readonly string[],
  seenBy?: string,
): Promise<readonly FoundMessage[]> {
  const found: FoundMessage[] = [];
  for (let from = 0; from < ids.length; from += mostTogether) {
    const among = ids.slice(from, from + mostTogether).map((id) => `Communication/${id}`);
    found.push(
      ...(await search(chart, caller, [
        ["part-of", among.join(",")],
        kinds("seen", "acknowledged"),
        ["_count", "1000"],
        ...(seenBy === undefined ? [] : [["identifier", `${markedBySystem}|${seenBy}`] as const]),
      ])),
    );
  }
  return found;
}

/** `Communication.identifier` of a mark: whose it is. */
export const markedBySystem = "urn:wardbook:marked-by";
