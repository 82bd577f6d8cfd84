import type { ResourceType } from "../../foundation/fhir/index.ts";

/**
 * Every resource type of R4 stands in exactly one group, by what it tells about a patient; roles are written in groups.
 * `clinical` is what a front desk must not see, claims and invoices (`billing`) included: they name diagnoses.
 */
export const resourceGroups = {
  demographic: ["Patient", "RelatedPerson", "Person"],
  scheduling: ["Appointment", "AppointmentResponse", "Schedule", "Slot"],
  coverage: ["Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "EnrollmentRequest", "EnrollmentResponse"],
  billing: [
    "Account", "ChargeItem", "Claim", "ClaimResponse", "Contract", "ExplanationOfBenefit", "Invoice", "PaymentNotice",
    "PaymentReconciliation",
  ],
  clinical: [
    "AdverseEvent", "AllergyIntolerance", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "CarePlan", "CareTeam",
    "ClinicalImpression", "Communication", "CommunicationRequest", "Composition", "Condition", "Consent", "DetectedIssue", "Device",
    "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "Encounter",
    "EpisodeOfCare", "FamilyMemberHistory", "Flag", "Goal", "Group", "GuidanceResponse", "ImagingStudy", "Immunization",
    "ImmunizationEvaluation", "ImmunizationRecommendation", "Linkage", "List", "MeasureReport", "Media", "MedicationAdministration",
    "MedicationDispense", "MedicationRequest", "MedicationStatement", "MolecularSequence", "NutritionOrder", "Observation",
    "Procedure", "Provenance", "QuestionnaireResponse", "RequestGroup", "ResearchSubject", "RiskAssessment", "ServiceRequest",
    "Specimen", "SupplyDelivery", "SupplyRequest", "Task", "VisionPrescription",
  ],
  directory: [
    "Endpoint", "HealthcareService", "InsurancePlan", "Location", "Organization", "OrganizationAffiliation", "Practitioner",
    "PractitionerRole", "VerificationResult",
  ],
  catalogue: [
    "CatalogEntry", "DeviceDefinition", "Medication", "MedicationKnowledge", "MedicinalProduct", "MedicinalProductAuthorization",
    "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction",
    "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical",
    "MedicinalProductUndesirableEffect", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein",
    "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification",
  ],
  definition: [
    "ActivityDefinition", "CapabilityStatement", "ChargeItemDefinition", "CodeSystem", "CompartmentDefinition", "ConceptMap",
    "EffectEvidenceSynthesis", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "GraphDefinition",
    "ImplementationGuide", "Library", "Measure", "MessageDefinition", "NamingSystem", "ObservationDefinition",
    "OperationDefinition", "PlanDefinition", "Questionnaire", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy",
    "RiskEvidenceSynthesis", "SearchParameter", "SpecimenDefinition", "StructureDefinition", "StructureMap",
    "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet",
  ],
  /** Carries other resources or speaks about the server: no role is given these by its group. */
  machinery: ["AuditEvent", "Bundle", "MessageHeader", "OperationOutcome", "Parameters", "Subscription"],
} as const satisfies Readonly<Record<string, readonly ResourceType[]>>;

export type ResourceGroup = keyof typeof resourceGroups;
