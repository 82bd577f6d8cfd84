import { type FhirResource, parseStoredText, parseSearch } from "../../../foundation/fhir/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { type ClaimingType, claimingTypes, isClaimingType } from "../claims/claims-of.ts";
import type { RecordSource, SourceMatch, SourceVersion } from "./record-source.ts";
import type { TenantSnapshot } from "./tenant-snapshot.ts";

/** So few at a time that others get their turn between. */
const pageLength = 500;
const day = 86_400_000;

/** Longest time after an appointment that an organisation may choose; older ones say nothing any more. */
export const longestAfterAppointmentDays = 365;

/** What has to be read of each type: of those that pass, only what may still count. */
function wanted(type: ClaimingType, now: number): readonly (readonly [string, string])[] {
  switch (type) {
    case "Encounter":
      return [["status", "arrived,triaged,in-progress,onleave"]];
    case "Appointment":
      return [["date", `ge${new Date(now - longestAfterAppointmentDays * day).toISOString().slice(0, 10)}`]];
    case "Consent":
    case "Organization":
    case "Location":
    case "PractitionerRole":
    case "CareTeam":
    case "RelatedPerson":
    case "Patient":
      return [];
  }
}

export function putVersion(snapshot: TenantSnapshot, version: SourceVersion): void {
  if (!isClaimingType(version.type)) return;
  if ((snapshot.versionOf(version.id) ?? 0) >= version.version) return;
  const resource = version.deleted ? undefined : (parseStoredText(version.body.toString()) as FhirResource);
  snapshot.put({ type: version.type, id: version.id, version: version.version, resource });
}

/** Reads everything that counts into the snapshot. Versions that come in meanwhile may be put in at the same time. */
export async function loadSnapshot(
  source: RecordSource,
  tenant: TenantId,
  snapshot: TenantSnapshot,
  now: number,
): Promise<void> {
  for (const type of claimingTypes) {
    if (type === "Consent") await loadConsents(source, tenant, snapshot);
    else await loadType(source, tenant, snapshot, { type, now });
  }
}

/** From the versions themselves. The search index, which is derived, could be set back by whoever can write to it; what it hides of
 *  the other types only takes access away. */
async function loadConsents(source: RecordSource, tenant: TenantId, snapshot: TenantSnapshot): Promise<void> {
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = await source.historyBefore(tenant, { types: ["Consent"], from: 0, before, limit: pageLength });
    for (const version of page) putVersion(snapshot, version);
    const last = page.at(-1);
    if (last === undefined || page.length < pageLength) return;
    before = last.position;
  }
}

function whole(version: SourceVersion): SourceMatch {
  return { version, resource: parseStoredText(version.body.toString()) as FhirResource };
}

async function loadType(
  source: RecordSource,
  tenant: TenantId,
  snapshot: TenantSnapshot,
  { type, now }: { readonly type: ClaimingType; readonly now: number },
): Promise<void> {
  const { filters } = parseSearch(type, wanted(type, now));
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = await source.search(tenant, { type, filters, see: whole, from: 0, before, limit: pageLength });
    for (const { version, resource } of page)
      snapshot.put({ type, id: version.id, version: version.version, resource });
    const last = page.at(-1);
    if (last === undefined || page.length < pageLength) return;
    before = last.version.position;
  }
}
