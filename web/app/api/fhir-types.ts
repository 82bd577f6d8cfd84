/** The parts of FHIR R4 that the screens read. Every field is optional as in FHIR: a screen says "not recorded" for what is absent. */
export type Resource = {
  readonly resourceType: string;
  readonly id?: string;
  readonly meta?: {
    readonly versionId?: string;
    readonly lastUpdated?: string;
    readonly profile?: readonly string[];
    readonly security?: readonly Coding[];
  };
};

export type Coding = { readonly system?: string; readonly code?: string; readonly display?: string };
export type CodeableConcept = { readonly coding?: readonly Coding[]; readonly text?: string };
export type Reference = { readonly reference?: string; readonly display?: string; readonly type?: string };
export type Period = { readonly start?: string; readonly end?: string };
export type Identifier = {
  readonly use?: string;
  readonly type?: CodeableConcept;
  readonly system?: string;
  readonly value?: string;
};
export type HumanName = {
  readonly use?: string;
  readonly text?: string;
  readonly family?: string;
  readonly given?: readonly string[];
  readonly prefix?: readonly string[];
  readonly suffix?: readonly string[];
  readonly period?: Period;
};
export type Address = {
  readonly use?: string;
  readonly text?: string;
  readonly line?: readonly string[];
  readonly city?: string;
  readonly district?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
};
export type ContactPoint = { readonly system?: string; readonly value?: string; readonly use?: string };

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

export type Patient = Resource & {
  readonly resourceType: "Patient";
  readonly active?: boolean;
  readonly identifier?: readonly Identifier[];
  readonly name?: readonly HumanName[];
  readonly telecom?: readonly ContactPoint[];
  readonly gender?: "male" | "female" | "other" | "unknown";
  readonly birthDate?: string;
  readonly deceasedBoolean?: boolean;
  readonly deceasedDateTime?: string;
  readonly address?: readonly Address[];
};

export type AppointmentStatus =
  | "proposed"
  | "pending"
  | "booked"
  | "arrived"
  | "fulfilled"
  | "cancelled"
  | "noshow"
  | "entered-in-error"
  | "checked-in"
  | "waitlist";

export type Appointment = Resource & {
  readonly resourceType: "Appointment";
  readonly status: AppointmentStatus;
  readonly serviceType?: readonly CodeableConcept[];
  readonly appointmentType?: CodeableConcept;
  readonly reasonCode?: readonly CodeableConcept[];
  readonly description?: string;
  readonly comment?: string;
  readonly start?: string;
  readonly end?: string;
  readonly minutesDuration?: number;
  readonly participant?: readonly {
    readonly actor?: Reference;
    readonly status?: string;
    readonly type?: readonly CodeableConcept[];
  }[];
};
