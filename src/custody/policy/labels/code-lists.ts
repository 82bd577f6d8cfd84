import type { SensitivityCode } from "./sensitivity.ts";

/** Codes that call for a label, with where that is written. A code stands here only where its meaning is beyond doubt. */
export interface CodeList {
  readonly label: SensitivityCode;
  readonly systems: readonly string[];
  /** `prefix`: a code and everything below it ("F20" or "F20-F29"). `exact`: that code alone. */
  readonly match: "prefix" | "exact";
  readonly codes: readonly string[];
  readonly source: string;
}

const icd10 = [
  "http://hl7.org/fhir/sid/icd-10",
  "http://hl7.org/fhir/sid/icd-10-cm",
  "http://hl7.org/fhir/sid/icd-10-uk",
];
const snomed = ["http://snomed.info/sct"];
const loinc = ["http://loinc.org"];
const atc = ["http://www.whocc.no/atc"];

const who = "WHO ICD-10, 2019 version";
const sct = "SNOMED CT International Edition: each concept's fully specified name; not its descendants";
const lnc = "LOINC: each code's long common name";

export const codeLists: readonly CodeList[] = [
  {
    label: "PSY",
    systems: icd10,
    match: "prefix",
    // Without F00-F09 (dementia, delirium), F17 and F70-F89 (intellectual disability, development): care depends on knowing them.
    codes: ["F20-F51", "F53-F63", "F68", "F69", "F90-F99"],
    source: `${who}, chapter V, mental and behavioural disorders`,
  },
  {
    label: "PSY",
    systems: icd10,
    match: "prefix",
    codes: ["X60-X84", "Z91.5"],
    source: `${who}, intentional self-harm (X60-X84), personal history of self-harm (Z91.5)`,
  },
  {
    label: "PSY",
    systems: ["http://hl7.org/fhir/sid/icd-10-cm"],
    match: "prefix",
    codes: ["R45.851", "T14.91"],
    source: "ICD-10-CM: suicidal ideations (R45.851), suicide attempt (T14.91)",
  },
  {
    label: "PSY",
    systems: snomed,
    match: "exact",
    // Mental disorder; depressive disorder; major depressive disorder; a single episode of it; anxiety; anxiety disorder; post-traumatic
    // stress disorder; bipolar disorder; schizophrenia; psychotic disorder; suicide attempt; suicidal thoughts; eating disorder.
    codes: [
      "74732009",
      "35489007",
      "370143000",
      "36923009",
      "48694002",
      "197480006",
      "47505003",
      "13746004",
      "58214004",
      "69322001",
      "82313006",
      "6471006",
      "72366004",
    ],
    source: sct,
  },
  {
    label: "PSY",
    systems: loinc,
    match: "exact",
    // PHQ-9: panel, total score; PHQ-2 total score; GAD-7: panel, total score.
    codes: ["44249-1", "44261-6", "55758-7", "69737-5", "70274-6"],
    source: lnc,
  },
  {
    label: "SEX",
    systems: icd10,
    match: "prefix",
    codes: ["A50-A64", "F52", "F64-F66", "N46", "N97", "O00-O08", "Z11.3", "Z20.2", "Z30", "Z31", "Z70", "Z72.5"],
    source: `${who}: infections with a predominantly sexual mode of transmission (A50-A64), sexual dysfunction and gender identity (F52, F64-F66), infertility (N46, N97), pregnancy with abortive outcome (O00-O08), contraception and procreation (Z30, Z31), counselling and contact (Z11.3, Z20.2, Z70, Z72.5)`,
  },
  {
    label: "SEX",
    systems: snomed,
    match: "exact",
    // Sexually transmitted infectious disease; gonorrhoea; syphilis; genital herpes simplex; induced termination of pregnancy;
    // termination care; counselling for termination; miscarriage in first trimester; contraceptives put in, replaced, removed.
    codes: [
      "8098009",
      "15628003",
      "76272004",
      "33839006",
      "714812005",
      "386394001",
      "10383002",
      "19169002",
      "169553002",
      "65200003",
      "46706006",
      "301807007",
    ],
    source: sct,
  },
  {
    label: "SEX",
    systems: atc,
    match: "prefix",
    codes: ["G02B", "G03A"],
    source: "WHO ATC: contraceptives for topical use (G02B), hormonal contraceptives for systemic use (G03A)",
  },
  {
    label: "ETH",
    systems: icd10,
    match: "prefix",
    codes: ["F10-F16", "F18", "F19", "Z50.2", "Z50.3", "Z71.4", "Z71.5", "Z72.1", "Z72.2"],
    source: `${who}: disorders due to psychoactive substance use without tobacco (42 CFR 2.11 leaves it out too), rehabilitation (Z50.2, Z50.3), counselling (Z71.4, Z71.5), use (Z72.1, Z72.2)`,
  },
  {
    label: "ETH",
    systems: snomed,
    match: "exact",
    // Alcohol dependence; alcoholism; alcohol abuse; drug abuse; drug dependence; opioid abuse; opioid dependence; drug overdose;
    // drug rehabilitation and detoxification; drug detoxification; drug addiction counselling; drug addiction therapy.
    codes: [
      "66590003",
      "7200002",
      "15167005",
      "26416006",
      "191816009",
      "5602001",
      "75544000",
      "55680006",
      "56876005",
      "61480009",
      "60112009",
      "266707007",
    ],
    source: sct,
  },
  {
    label: "ETH",
    systems: loinc,
    match: "exact",
    // AUDIT-C total score; DAST-10 total score.
    codes: ["75626-2", "82667-7"],
    source: lnc,
  },
  {
    label: "ETH",
    systems: atc,
    match: "prefix",
    codes: ["N07BB", "N07BC"],
    source: "WHO ATC: drugs used in alcohol dependence (N07BB) and in opioid dependence (N07BC)",
  },
  {
    label: "HIV",
    systems: icd10,
    match: "prefix",
    codes: ["B20-B24", "F02.4", "O98.7", "R75", "Z11.4", "Z20.6", "Z21", "Z71.7"],
    source: `${who}: HIV disease (B20-B24), in dementia (F02.4) and pregnancy (O98.7), laboratory evidence (R75), screening, contact, infection status and counselling (Z11.4, Z20.6, Z21, Z71.7)`,
  },
  {
    label: "HIV",
    systems: snomed,
    match: "exact",
    // Human immunodeficiency virus infection; acquired immune deficiency syndrome; HIV positive.
    codes: ["86406008", "62479008", "165816005"],
    source: sct,
  },
  {
    label: "HIV",
    systems: loinc,
    match: "exact",
    // HIV 1 antibody; HIV 1 RNA, two methods of counting; HIV 1 and 2 antibody with antigen; HIV 2 antibody.
    codes: ["7917-8", "20447-9", "25836-8", "56888-1", "30361-0"],
    source: lnc,
  },
  {
    label: "HIV",
    systems: atc,
    match: "prefix",
    codes: ["J05AR"],
    source: "WHO ATC: antivirals for treatment of HIV infections, combinations (J05AR)",
  },
  {
    label: "SDV",
    systems: icd10,
    match: "prefix",
    codes: ["T74", "Y05-Y07", "Z04.4", "Z61.4", "Z61.5", "Z61.6"],
    source: `${who}: maltreatment syndromes (T74, Y07), sexual assault (Y05), neglect and abandonment (Y06), examination after alleged rape (Z04.4), alleged abuse of a child (Z61.4-Z61.6)`,
  },
  {
    label: "SDV",
    systems: ["http://hl7.org/fhir/sid/icd-10-cm"],
    match: "prefix",
    codes: ["T76", "Z62.81", "Z69", "Z91.41"],
    source:
      "ICD-10-CM: abuse and neglect, suspected (T76), history of abuse in childhood (Z62.81) and adulthood (Z91.41), services for victims and perpetrators (Z69)",
  },
  {
    label: "SDV",
    systems: snomed,
    match: "exact",
    // Victim of intimate partner abuse; victim of child abuse.
    codes: ["706893006", "397940009"],
    source: sct,
  },
  {
    label: "SDV",
    systems: loinc,
    match: "exact",
    // Humiliation, Afraid, Rape and Kick questionnaire: panel, total score.
    codes: ["76499-3", "76504-0"],
    source: lnc,
  },
];
