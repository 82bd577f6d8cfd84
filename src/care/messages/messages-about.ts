import { type Caller, parseScopes } from "../../custody/access/index.ts";
import { type Chart, findAll } from "../../custody/chart/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Message, messageIn } from "./message.ts";
import { aboutPatient, categorySystem } from "./vocabulary.ts";

const aboutPatients = `${categorySystem.about}|${aboutPatient}`;
const scopes = parseScopes(`user/Communication.rs?category=${aboutPatients}`);

/** What colleagues wrote to one another about a patient, for the patient's own copy, oldest first: it is kept about them, whomever it was for
 *  (Article 15(1) GDPR). Whoever calls has seen to it that the caller is the patient. @throws ChartError */
export async function messagesAbout(
  { chart }: { readonly chart: Pick<Chart, "search"> },
  caller: Caller,
  patient: ResourceId,
): Promise<readonly Message[]> {
  const { matches } = await findAll(chart, { ...caller, scopes, takesCopy: true }, "Communication", [
    ["subject", `Patient/${patient}`],
    ["category", aboutPatients],
  ]);
  return matches
    .flatMap(({ id, resource }) => messageIn(id, resource) ?? [])
    .filter(({ kind }) => kind === "message" || kind === "announcement")
    .sort((one, other) => one.sent.localeCompare(other.sent));
}
