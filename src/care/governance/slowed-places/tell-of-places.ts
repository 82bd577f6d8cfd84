import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { clockActor } from "../act.ts";
import type { GovernancePorts } from "../ports.ts";
import { gatherTask } from "../tasks/open-task.ts";
import { placeSentence, slowedTitle } from "./place-words.ts";

/** What the one task is about that gathers them all. */
const allSlowedPlaces = "510dedac-e500-4000-8000-000000000000";
const day = 24 * 3600_000;

/** Puts places that were slowed on the officers' list and into the ledger, each once for each time that it happens. While their task is
 *  open it says how many attempts there have been so far. */
export async function tellOfPlaces(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const { slowedPlaces, now } = ports;
  const at = now();
  await slowedPlaces.sweep(tx, tenant, at);
  const places = await slowedPlaces.recent(tenant);
  if (places.length === 0) return;
  const fresh = places.filter(({ isTold }) => !isTold);
  await slowedPlaces.told(tx, tenant, fresh, at);
  for (const place of fresh)
    await ports.record(tx, tenant, {
      action: "place-slowed",
      at,
      actor: clockActor,
      why: "attempts from one place are slowed after twenty on names that are new there",
      detail: placeSentence(place),
    });
  const known = new Map(places.map((place) => [place.id, place]));
  await gatherTask(ports, tx, tenant, {
    kind: "slowed-places",
    about: allSlowedPlaces,
    more: fresh.map(({ id }) => id),
    title(all) {
      const named = all.flatMap((id) => known.get(id) ?? []).toSorted((a, b) => b.attempts - a.attempts);
      return slowedTitle(named, all.length - named.length);
    },
    dueAt: at + day,
  });
}
