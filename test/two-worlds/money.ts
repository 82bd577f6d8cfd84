import { type Made, type Making, made } from "./making.ts";
import { type Random, below, chance, oneOf } from "./random.ts";
import { dates, reasons } from "./vocabulary.ts";

// What was charged, paid and agreed, and messages between colleagues: desks and billers see it without what it says of why.

const own = "urn:wardbook:billing:";
const currency = "INR";
const money = (value: number) => ({ value, currency });
const said = (name: string, value: object) => ({ url: `${own}${name}`, ...value });
const subjectOf = ({ patient }: Making) => ({ reference: `Patient/${patient}` });
const branchOf = ({ clinic }: Making) => said("branch", { valueReference: { reference: `Location/${clinic.branch}` } });

/** The patient's own account, by which payments are found. */
export function ownAccount(random: Random, id: string, patient: string): Made {
  return made({
    resourceType: "Account",
    id,
    status: "active",
    type: { coding: [{ system: `${own}account-type`, code: "patient" }] },
    subject: [{ reference: `Patient/${patient}` }],
    ...wordsOfMoney("Account", random),
  });
}

function aPackage(random: Random, making: Making): Made {
  return made({
    resourceType: "Account",
    id: making.id,
    extension: [said("sessions", { valuePositiveInt: 3 + below(random, 8) })],
    status: oneOf(random, ["active", "active", "on-hold"]),
    type: { coding: [{ system: `${own}account-type`, code: "package" }] },
    name: "Ten of physiotherapy",
    subject: [subjectOf(making)],
    ...wordsOfMoney("Account", random),
  });
}

function anInvoice(random: Random, making: Making): Made {
  const value = 100 * (1 + below(random, 4));
  const isDraft = chance(random, 0.25);
  return made({
    resourceType: "Invoice",
    id: making.id,
    extension: [branchOf(making)],
    ...(isDraft ? {} : { identifier: [{ system: `${own}invoice-number`, value: `OLD-${below(random, 1_000)}` }] }),
    status: isDraft ? "draft" : "issued",
    type: { coding: [{ system: `${own}invoice-type`, code: "invoice" }] },
    subject: subjectOf(making),
    date: `${oneOf(random, dates)}T10:00:00Z`,
    lineItem: [
      {
        chargeItemCodeableConcept: { text: "Session" },
        priceComponent: [{ type: "base", amount: money(value) }],
      },
    ],
    totalNet: money(value),
    totalGross: money(value),
    ...wordsOfMoney("Invoice", random),
  });
}

function aCharge(random: Random, making: Making): Made {
  return made({
    resourceType: "ChargeItem",
    id: making.id,
    status: oneOf(random, ["billable", "planned"]),
    code: { text: "Session" },
    subject: subjectOf(making),
    occurrenceDateTime: oneOf(random, dates),
    ...wordsOfMoney("ChargeItem", random),
  });
}

function aPayment(random: Random, making: Making): Made {
  const amount = money(50 * (1 + below(random, 4)));
  const isAsked = chance(random, 0.3);
  return made({
    resourceType: "PaymentNotice",
    id: making.id,
    extension: [
      said("patient", { valueReference: subjectOf(making) }),
      branchOf(making),
      said("part", {
        extension: [
          { url: "method", valueCode: "cash" },
          { url: "amount", valueMoney: amount },
        ],
      }),
      ...(isAsked ? [said("kind", { valueCode: "refund" }), said("reason", { valueString: "paid twice" })] : []),
    ],
    status: isAsked ? "draft" : "active",
    ...(making.others.length === 0 ? {} : { request: { reference: `Account/${oneOf(random, making.others)}` } }),
    created: `${oneOf(random, dates)}T10:00:00Z`,
    payment: { display: "cash" },
    recipient: { display: "the clinic" },
    amount,
  });
}

function aCoverage(random: Random, making: Making): Made {
  return made({
    resourceType: "Coverage",
    id: making.id,
    status: "active",
    beneficiary: subjectOf(making),
    payor: [{ display: oneOf(random, ["A fund", "Another fund"]) }],
    subscriberId: `S${below(random, 6)}`,
  });
}

/** A message between colleagues, for somebody's role. */
function aMessage(random: Random, making: Making): Made {
  return made({
    resourceType: "Communication",
    id: making.id,
    meta: {
      tag: [{ system: "urn:wardbook:for", code: oneOf(random, ["role:front-desk", "role:owner", "everybody"]) }],
    },
    status: "completed",
    category: [
      { coding: [{ system: "urn:wardbook:staff-message", code: "message" }] },
      { coding: [{ system: "urn:wardbook:staff-message", code: "about-patient" }] },
    ],
    subject: subjectOf(making),
    topic: { text: "A question" },
    sent: `${oneOf(random, dates)}T11:00:00Z`,
    sender: { reference: `Practitioner/${making.practitioner}` },
    payload: [{ contentString: "Who sees them next?" }],
  });
}

/** What money says of why, by type: nobody sees it who only bills. */
const why: Readonly<Record<string, (random: Random) => Record<string, unknown>>> = {
  Account: (random) => ({ description: oneOf(random, reasons) }),
  ChargeItem: (random) => ({
    reason: [{ text: oneOf(random, reasons) }],
    ...(chance(random, 0.5) ? { note: [{ text: oneOf(random, reasons) }] } : {}),
  }),
  Invoice: (random) => ({ note: [{ text: oneOf(random, reasons) }] }),
};

export function wordsOfMoney(type: string, random: Random): Record<string, unknown> {
  return chance(random, 0.6) ? (why[type]?.(random) ?? {}) : {};
}

/** The same record of money with other words of why, or none. */
export function withOtherWords(random: Random, resource: Made): Made {
  const { resourceType } = resource;
  if (why[resourceType] === undefined) return resource;
  const { description: _description, reason: _reason, note: _note, ...rest } = resource;
  return made({ ...rest, ...wordsOfMoney(resourceType, random) });
}

export const moneyMakers = [aPackage, anInvoice, anInvoice, aCharge, aPayment, aCoverage, aMessage];
export const moneyTypes: ReadonlySet<string> = new Set([
  "Account",
  "ChargeItem",
  "Communication",
  "Coverage",
  "Invoice",
  "PaymentNotice",
]);
