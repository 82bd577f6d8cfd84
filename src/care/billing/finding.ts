import { type ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Found, findAll, opened } from "../../custody/chart/index.ts";
import { BillingError, unknownHere } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { identifierSystem } from "./vocabulary.ts";

/** Everything that a search finds for this caller. @throws ChartError `chart/not-permitted`, `chart/too-costly` */
export async function findRecords(
  { chart }: Pick<BillingPorts, "chart">,
  caller: Caller,
  type: ResourceType,
  pairs: readonly (readonly [string, string])[],
): Promise<readonly Found[]> {
  return (await findAll(chart, caller, type, pairs)).matches;
}

const mostNamed = 40;

/** As many searches as a list of references takes. */
export async function findAmong(
  ports: Pick<BillingPorts, "chart">,
  caller: Caller,
  type: ResourceType,
  { parameter, among }: { readonly parameter: string; readonly among: readonly string[] },
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let from = 0; from < among.length; from += mostNamed)
    found.push(
      ...(await findRecords(ports, caller, type, [[parameter, among.slice(from, from + mostNamed).join(",")]])),
    );
  return found;
}

/** The current version. @throws BillingError of this code where there is none that the caller may see */
export async function currentOf(
  { chart }: Pick<BillingPorts, "chart">,
  caller: Caller,
  type: ResourceType,
  id: ResourceId,
  absent: BillingError = unknownHere(),
): Promise<Found> {
  try {
    return opened((await chart.read(caller, { type, id })).value);
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw absent;
    throw error;
  }
}

/** What was done under this number of the client's before. */
export async function doneBefore(
  ports: Pick<BillingPorts, "chart">,
  caller: Caller,
  type: ResourceType,
  request: string,
): Promise<Found | undefined> {
  const found = await findRecords(ports, caller, type, [["identifier", `${identifierSystem.request}|${request}`]]);
  return found[0];
}

/** Does something once for each request: what was done before, or meanwhile, is answered. */
export async function once<T>(
  before: () => Promise<T | undefined>,
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly created: boolean }> {
  const known = await before();
  if (known !== undefined) return { done: known, created: false };
  try {
    return { done: await work(), created: true };
  } catch (error) {
    const isResend =
      error instanceof ChartError && error.code === "chart/taken" && error.path?.endsWith(".identifier") === true;
    const made = isResend ? await before() : undefined;
    if (made !== undefined) return { done: made, created: false };
    throw inBillingWords(error);
  }
}

/** What the rules refuse, in billing's words. */
export function inBillingWords(error: unknown): unknown {
  if (!(error instanceof ChartError)) return error;
  if (error.code === "chart/against-rule")
    return new BillingError("billing/refused", error.message, { path: error.path, cause: error });
  if (error.code === "chart/precondition-failed")
    return new BillingError("billing/changed-meanwhile", "somebody changed it meanwhile: look at it again", {
      cause: error,
    });
  return error;
}

export async function inWords<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw inBillingWords(error);
  });
}
