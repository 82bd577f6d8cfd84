import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";

/** A merge, or the undoing of one, that is being written. */
export interface PassingMerge {
  readonly act: "records-merged" | "merge-undone";
  readonly replaced: ResourceId;
  readonly survivor: ResourceId;
  /** What the replaced record then says of it: see `linksText`. */
  readonly links: string;
}

/** What is being merged at this moment: nothing else changes who replaces whom. */
export interface MergeGate {
  passing(tenant: TenantId, patient: ResourceId): PassingMerge | undefined;
  through<T>(tenant: TenantId, merge: PassingMerge, work: () => Promise<T>): Promise<T>;
}

export function openMergeGate(): MergeGate {
  const open = new Map<string, PassingMerge>();
  return {
    passing: (tenant, patient) => open.get(`${tenant}|${patient}`),
    async through(tenant, merge, work) {
      const name = `${tenant}|${merge.replaced}`;
      open.set(name, merge);
      try {
        return await work();
      } finally {
        if (open.get(name) === merge) open.delete(name);
      }
    },
  };
}
