/** The parts of FHIR R4 that the screens read. Everything is optional: a resource made elsewhere may lack any of it. */
export type Coding = {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
  readonly userSelected?: boolean;
};
export type CodeableConcept = { readonly coding?: readonly Coding[]; readonly text?: string };
export type Reference = {
  readonly reference?: string;
  readonly display?: string;
  readonly type?: string;
  readonly identifier?: { readonly system?: string; readonly value?: string };
};
export type Period = { readonly start?: string; readonly end?: string };
export type Quantity = {
  readonly value?: number;
  readonly comparator?: string;
  readonly unit?: string;
  readonly code?: string;
  readonly system?: string;
};
export type Range = { readonly low?: Quantity; readonly high?: Quantity };
export type Ratio = { readonly numerator?: Quantity; readonly denominator?: Quantity };
export type Identifier = {
  readonly system?: string;
  readonly value?: string;
  readonly use?: string;
  readonly type?: CodeableConcept;
};
export type Annotation = {
  readonly text?: string;
  readonly time?: string;
  readonly authorString?: string;
  readonly authorReference?: Reference;
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
export type Extension = {
  readonly url: string;
  readonly valueString?: string;
  readonly valueCode?: string;
  readonly valueCoding?: Coding;
  readonly valueCodeableConcept?: CodeableConcept;
  readonly valueReference?: Reference;
  readonly valueInstant?: string;
  readonly extension?: readonly Extension[];
};
export type Meta = {
  readonly versionId?: string;
  readonly lastUpdated?: string;
  readonly profile?: readonly string[];
  readonly security?: readonly Coding[];
  readonly tag?: readonly Coding[];
};

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
    readonly response?: { readonly location?: string };
  }[];
};

type Base<T extends string> = {
  readonly resourceType: T;
  readonly id?: string;
  readonly meta?: Meta;
  readonly extension?: readonly Extension[];
};

export type Patient = Base<"Patient"> & {
  readonly identifier?: readonly Identifier[];
  readonly name?: readonly HumanName[];
  readonly gender?: "male" | "female" | "other" | "unknown";
  readonly birthDate?: string;
  readonly deceasedBoolean?: boolean;
  readonly deceasedDateTime?: string;
  readonly address?: readonly Address[];
  readonly telecom?: readonly ContactPoint[];
  readonly active?: boolean;
  readonly link?: readonly { readonly other?: Reference; readonly type?: string }[];
  readonly photo?: readonly { readonly contentType?: string; readonly data?: string; readonly url?: string }[];
  readonly communication?: readonly { readonly language?: CodeableConcept; readonly preferred?: boolean }[];
  readonly contact?: readonly {
    readonly relationship?: readonly CodeableConcept[];
    readonly name?: HumanName;
    readonly telecom?: readonly ContactPoint[];
  }[];
};

export type Coverage = Base<"Coverage"> & {
  readonly status: "active" | "cancelled" | "draft" | "entered-in-error";
  readonly beneficiary?: Reference;
  readonly subscriberId?: string;
  readonly payor?: readonly Reference[];
};

export type AllergyIntolerance = Base<"AllergyIntolerance"> & {
  readonly clinicalStatus?: CodeableConcept;
  readonly verificationStatus?: CodeableConcept;
  readonly type?: string;
  readonly category?: readonly string[];
  readonly criticality?: string;
  readonly code?: CodeableConcept;
  readonly onsetDateTime?: string;
  readonly recordedDate?: string;
  readonly recorder?: Reference;
  readonly lastOccurrence?: string;
  readonly note?: readonly Annotation[];
  readonly reaction?: readonly {
    readonly substance?: CodeableConcept;
    readonly manifestation?: readonly CodeableConcept[];
    readonly description?: string;
    readonly onset?: string;
    readonly severity?: string;
  }[];
};

