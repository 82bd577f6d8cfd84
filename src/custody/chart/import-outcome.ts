import { type FhirResource, type Issue } from "../../foundation/fhir/index.ts";
import { CodedError } from "../../foundation/kernel/index.ts";
import { DatabaseError } from "../../foundation/platform/database/index.ts";
import { ChartError } from "./chart-error.ts";

/** One resource of an import, with the name by which others of its source refer to it. */
export interface ImportEntry {
  readonly resource: FhirResource;
  readonly fullUrl?: string | undefined;
}

/** What a reference names that is in the same source but not among the entries given: a large bundle comes in parts. */
export interface ImportName {
  readonly type: string;
  readonly id?: string | undefined;
  readonly fullUrl?: string | undefined;
}
export type Elsewhere = (reference: string) => ImportName | undefined;

export interface ImportRefusal {
  /** Index into the entries given. */
  readonly entry: number;
  readonly resource: string;
  readonly code: string;
  readonly path?: string | undefined;
  readonly message: string;
  readonly faults: readonly Issue[];
}

export interface ImportOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly ImportRefusal[];
}

/** What is told of an entry. A database that can't be asked says nothing of any. */
export function refusalOf(entry: number, resource: FhirResource, error: unknown): ImportRefusal {
  if (!(error instanceof CodedError) || error instanceof DatabaseError) throw error;
  const name = `${String(resource.resourceType)}${typeof resource.id === "string" ? `/${resource.id}` : ""}`;
  const faults = error instanceof ChartError ? error.faults : [];
  return { entry, resource: name.slice(0, 120), code: error.code, path: error.path, message: error.message, faults };
}
