import { type FhirResource, type ResourceType, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type Caller, addressedSystem, addressesOf } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";

interface Listener {
  readonly caller: () => Caller;
  readonly told: () => void;
}

/** Tells open pages that something came which they see. */
export interface MessageNews {
  /** @param caller as they are now: roles change @returns what ends it */
  listen(tenant: TenantId, caller: () => Caller, told: () => void): () => void;
  /** Told of what was written here, after its commit. */
  written(
    tenant: TenantId,
    written: readonly {
      readonly type: ResourceType;
      readonly id: ResourceId;
      readonly resource: FhirResource | undefined;
    }[],
  ): void;
}

export function openMessageNews(ports: {
  readonly chart: () => Pick<Chart, "seenAmong">;
  readonly onFailure: (error: unknown) => void;
}): MessageNews {
  const listeners = new Map<TenantId, Set<Listener>>();

  /** Who isn't shown it mustn't learn that it came either. */
  async function tell({ caller, told }: Listener, id: ResourceId): Promise<void> {
    if ((await ports.chart().seenAmong(caller(), [{ type: "Communication", id }])).size > 0) told();
  }

  return {
    listen(tenant, caller, told) {
      const all = listeners.get(tenant) ?? new Set();
      const listener = { caller, told };
      listeners.set(tenant, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(tenant);
      };
    },
    written(tenant, written) {
      const all = listeners.get(tenant);
      if (all === undefined) return;
      for (const { type, id, resource } of written) {
        if (type !== "Communication" || resource === undefined) continue;
        const codes = objectsIn(resource.meta?.["tag"]).flatMap((tag) =>
          tag["system"] === addressedSystem ? (textIn(tag["code"]) ?? []) : [],
        );
        for (const listener of all) {
          const own = addressesOf(listener.caller());
          if (codes.some((code) => own.has(code))) void tell(listener, id).catch(ports.onFailure);
        }
      }
    },
  };
}
