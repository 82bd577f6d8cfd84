import type { Caller } from "../../../custody/access/index.ts";
import { AuthorizationError } from "../../../custody/authorization/index.ts";
import { ChartError } from "../../../custody/chart/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { OauthRoutesPorts } from "./ports.ts";

/** The patient's name as the caller may see it; the read is witnessed. @throws AuthorizationError when they may not, or there is none */
export async function patientName(chart: OauthRoutesPorts["chart"], caller: Caller, id: ResourceId): Promise<string> {
  const { value } = await chart.read(caller, { type: "Patient", id }).catch((cause: unknown) => {
    throw notInContext(cause, "patient", "there is no such patient");
  });
  return nameIn(JSON.parse(value.body.toString()));
}

/** What the caller may not read can't be in context. A database that can't be asked is another matter: it says so itself. */
export function notInContext(cause: unknown, path: "patient" | "encounter", message: string): unknown {
  return cause instanceof ChartError ? new AuthorizationError("oauth/patient-needed", message, { path, cause }) : cause;
}

interface HumanName {
  readonly use?: string;
  readonly text?: string;
  readonly family?: string;
  readonly given?: readonly string[];
}

function nameIn(patient: { readonly name?: readonly HumanName[] }): string {
  const name = patient.name?.find((one) => one.use === "official") ?? patient.name?.[0];
  const text = name?.text ?? [...(name?.given ?? []), name?.family ?? ""].join(" ").trim();
  return text === "" ? "a patient without a name" : text;
}
