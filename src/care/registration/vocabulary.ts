/** What is Wardbook's own in patients' and branches' records. R4 has no elements for these. */
export const extensionUrl = {
  /** Patient: at which branch they were registered, valueReference of a Location. */
  registeredAt: "urn:wardbook:registered-at",
  /** Location: how numbers of patients who are registered there begin, valueString. */
  numberPrefix: "urn:wardbook:patient-number-prefix",
  /** Patient.link: when, by whom and why records were merged, and whether the replaced one was active. */
  merge: "urn:wardbook:merge",
  /** Patient: a merge that was undone: when, by whom and why, of the merge and of the undoing. */
  undoneMerge: "urn:wardbook:merge-undone",
  /** Task: how an enquiry came, valueCode of `enquirySources`. */
  enquirySource: "urn:wardbook:enquiry-source",
  /** Task: who sent the person who asks, valueString. */
  referredBy: "urn:wardbook:referred-by",
  /** DocumentReference: which privacy notice a patient was given, and how. */
  privacyNotice: "urn:wardbook:privacy-notice",
} as const;

/** `DocumentReference.type` of what says that a patient was given a privacy notice. Source: LOINC 57016-8, as IHE's Basic Patient Privacy
 *  Consents has it. */
export const acknowledgementType = { system: "http://loinc.org", code: "57016-8" } as const;

export const identifierSystem = {
  /** The number of a patient in the series of a branch. The server's to give. */
  number: "urn:wardbook:patient-number",
  /** What an import brought as such a number: it was given elsewhere. */
  foreignNumber: "urn:wardbook:patient-number-from-elsewhere",
} as const;

/** Source: http://terminology.hl7.org/CodeSystem/v2-0203 */
export const recordNumberType = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "MR", display: "Medical record number" }],
};

/** `Task.code` of an enquiry. */
export const enquiryCode = { system: "urn:wardbook:task", code: "enquiry" } as const;