export type Condition = Base<"Condition"> & {
  readonly clinicalStatus?: CodeableConcept;
  readonly verificationStatus?: CodeableConcept;
  readonly category?: readonly CodeableConcept[];
  readonly severity?: CodeableConcept;
  readonly code?: CodeableConcept;
  readonly bodySite?: readonly CodeableConcept[];
  readonly onsetDateTime?: string;
  readonly onsetPeriod?: Period;
  readonly onsetString?: string;
  readonly abatementDateTime?: string;
  readonly abatementPeriod?: Period;
  readonly abatementString?: string;
  readonly recordedDate?: string;
  readonly recorder?: Reference;
  readonly note?: readonly Annotation[];
};

export type Timing = {
  readonly event?: readonly string[];
  readonly repeat?: {
    readonly boundsPeriod?: Period;
    readonly boundsDuration?: Quantity;
    readonly count?: number;
    readonly frequency?: number;
    readonly frequencyMax?: number;
    readonly period?: number;
    readonly periodMax?: number;
    readonly periodUnit?: string;
    readonly dayOfWeek?: readonly string[];
    readonly timeOfDay?: readonly string[];
    readonly when?: readonly string[];
    readonly offset?: number;
    readonly duration?: number;
    readonly durationUnit?: string;
  };
  readonly code?: CodeableConcept;
};

export type Dosage = {
  readonly sequence?: number;
  readonly text?: string;
  readonly patientInstruction?: string;
  readonly additionalInstruction?: readonly CodeableConcept[];
  readonly timing?: Timing;
  readonly asNeededBoolean?: boolean;
  readonly asNeededCodeableConcept?: CodeableConcept;
  readonly site?: CodeableConcept;
  readonly route?: CodeableConcept;
  readonly method?: CodeableConcept;
  readonly doseAndRate?: readonly {
    readonly doseQuantity?: Quantity;
    readonly doseRange?: Range;
    readonly rateQuantity?: Quantity;
    readonly rateRatio?: Ratio;
  }[];
  readonly maxDosePerPeriod?: Ratio;
};

export type Medication = Base<"Medication"> & {
  readonly code?: CodeableConcept;
  readonly form?: CodeableConcept;
  readonly ingredient?: readonly { readonly itemCodeableConcept?: CodeableConcept; readonly strength?: Ratio }[];
};

export type MedicationRequest = Base<"MedicationRequest"> & {
  readonly contained?: readonly Medication[];
  readonly status?: string;
  readonly statusReason?: CodeableConcept;
  readonly intent?: string;
  readonly medicationCodeableConcept?: CodeableConcept;
  readonly medicationReference?: Reference;
  readonly authoredOn?: string;
  readonly requester?: Reference;
  readonly reasonCode?: readonly CodeableConcept[];
  readonly dosageInstruction?: readonly Dosage[];
  readonly note?: readonly Annotation[];
  readonly dispenseRequest?: {
    readonly validityPeriod?: Period;
    readonly numberOfRepeatsAllowed?: number;
    readonly quantity?: Quantity;
  };
};

export type MedicationStatement = Base<"MedicationStatement"> & {
  readonly contained?: readonly Medication[];
  readonly status?: string;
  readonly medicationCodeableConcept?: CodeableConcept;
  readonly medicationReference?: Reference;
  readonly effectivePeriod?: Period;
  readonly effectiveDateTime?: string;
  readonly dateAsserted?: string;
  readonly informationSource?: Reference;
  readonly reasonCode?: readonly CodeableConcept[];
  readonly dosage?: readonly Dosage[];
  readonly note?: readonly Annotation[];
};

export type ReferenceRange = {
  readonly low?: Quantity;
  readonly high?: Quantity;
  readonly type?: CodeableConcept;
  readonly text?: string;
};

export type ObservationValue = {
  readonly valueQuantity?: Quantity;
  readonly valueCodeableConcept?: CodeableConcept;
  readonly valueString?: string;
  readonly valueBoolean?: boolean;
  readonly valueInteger?: number;
  readonly valueRange?: Range;
  readonly valueDateTime?: string;
  readonly dataAbsentReason?: CodeableConcept;
  readonly interpretation?: readonly CodeableConcept[];
  readonly referenceRange?: readonly ReferenceRange[];
};

