import type { Directory, Happening } from "./population.ts";
import { type Made, made } from "./making.ts";
import { type Random, oneOf } from "./random.ts";
import { days, families, reasons } from "./vocabulary.ts";

const open = { daysOfWeek: ["mon", "tue", "wed", "thu", "fri"] };

/** Somebody who isn't a patient yet asked for something at a branch. */
export function anEnquiry(random: Random, id: string, branch: string): Made {
  return made({
    resourceType: "Task",
    id,
    contained: [{ resourceType: "Patient", id: "person", name: [{ text: oneOf(random, families) }] }],
    extension: [{ url: "urn:wardbook:enquiry-source", valueCode: "telephone" }],
    status: "requested",
    intent: "proposal",
    code: { coding: [{ system: "urn:wardbook:task", code: "enquiry" }] },
    description: oneOf(random, reasons),
    authoredOn: "2026-05-30T09:00:00Z",
    requester: { reference: "#person" },
    location: { reference: `Location/${branch}` },
  });
}

/** A time that is kept for who asked for it on the public page. Nobody is had at it: that a time is taken is told by design. */
export function aHold(
  random: Random,
  id: string,
  { kind, branch }: { readonly kind: string; readonly branch: string },
): Made {
  const at = `${oneOf(random, days)}T15`;
  return made({
    resourceType: "Appointment",
    id,
    extension: [{ url: "urn:wardbook:held-until", valueInstant: "2026-09-01T23:00:00Z" }],
    status: "pending",
    appointmentType: { coding: [{ system: "urn:wardbook:appointment-type", code: "held-for-public" }] },
    start: `${at}:00:00Z`,
    end: `${at}:30:00Z`,
    created: "2026-05-30T09:00:00Z",
    participant: [`HealthcareService/${kind}`, `Location/${branch}`].map((reference) => ({
      actor: { reference },
      status: "accepted",
    })),
  });
}

/** The branches, room, kind, price and therapist that every world has, and what waits at the branch for its desk. */
export function clinicOf({ facilities, clinic }: Directory, random: Random): readonly Made[] {
  const { branch, otherBranch, room, kind, therapist, role, price, enquiry, hold } = clinic;
  const of = (facility: string) => ({ managingOrganization: { reference: `Organization/${facility}` } });
  return [
    made({ resourceType: "Location", id: branch, name: "Lake Road", ...of(facilities[0]) }),
    made({ resourceType: "Location", id: otherBranch, name: "Hill Street", ...of(facilities[1]) }),
    made({ resourceType: "Location", id: room, name: "Gym", partOf: { reference: `Location/${branch}` } }),
    made({ resourceType: "HealthcareService", id: kind, active: true, name: "Consultation" }),
    made({ resourceType: "Practitioner", id: therapist, name: [{ family: "Rao" }] }),
    made({
      resourceType: "PractitionerRole",
      id: role,
      practitioner: { reference: `Practitioner/${therapist}` },
      location: [{ reference: `Location/${branch}` }],
      availableTime: [{ ...open, availableStartTime: "08:00:00", availableEndTime: "17:00:00" }],
    }),
    made({
      resourceType: "ChargeItemDefinition",
      id: price,
      url: "urn:wardbook:billing:price:SES",
      title: "Session",
      status: "active",
      extension: [
        {
          url: "urn:wardbook:billing:kind-of-appointment",
          valueReference: { reference: `HealthcareService/${kind}` },
        },
      ],
      code: { coding: [{ system: "urn:wardbook:billing:price", code: "SES" }] },
      propertyGroup: [{ priceComponent: [{ type: "base", amount: { value: 100, currency: "INR" } }] }],
    }),
    anEnquiry(random, enquiry, branch),
    aHold(random, hold, { kind, branch }),
  ];
}

/** What waits at the other branch, in this world: some of it under doubtful ids. */
export function waitingElsewhere(
  { clinic }: Directory,
  { random, ids, from }: { readonly random: Random; readonly ids: readonly string[]; readonly from: number },
): readonly Happening[] {
  const put = (id: string, index: number): Happening => {
    const at = { kind: clinic.kind, branch: clinic.otherBranch };
    const resource = index % 2 === 0 ? anEnquiry(random, id, clinic.otherBranch) : aHold(random, id, at);
    return { at: from + index * 60_000, kind: "put", resource };
  };
  return ids.filter(() => random() < 0.5).map(put);
}
