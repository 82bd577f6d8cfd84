import { say } from "../words/index.ts";
import type { HumanName } from "./fhir-types.ts";

const order = ["official", "usual", "temp", "anonymous", "maiden", "old", "nickname"];

function rank(name: HumanName): number {
  const at = order.indexOf(name.use ?? "usual");
  // A name whose time has ended goes behind every other.
  return (at === -1 ? order.length : at) + (name.period?.end === undefined ? 0 : 100);
}

/** The name to put first: official before usual, ended ones last. */
export function chosenName(names: readonly HumanName[] | undefined): HumanName | undefined {
  return [...(names ?? [])].sort((a, b) => rank(a) - rank(b))[0];
}

/** The name someone likes to be called by, where it says more than the name itself. */
export function preferredName(names: readonly HumanName[] | undefined): string | undefined {
  const nickname = names?.find((name) => name.use === "nickname" && name.period?.end === undefined);
  const text = nickname?.given?.join(" ") ?? nickname?.text;
  if (text === undefined || text === "") return undefined;
  return text === chosenName(names)?.given?.[0] ? undefined : text;
}

/** A fixed locale: under a Turkish one "i" would become a dotted capital. */
const capitals = (text: string): string => text.toLocaleUpperCase("en");

/** "OSEI, Amara (Ama)": family name in capitals, given names, the preferred name in brackets. */
export function formatName(names: readonly HumanName[] | undefined): string {
  const name = chosenName(names);
  if (name === undefined) return say("nameNotRecorded");
  const given = name.given?.join(" ");
  const preferred = preferredName(names);
  const tail = preferred === undefined ? "" : ` (${preferred})`;
  if (name.family === undefined || name.family === "") return `${name.text ?? given ?? say("nameNotRecorded")}${tail}`;
  return given === undefined || given === ""
    ? `${capitals(name.family)}${tail}`
    : `${capitals(name.family)}, ${given}${tail}`;
}

/** "Dr Amara Osei": as one speaks of a colleague. */
export function spokenName(names: readonly HumanName[] | undefined): string {
  const name = chosenName(names);
  if (name === undefined) return say("nameNotRecorded");
  const parts = [...(name.prefix ?? []), ...(name.given ?? []), ...(name.family === undefined ? [] : [name.family])];
  return parts.length > 0 ? parts.join(" ") : (name.text ?? say("nameNotRecorded"));
}
