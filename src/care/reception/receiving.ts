import type { TenantId } from "../../foundation/kernel/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import { tooMany } from "./offers.ts";
import type { Origin, ReceptionPorts, Take } from "./ports.ts";
import { type Purpose, checkProof } from "./proof.ts";
import { ReceptionError } from "./reception-error.ts";
import { isRequestNoted } from "./request-table.ts";

export interface Sent {
  readonly requestId: string;
  readonly proof: { readonly challenge: string; readonly answer: string };
}

/** Asks of what was sent whether it is to be taken in: the sum first, which costs the server one hash.
 *  @returns by what the request is known; undefined where it was taken in before
 *  @throws ReceptionError `public/proof-wrong`, `public/proof-over`, `public/too-many` */
export async function receive(
  ports: Pick<ReceptionPorts, "blinding" | "db" | "take" | "now">,
  tenant: TenantId,
  purpose: Purpose,
  sent: Sent,
  origin: Origin,
): Promise<Buffer | undefined> {
  const blind = await ports.blinding(tenant);
  const sum = checkProof(blind, purpose, sent.proof, ports.now());
  const request = blind(`public-request|${purpose}|${sent.requestId}`);
  if (await isRequestNoted(ports.db.tenant(tenant), tenant, request)) return undefined;
  const take = ports.take(tenant);
  if ((await take("challenge", sum)) !== undefined)
    throw new ReceptionError("public/proof-over", "this was sent once already: send it again");
  await takeAll(take, [
    ["network-hour", origin.network],
    ["network-day", origin.network],
    ["whole-hour", ""],
    ["whole-day", ""],
  ]);
  return request;
}

async function takeAll(take: Take, wanted: readonly (readonly [Parameters<Take>[0], string])[]): Promise<void> {
  for (const [limited, key] of wanted) {
    const wait = await take(limited, key);
    if (wait !== undefined) throw tooMany(wait);
  }
}

/** Which field of the form an element of the enquiry came from. */
const fields: readonly (readonly [RegExp, string])[] = [
  [/telecom|telephone/, "telephone"],
  [/birthDate/, "birthDate"],
  [/contained|\.name/, "name"],
  [/note|description|input|reason/, "about"],
];

/** What the record refuses, in words for somebody who knows nothing of records: card numbers, above all. */
export function inPublicWords(error: unknown): unknown {
  if (!(error instanceof ChartError) || error.code !== "chart/invalid-resource") return error;
  const path = fields.find(([element]) => element.test(error.path ?? ""))?.[1];
  return new ReceptionError("public/unsuitable", error.message, { path, cause: error });
}
