/**
 * What some patients want to be known by few. Codes of HL7 v3 ActCode, value set InformationSensitivityPolicy:
 * http://terminology.hl7.org/CodeSystem/v3-ActCode
 */
export const sensitivitySystem = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

export interface Sensitivity {
  /** In a heading. */
  readonly label: string;
  /** HL7's own name of the code. */
  readonly display: string;
  /** For people: what is labelled by itself, and what is not. */
  readonly summary: string;
}

export const sensitivities = {
  PSY: {
    label: "Mental health",
    display: "psychiatry disorder information sensitivity",
    summary:
      "Mental and behavioural disorders, self-harm, and their questionnaires. Dementia and learning disability are not labelled by themselves: whoever cares for somebody must know of them.",
  },
  SEX: {
    label: "Sexual and reproductive health",
    display: "sexuality and reproductive health information sensitivity",
    summary:
      "Sexually transmitted infections, contraception, fertility, termination and loss of a pregnancy, gender identity.",
  },
  ETH: {
    label: "Alcohol and drugs",
    display: "substance abuse information sensitivity",
    summary: "Disorders due to alcohol and drugs, and their treatment. Tobacco is not labelled by itself.",
  },
  HIV: {
    label: "HIV",
    display: "HIV/AIDS information sensitivity",
    summary: "HIV infection, its tests and its combination medicines.",
  },
  SDV: {
    label: "Abuse and safeguarding",
    display: "sexual assault, abuse, or domestic violence information sensitivity",
    summary: "Abuse, neglect, sexual assault and violence at home.",
  },
} as const satisfies Readonly<Record<string, Sensitivity>>;

export type SensitivityCode = keyof typeof sensitivities;

export const sensitivityCodes = Object.keys(sensitivities) as readonly SensitivityCode[];

export function isSensitivityCode(text: string): text is SensitivityCode {
  return Object.hasOwn(sensitivities, text);
}
