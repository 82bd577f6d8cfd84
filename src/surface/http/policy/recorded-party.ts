import type { ConsentParty } from "../../../../contract/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { ChartError } from "../../../custody/chart/index.ts";
import { type JsonValue, isJsonArray, isJsonObject } from "../../../foundation/fhir/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { Refusal } from "../identity/index.ts";
import { partyKinds, resourceOf } from "./consent-row.ts";
import type { PolicyRoutesPorts } from "./ports.ts";

const notSeen: ReadonlySet<string> = new Set(["chart/not-found", "chart/deleted", "chart/not-permitted"]);

/**
 * Somebody whom a patient names, by the name that is recorded: a consent must not call somebody what they aren't called. Who isn't there
 * and whom the patient doesn't see are refused alike, and so is whoever the patient is themselves.
 * @throws Refusal 422 `consents/unsuitable` with this path
 */
export async function recordedParty(
  { chart }: Pick<PolicyRoutesPorts, "chart">,
  caller: Caller,
  party: ConsentParty,
  path: string,
): Promise<ConsentParty> {
  if (party.kind === "role") {
    if (party.id === caller.role) throw unsuitable(path, "You would keep yourself out.");
    return party;
  }
  if (caller.references?.includes(party.reference) === true) throw unsuitable(path, "You would keep yourself out.");
  return { ...party, name: await nameOf(chart, caller, party.reference, path) };
}

type Named = "Practitioner" | "RelatedPerson" | "Organization" | "CareTeam";

async function nameOf(
  chart: PolicyRoutesPorts["chart"],
  caller: Caller,
  reference: string,
  path: string,
): Promise<string> {
  const [type = "", id = ""] = reference.split("/");
  try {
    const { value } = await chart.read(caller, { type: type as Named, id: parseResourceId(id) });
    return writtenName(resourceOf(value.body)["name"]) ?? partyKinds[type] ?? "somebody";
  } catch (error) {
    if (error instanceof ChartError && notSeen.has(error.code))
      throw unsuitable(path, "There is nobody like that here.");
    throw error;
  }
}

/** A text, or the first of HumanNames. */
function writtenName(name: JsonValue | undefined): string | undefined {
  if (typeof name === "string") return name;
  const [first] = isJsonArray(name) ? name : [];
  if (!isJsonObject(first)) return undefined;
  const { text, prefix, given, family } = first;
  if (typeof text === "string") return text;
  const parts = [prefix, given, family].flatMap((part): readonly (JsonValue | undefined)[] =>
    isJsonArray(part) ? part : [part],
  );
  const words = parts.filter((part) => typeof part === "string").join(" ");
  return words === "" ? undefined : words;
}

function unsuitable(path: string, message: string): Refusal {
  return new Refusal(422, "consents/unsuitable", message, { path });
}
