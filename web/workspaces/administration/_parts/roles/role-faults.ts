import { roleProblem, type RoleFaultRow } from "../../../../../contract/index.ts";
import { RequestFailure } from "../../../../app/api.ts";
import type { ScopeSource } from "./rights.ts";

type Faulty = {
  readonly faults: readonly RoleFaultRow[];
  readonly refusal?: { readonly message: string; readonly path?: string };
};

/** The faults that a refusal carries. */
export function faultsOfAnswer(error: unknown): Faulty {
  if (!(error instanceof RequestFailure)) return { faults: [] };
  const problem = roleProblem.safeParse(error.answer);
  return { faults: problem.data?.faults ?? [] };
}

/** Each fault where the person sees the thing that is wrong: in a field, in a line of the matrix, in a limit. */
export function faultsByPlace(
  found: Faulty | undefined,
  sources: readonly ScopeSource[],
): {
  readonly at: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly limited: ReadonlyMap<number, string>;
} {
  const at = new Map<string, string>();
  const types = new Map<string, string>();
  const limited = new Map<number, string>();
  const { refusal } = found ?? {};
  const placed = refusal?.path === undefined ? [] : [{ path: refusal.path, message: refusal.message }];
  for (const { path, message } of [...(found?.faults ?? []), ...placed]) {
    const source = sources[Number(/^scopes\[(\d+)\]$/.exec(path)?.[1] ?? Number.NaN)];
    if (source?.type !== undefined) types.set(source.type, message);
    else if (source?.limited !== undefined) limited.set(source.limited, message);
    else at.set(path, message);
  }
  return { at, types, limited };
}