export type Observation = Base<"Observation"> &
  ObservationValue & {
    readonly status?: string;
    readonly category?: readonly CodeableConcept[];
    readonly code?: CodeableConcept;
    readonly effectiveDateTime?: string;
    readonly effectivePeriod?: Period;
    readonly effectiveInstant?: string;
    readonly issued?: string;
    readonly performer?: readonly Reference[];
    readonly note?: readonly Annotation[];
    readonly method?: CodeableConcept;
    readonly component?: readonly (ObservationValue & { readonly code?: CodeableConcept })[];
    readonly hasMember?: readonly Reference[];
  };

export type DiagnosticReport = Base<"DiagnosticReport"> & {
  readonly status?: string;
  readonly category?: readonly CodeableConcept[];
  readonly code?: CodeableConcept;
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: Period;
  readonly issued?: string;
  readonly performer?: readonly Reference[];
  readonly result?: readonly Reference[];
  readonly conclusion?: string;
  readonly subject?: Reference;
  readonly basedOn?: readonly Reference[];
  /** The report as people read it: in files of their own, or within. */
  readonly presentedForm?: readonly Attachment[];
};

/** A file, or where it lies. */
export type Attachment = {
  readonly contentType?: string;
  readonly data?: string;
  readonly url?: string;
  readonly title?: string;
  readonly creation?: string;
};

export type Encounter = Base<"Encounter"> & {
  readonly status?: string;
  readonly subject?: Reference;
  readonly appointment?: readonly Reference[];
  readonly serviceType?: CodeableConcept;
  readonly class?: Coding;
  readonly type?: readonly CodeableConcept[];
  readonly period?: Period;
  readonly reasonCode?: readonly CodeableConcept[];
  readonly participant?: readonly { readonly individual?: Reference }[];
  readonly serviceProvider?: Reference;
  readonly location?: readonly { readonly location?: Reference }[];
};

export type Procedure = Base<"Procedure"> & {
  readonly status?: string;
  readonly code?: CodeableConcept;
  readonly performedDateTime?: string;
  readonly performedPeriod?: Period;
  readonly performer?: readonly { readonly actor?: Reference }[];
  readonly note?: readonly Annotation[];
};

export type Immunization = Base<"Immunization"> & {
  readonly status?: string;
  readonly vaccineCode?: CodeableConcept;
  readonly occurrenceDateTime?: string;
  readonly occurrenceString?: string;
  readonly lotNumber?: string;
  readonly doseQuantity?: Quantity;
  readonly site?: CodeableConcept;
  readonly performer?: readonly { readonly actor?: Reference }[];
};

export type DocumentReference = Base<"DocumentReference"> & {
  readonly subject?: Reference;
  readonly status?: string;
  readonly docStatus?: string;
  readonly type?: CodeableConcept;
  readonly category?: readonly CodeableConcept[];
  readonly date?: string;
  readonly author?: readonly Reference[];
  readonly authenticator?: Reference;
  readonly description?: string;
  readonly relatesTo?: readonly { readonly code?: string; readonly target?: Reference }[];
  readonly content?: readonly {
    readonly attachment?: Attachment;
  }[];
  readonly context?: { readonly encounter?: readonly Reference[]; readonly related?: readonly Reference[] };
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

export type Appointment = Base<"Appointment"> & {
  /** R4 requires it, and the server validates what it stores. */
  readonly status: AppointmentStatus;
  readonly start?: string;
  readonly end?: string;
  readonly minutesDuration?: number;
  readonly description?: string;
  readonly comment?: string;
  readonly serviceType?: readonly CodeableConcept[];
  readonly appointmentType?: CodeableConcept;
  readonly reasonCode?: readonly CodeableConcept[];
  readonly participant?: readonly {
    readonly actor?: Reference;
    readonly status?: string;
    readonly type?: readonly CodeableConcept[];
  }[];
};

export type Flag = Base<"Flag"> & {
  readonly status?: string;
  readonly category?: readonly CodeableConcept[];
  readonly code?: CodeableConcept;
  readonly period?: Period;
};

export type Practitioner = Base<"Practitioner"> & { readonly name?: readonly HumanName[] };
