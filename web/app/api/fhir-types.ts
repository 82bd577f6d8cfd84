import type { Meta } from "../../ui/clinical/fhir-types.ts";

export type {
  Address,
  Appointment,
  AppointmentStatus,
  CodeableConcept,
  Coding,
  ContactPoint,
  HumanName,
  Identifier,
  Patient,
  Period,
  Reference,
} from "../../ui/clinical/fhir-types.ts";

/** Any resource, as far as all have it. */
export type Resource = { readonly resourceType: string; readonly id?: string; readonly meta?: Meta };

export type Bundle<T extends Resource = Resource> = Resource & {
  readonly resourceType: "Bundle";
  readonly type?: string;
  readonly total?: number;
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly {
    readonly fullUrl?: string;
    readonly resource?: T;
    readonly search?: { readonly mode?: string };
  }[];
};
