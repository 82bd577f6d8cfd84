import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import { enquiryCode, extensionUrl } from "./vocabulary.ts";

/** How an enquiry reached the organisation. */
export const enquirySources = ["telephone", "walk-in", "web", "referral"] as const;
export type EnquirySource = (typeof enquirySources)[number];

export function isEnquirySource(text: unknown): text is EnquirySource {
  return (enquirySources as readonly unknown[]).includes(text);
}

/** Somebody asked for something. What wasn't said is left out. */
export interface NewEnquiry {
  readonly source: EnquirySource;
  /** Their whole name, as it was said or typed. */
  readonly name: string;
  readonly family?: string | undefined;
  readonly given?: string | undefined;
  /** "1948-03-12" */
  readonly birthDate?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** What they ask for, in their words. */
  readonly asks?: string | undefined;
  /** Who sent them. */
  readonly referredBy?: string | undefined;
  /** When they asked, in milliseconds since 1970. */
  readonly askedAt: number;
}

/** The Task of a new enquiry, as `enquiryRule` takes it: who asked is contained in it, and no patient yet. */
export function newEnquiry(asked: NewEnquiry): FhirResource {
  const { source, name, family, given, birthDate, phone, email, asks, referredBy, askedAt } = asked;
  const telecom: JsonObject[] = [
    ...(phone === undefined ? [] : [{ system: "phone", value: phone }]),
    ...(email === undefined ? [] : [{ system: "email", value: email }]),
  ];
  const person: JsonObject = {
    resourceType: "Patient",
    id: "person",
    name: [
      {
        text: name,
        ...(family === undefined ? {} : { family }),
        ...(given === undefined ? {} : { given: given.split(/\s+/).filter((word) => word !== "") }),
      },
    ],
    ...(telecom.length === 0 ? {} : { telecom }),
    ...(birthDate === undefined ? {} : { birthDate }),
  };
  return {
    resourceType: "Task",
    contained: [person],
    extension: [
      { url: extensionUrl.enquirySource, valueCode: source },
      ...(referredBy === undefined ? [] : [{ url: extensionUrl.referredBy, valueString: referredBy }]),
    ],
    status: "requested",
    intent: "proposal",
    code: { coding: [{ ...enquiryCode }] },
    ...(asks === undefined ? {} : { description: asks }),
    authoredOn: new Date(askedAt).toISOString(),
    requester: { reference: "#person" },
  };
}
