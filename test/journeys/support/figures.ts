import { randomUUID } from "node:crypto";
import type { FhirResource } from "../../../src/foundation/fhir/index.ts";
import { seededRandom } from "../../support/random.ts";

const billing = "urn:wardbook:billing:";
const dayMilliseconds = 86_400_000;

export interface FiguresEntry {
  readonly fullUrl: string;
  readonly resource: FhirResource;
}

/** Four months of a clinic with two branches and three therapists, up to today: visits, money, packages and enquiries, as an import brings them.
 *  @param now milliseconds since 1970 @param name of one service, as a price list may have it */
export function monthsOfFigures(now: number, name: string, currency = "INR"): readonly FiguresEntry[] {
  const random = seededRandom(1);
  const entries: FiguresEntry[] = [];
  const put = (resource: { readonly resourceType: string } & Record<string, unknown>): string => {
    const fullUrl = `urn:uuid:${randomUUID()}`;
    entries.push({ fullUrl, resource: resource as unknown as FhirResource });
    return fullUrl;
  };
  const below = (most: number) => Math.floor(random() * most);
  const to = (reference: string) => ({ reference });
  const branches = ["Lake Road", "Harbour"].map((name) => put({ resourceType: "Location", name }));
  const therapists = ["Asha Rao", "Vikram Shetty", "Leila Haddad"].map((text, at) => {
    const practitioner = put({ resourceType: "Practitioner", name: [{ text }] });
    const branch = branches[at % 2] ?? "";
    put({
      resourceType: "PractitionerRole",
      practitioner: to(practitioner),
      location: [to(branch)],
      availableTime: [
        {
          daysOfWeek: ["mon", "tue", "wed", "thu", "fri"],
          availableStartTime: at === 2 ? "10:00:00" : "08:00:00",
          availableEndTime: at === 2 ? "19:00:00" : "16:00:00",
        },
      ],
    });
    return { practitioner, branch, from: at === 2 ? 10 : 8 };
  });
  const patients = Array.from({ length: 40 }, (_, at) =>
    put({ resourceType: "Patient", name: [{ family: `Quill${at}`, given: ["Robin"] }], birthDate: "1970-01-01" }),
  );
  const money = (value: number) => ({ value, currency });
  const invoice = (
    at: Date,
    patient: string,
    branch: string,
    lines: readonly { charge: string; display: string; net: number }[],
  ) => {
    const net = lines.reduce((all, one) => all + one.net, 0);
    return put({
      resourceType: "Invoice",
      status: "issued",
      type: { coding: [{ system: `${billing}invoice-type`, code: "invoice" }] },
      subject: to(patient),
      date: at.toISOString(),
      extension: [{ url: `${billing}branch`, valueReference: to(branch) }],
      lineItem: lines.map(({ charge, display, net: of }) => ({
        chargeItemReference: { ...to(charge), display },
        priceComponent: [{ type: "base", amount: money(of) }],
      })),
      totalNet: money(net),
      totalGross: money(net),
    });
  };
  const charge = (at: Date, patient: string, text: string, more: object = {}) =>
    put({
      resourceType: "ChargeItem",
      status: "billed",
      code: { text },
      subject: to(patient),
      occurrenceDateTime: at.toISOString(),
      ...more,
    });
  const services = ["Consultation", "Physiotherapy", name] as const;

  for (let day = Math.floor(now / dayMilliseconds) - 125; day * dayMilliseconds < now - dayMilliseconds; day += 1) {
    if ([0, 6].includes(new Date(day * dayMilliseconds).getUTCDay())) continue;
    for (const { practitioner, branch, from } of therapists) {
      for (let hour = from; hour < from + 8; hour += 1) {
        // Mornings are fuller than afternoons.
        if (random() > (hour < 12 ? 0.85 : 0.45)) continue;
        const start = new Date(day * dayMilliseconds + hour * 3_600_000);
        const patient = patients[below(patients.length)] ?? "";
        const fate = random();
        const status = fate < 0.06 ? "noshow" : fate < 0.16 ? "cancelled" : "fulfilled";
        const waited = 2 + below(below(4) === 0 ? 45 : 14);
        const code = fate < 0.12 ? "pat" : "prov";
        const appointment = put({
          resourceType: "Appointment",
          status,
          start: start.toISOString(),
          end: new Date(start.getTime() + 3_600_000).toISOString(),
          ...(status === "cancelled"
            ? {
                cancelationReason: {
                  coding: [{ system: "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason", code }],
                },
              }
            : {}),
          ...(status === "fulfilled"
            ? {
                extension: [
                  {
                    url: "urn:wardbook:arrived-at",
                    valueInstant: new Date(start.getTime() - waited * 60_000).toISOString(),
                  },
                  { url: "urn:wardbook:started-at", valueInstant: start.toISOString() },
                ],
              }
            : {}),
          participant: [patient, practitioner, branch].map((actor) => ({ actor: to(actor), status: "accepted" })),
        });
        if (status !== "fulfilled" || random() > 0.6) continue;
        const display = services[below(services.length)] ?? "";
        const of = charge(start, patient, display, {
          extension: [{ url: `${billing}appointment`, valueReference: to(appointment) }],
        });
        invoice(start, patient, branch, [{ charge: of, display, net: 400 + 50 * below(9) }]);
      }
    }
    if (day % 3 === 0) {
      const [at, patient, branch] = [
        new Date(day * dayMilliseconds + 39_600_000),
        patients[below(40)] ?? "",
        branches[below(2)] ?? "",
      ];
      const sold = charge(at, patient, "Ten sessions");
      const price = invoice(at, patient, branch, [{ charge: sold, display: "Ten sessions", net: 4_000 }]);
      const account = put({
        resourceType: "Account",
        status: "active",
        name: "Ten sessions",
        type: { coding: [{ system: `${billing}account-type`, code: "package" }] },
        subject: [to(patient)],
        extension: [
          { url: `${billing}sessions`, valuePositiveInt: 10 },
          { url: `${billing}invoice`, valueReference: to(price) },
        ],
      });
      for (let session = 1; session <= 10 && at.getTime() + session * 5 * dayMilliseconds < now; session += 1)
        charge(new Date(at.getTime() + session * 5 * dayMilliseconds), patient, "Session", {
          status: "not-billable",
          account: [to(account)],
          extension: [{ url: `${billing}session`, valuePositiveInt: session }],
        });
      put({
        resourceType: "Task",
        status: random() < 0.5 ? "completed" : "requested",
        intent: "proposal",
        code: { coding: [{ system: "urn:wardbook:task", code: "enquiry" }] },
        authoredOn: at.toISOString(),
        for: to(patients[below(40)] ?? ""),
        requester: to("#asker"),
        contained: [{ resourceType: "Patient", id: "asker", name: [{ family: "Asker" }] }],
        extension: [
          { url: "urn:wardbook:enquiry-source", valueCode: ["phone", "walk-in", "web"][below(3)] ?? "phone" },
        ],
      });
    }
  }
  return entries;
}
