import { type Made, branches, id, instant, patients, therapists, visitRow } from "./invented-clinic.ts";

const url = "urn:wardbook:billing:";
const money = (cents: number) => ({ value: cents / 100, currency: "INR" });
const reference = (type: string, to: string) => ({ reference: `${type}/${to}` });
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });

/** The clinic as FHIR records, by type. */
export function recordsOf({ visits, invoices, enquiries }: Made): Record<string, object[]> {
  const rows = visits.map(visitRow);
  const made: Record<string, object[]> = {
    Location: branches.flatMap((branch, at) => [
      { resourceType: "Location", id: branch, name: `Branch ${at}` },
      { resourceType: "Location", id: id(2, at), name: `Room ${at}`, partOf: reference("Location", branch) },
    ]),
    HealthcareService: [],
    Slot: [],
    PractitionerRole: therapists.map((one, at) => ({
      resourceType: "PractitionerRole",
      id: id(9, at),
      practitioner: { ...reference("Practitioner", one.id), display: `Therapist ${at}` },
      location: [reference("Location", one.branch)],
      availableTime: [
        {
          daysOfWeek: ["mon", "tue", "wed", "thu", "fri", "sun"],
          availableStartTime: `${String(one.from).padStart(2, "0")}:00:00`,
          availableEndTime: `${one.until}:30:00`,
        },
      ],
    })),
    Appointment: rows.map((one, at) => ({
      resourceType: "Appointment",
      id: one.id,
      status: one.status,
      start: new Date(one.start).toISOString(),
      end: new Date(one.end).toISOString(),
      ...(one.reason === undefined
        ? {}
        : {
            cancelationReason: coded(
              "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason",
              one.reason,
            ),
          }),
      extension: [
        ...(one.arrived === undefined
          ? []
          : [{ url: "urn:wardbook:arrived-at", valueInstant: new Date(one.arrived).toISOString() }]),
        ...(one.started === undefined
          ? []
          : [{ url: "urn:wardbook:started-at", valueInstant: new Date(one.started).toISOString() }]),
      ],
      participant: [
        { actor: reference("Patient", one.patient) },
        { actor: reference("Practitioner", one.therapist) },
        // Every other one in a room of its branch, which then says which branch it is.
        { actor: reference("Location", at % 2 === 0 ? one.branch : id(2, branches.indexOf(one.branch))) },
      ],
    })),
    ChargeItem: [],
    Invoice: [],
    Account: [],
    PaymentNotice: [],
    Task: enquiries.map((one, at) => ({
      resourceType: "Task",
      id: id(10, at),
      status: one.status,
      authoredOn: new Date(instant(one.day)).toISOString(),
      extension: [{ url: "urn:wardbook:enquiry-source", valueCode: one.source }],
    })),
  };
  for (const [at, one] of invoices.entries()) {
    const patient = reference("Patient", patients[one.patient] ?? "");
    const branch = { url: `${url}branch`, valueReference: reference("Location", branches[one.branch] ?? "") };
    const lines = (sign: number) =>
      one.cents.map((cents, index) => ({
        chargeItemReference: { ...reference("ChargeItem", id(6, at * 10 + index)), display: `Service ${index}` },
        priceComponent: [
          { type: "base", amount: money(sign * cents) },
          ...(index === 0 ? [{ type: "tax", amount: money(sign * one.tax) }] : []),
        ],
      }));
    const net = one.cents.reduce((all, cents) => all + cents, 0);
    const invoice = (sign: number, more: object[]) => ({
      resourceType: "Invoice",
      status: sign > 0 ? one.status : "issued",
      type: coded(`${url}invoice-type`, sign > 0 ? "invoice" : "credit-note"),
      subject: patient,
      date: new Date(instant(one.day)).toISOString(),
      extension: [branch, ...more],
      lineItem: lines(sign),
      totalNet: money(sign * net),
      totalGross: money(sign * (net + one.tax)),
    });
    made["Invoice"]?.push({ ...invoice(1, []), id: id(7, at * 10) });
    if (one.isCredited)
      made["Invoice"]?.push({
        ...invoice(-1, [{ url: `${url}credits`, valueReference: reference("Invoice", id(7, at * 10)) }]),
        id: id(7, at * 10 + 1),
      });
    for (const index of one.cents.keys())
      made["ChargeItem"]?.push({
        resourceType: "ChargeItem",
        id: id(6, at * 10 + index),
        status: "billed",
        code: { text: `Service ${index}` },
        subject: patient,
        occurrenceDateTime: new Date(instant(one.day)).toISOString(),
        extension:
          one.visit === null || rows.length === 0
            ? []
            : [
                {
                  url: `${url}appointment`,
                  valueReference: reference("Appointment", rows[one.visit % rows.length]?.id ?? ""),
                },
              ],
      });
    made["PaymentNotice"]?.push({
      resourceType: "PaymentNotice",
      id: id(8, at),
      status: one.isReceived ? "active" : "draft",
      created: new Date(instant(one.day)).toISOString(),
      amount: money(one.paid + (one.isRefund ? 0 : one.advance)),
      extension: [
        branch,
        { url: `${url}patient`, valueReference: patient },
        ...(one.isRefund
          ? [{ url: `${url}kind`, valueCode: "refund" }]
          : [["cash", one.paid] as const, ["advance", one.advance] as const].map(([method, cents]) => ({
              url: `${url}part`,
              extension: [
                { url: "method", valueCode: method },
                { url: "amount", valueMoney: money(cents) },
              ],
            }))),
      ],
    });
    if (one.sessions === null) continue;
    const account = (own: number, sessions: number, more: object[]) => ({
      resourceType: "Account",
      id: id(11, at * 10 + own),
      status: "active",
      type: coded(`${url}account-type`, "package"),
      subject: [patient],
      ...(one.until === undefined ? {} : { servicePeriod: { end: one.until } }),
      extension: [{ url: `${url}sessions`, valuePositiveInt: sessions }, ...more],
    });
    const sold = { url: `${url}invoice`, valueReference: reference("Invoice", id(7, at * 10)) };
    const passed = one.passedOn && one.sessions > 1 ? 1 : 0;
    made["Account"]?.push(account(0, one.sessions - passed, [sold]));
    if (passed === 1)
      made["Account"]?.push(
        account(1, 1, [{ url: `${url}transferred-from`, valueReference: reference("Account", id(11, at * 10)) }]),
      );
    for (const [index, day] of one.used.slice(0, one.sessions).entries())
      made["ChargeItem"]?.push({
        resourceType: "ChargeItem",
        id: id(12, at * 100 + index),
        status: "not-billable",
        code: { text: "Session" },
        subject: patient,
        account: [reference("Account", id(11, at * 10 + (index === 0 ? passed : 0)))],
        occurrenceDateTime: new Date(instant(day)).toISOString(),
        extension: [{ url: `${url}session`, valuePositiveInt: index + 1 }],
      });
  }
  return made;
}
