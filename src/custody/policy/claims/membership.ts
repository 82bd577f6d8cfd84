import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { isUuid } from "../../../foundation/kernel/index.ts";
import { idIn, objectsAt } from "../json.ts";
import { stretchOf } from "../stretch.ts";
import type { Claims } from "./claims.ts";
import { weeklyTimeOf } from "./weekly-time.ts";

/**
 * What a PractitionerRole says of its practitioner: where they work, and by `availableTime` when. That is the rota: a shift is the
 * part of the week in which they are available at these places, less `notAvailable`.
 */
export function claimsOfPractitionerRole(resource: FhirResource, timeZone: string): Claims {
  const practitioner = idIn(resource["practitioner"], "Practitioner");
  const period = resource["period"];
  const lasts = period === undefined ? {} : stretchOf(period, timeZone);
  if (resource["active"] !== true || practitioner === undefined || lasts === undefined || resource.id === undefined)
    return {};
  const organisation = idIn(resource["organization"], "Organization");
  const locations = objectsAt(resource["location"]).flatMap((location) => idIn(location, "Location") ?? []);
  const rota = objectsAt(resource["availableTime"]).map(weeklyTimeOf);
  const away = objectsAt(resource["notAvailable"]).map(({ during }) =>
    during === undefined ? {} : stretchOf(during, timeZone),
  );
  return {
    membership: {
      practitioner: `Practitioner/${practitioner}`,
      references: [
        `PractitionerRole/${resource.id}`,
        ...(organisation === undefined ? [] : [`Organization/${organisation}`]),
        ...locations.map((id) => `Location/${id}`),
      ],
      facilities: [...(organisation === undefined ? [] : [organisation]), ...locations].filter(isUuid),
      rota: rota.filter((time) => time !== undefined),
      // An absence that can't be read is one without an end.
      away: away.map((stretch) => stretch ?? {}),
      ...lasts,
    },
  };
}
