import type { ResourceType } from "../../foundation/fhir/index.ts";
import { type Caller, type Decision, type Interaction, decide } from "../access/index.ts";
import { ChartError } from "./chart-error.ts";

export type Permit = Extract<Decision, { readonly kind: "permit" }>;

/** @throws ChartError `chart/not-permitted`; it depends on the caller alone, never on what is stored. */
export function permit(caller: Caller, interaction: Interaction, type: ResourceType): Permit {
  const decision = decide({ interaction, type }, caller);
  if (decision.kind === "permit") return decision;
  throw new ChartError("chart/not-permitted", `none of your scopes allows ${interaction} of ${type}`, { path: type });
}

export function mayReach(caller: Caller, interaction: Interaction, type: ResourceType): Permit | undefined {
  const decision = decide({ interaction, type }, caller);
  return decision.kind === "permit" ? decision : undefined;
}
