import type { DataClass, ElementClass, Treatment } from "./data-class.ts";

const rule = (dataClass: DataClass, treatment: Treatment): ElementClass => ({ class: dataClass, treatment });

const drop = rule("identifying", "drop");
const text = rule("clinical", "scrub");
const label = rule("operational", "scrub");
const operational = rule("operational", "keep");
const link = rule("operational", "drop");

function each(names: string, one: ElementClass): Readonly<Record<string, ElementClass>> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, one]),
  );
}

/**
 * Types whose every element is of one kind. Data types that name or reach somebody, images, and what defines things: a definition is
 * about nobody, and isn't in an export of records.
 */
export const wholeTypes: Readonly<Record<string, ElementClass>> = {
  ...each("HumanName ContactPoint Identifier Signature ContactDetail Contributor", drop),
  ...each(
    "Person Media Binary Basic Bundle Parameters Contract VerificationResult Linkage Device.udiCarrier Location.position",
    drop,
  ),
  ...each("AuditEvent Endpoint MessageHeader Subscription OperationOutcome MeasureReport ResearchStudy", link),
  ...each(
    "DataRequirement ElementDefinition Expression ParameterDefinition RelatedArtifact TriggerDefinition UsageContext",
    link,
  ),
  ...each(
    `ActivityDefinition BiologicallyDerivedProduct CapabilityStatement CatalogEntry ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap
    DeviceDefinition EffectEvidenceSynthesis EventDefinition Evidence EvidenceVariable ExampleScenario GraphDefinition ImplementationGuide InsurancePlan
    Library Measure MedicationKnowledge MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication
    MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical
    MedicinalProductUndesirableEffect MessageDefinition MolecularSequence NamingSystem ObservationDefinition OperationDefinition PlanDefinition
    Questionnaire ResearchDefinition ResearchElementDefinition RiskEvidenceSynthesis SearchParameter SpecimenDefinition StructureDefinition StructureMap
    SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification
    TerminologyCapabilities TestReport TestScript ValueSet MarketingStatus Population ProdCharacteristic ProductShelfLife SubstanceAmount`,
    rule("none", "drop"),
  ),
};

/** Types that say how the work is run, more than how somebody is. */
export const operationalTypes: ReadonlySet<string> = new Set(
  `Account Appointment AppointmentResponse ChargeItem Claim ClaimResponse Coverage CoverageEligibilityRequest CoverageEligibilityResponse EnrollmentRequest
  EnrollmentResponse ExplanationOfBenefit HealthcareService Invoice Location Organization OrganizationAffiliation PaymentNotice PaymentReconciliation
  Practitioner PractitionerRole Provenance Schedule Slot SupplyDelivery SupplyRequest Task Meta Coding Element Extension Address Attachment Reference
  Timing Timing.repeat Period`
    .trim()
    .split(/\s+/),
);

/** Data types whose parts have classes of their own. What isn't named here or above is dropped whole. */
export const walkedTypes: ReadonlySet<string> = new Set(
  `Address Age Annotation Attachment CodeableConcept Coding Count Distance Dosage Duration Meta Money Narrative Period Quantity Range Ratio Reference
  SampledData SimpleQuantity Timing`
    .trim()
    .split(/\s+/),
);

/** By place: the type or backbone element, and the JSON property. First of all that is asked. */
export const elements: Readonly<Record<string, ElementClass>> = {
  // Names, numbers and addresses that are plain strings.
  ...each(
    `Account.name CareTeam.name Coverage.subscriberId Coverage.dependent Coverage.network Coverage.class.value Coverage.class.name Claim.insurance.preAuthRef
    ClaimResponse.preAuthRef CoverageEligibilityResponse.preAuthRef ExplanationOfBenefit.preAuthRef ExplanationOfBenefit.insurance.preAuthRef
    Claim.insurance.businessArrangement ClaimResponse.insurance.businessArrangement CoverageEligibilityRequest.insurance.businessArrangement
    Device.distinctIdentifier Device.serialNumber Device.lotNumber Device.url FamilyMemberHistory.name Group.name HealthcareService.name Location.name Location.alias
    Organization.name Organization.alias Medication.batch.lotNumber Immunization.lotNumber Annotation.authorString Address.text Address.line Address.city
    Address.district Attachment.url Attachment.hash Reference.display Meta.source ResearchSubject.assignedArm ResearchSubject.actualArm Patient.photo
    Practitioner.photo RelatedPerson.photo Consent.sourceAttachment DocumentReference.masterIdentifier`,
    drop,
  ),
  // Texts that somebody writes: what is said in them stays, whom it is about goes.
  ...each(
    `Annotation.text Dosage.text Dosage.patientInstruction CodeableConcept.text Coding.display Attachment.title AdverseEvent.suspectEntity.causality.productRelatedness
    AllergyIntolerance.onsetString AllergyIntolerance.reaction.description BodyStructure.description CarePlan.title CarePlan.description
    CarePlan.activity.detail.scheduledString CarePlan.activity.detail.description ClinicalImpression.description ClinicalImpression.summary
    ClinicalImpression.finding.basis Communication.payload.contentString CommunicationRequest.payload.contentString Composition.title Composition.section.title
    Condition.onsetString Condition.abatementString DetectedIssue.detail DiagnosticReport.conclusion DiagnosticReport.media.comment DocumentManifest.description
    DocumentReference.description FamilyMemberHistory.bornString FamilyMemberHistory.ageString FamilyMemberHistory.deceasedString
    FamilyMemberHistory.condition.onsetString Goal.statusReason Goal.target.detailString ImagingStudy.description ImagingStudy.series.description
    ImagingStudy.series.instance.title Immunization.occurrenceString Immunization.education.documentType Immunization.protocolApplied.series
    Immunization.protocolApplied.doseNumberString Immunization.protocolApplied.seriesDosesString ImmunizationEvaluation.description ImmunizationEvaluation.series
    ImmunizationEvaluation.doseNumberString ImmunizationEvaluation.seriesDosesString ImmunizationRecommendation.recommendation.description
    ImmunizationRecommendation.recommendation.series ImmunizationRecommendation.recommendation.doseNumberString
    ImmunizationRecommendation.recommendation.seriesDosesString List.title MedicationAdministration.dosage.text NutritionOrder.oralDiet.instruction
    NutritionOrder.supplement.productName NutritionOrder.supplement.instruction NutritionOrder.enteralFormula.baseFormulaProductName
    NutritionOrder.enteralFormula.additiveProductName NutritionOrder.enteralFormula.administrationInstruction Observation.valueString
    Observation.component.valueString Observation.referenceRange.text Procedure.performedString QuestionnaireResponse.item.text
    QuestionnaireResponse.item.answer.valueString RequestGroup.action.prefix RequestGroup.action.title RequestGroup.action.description
    RequestGroup.action.textEquivalent RiskAssessment.mitigation RiskAssessment.prediction.rationale ServiceRequest.patientInstruction
    Specimen.processing.description Specimen.container.description Substance.description VisionPrescription.lensSpecification.color
    VisionPrescription.lensSpecification.brand`,
    text,
  ),
  ...each(
    `Account.description Appointment.description Appointment.comment Appointment.patientInstruction AppointmentResponse.comment ChargeItem.overrideReason
    Claim.supportingInfo.valueString ClaimResponse.disposition ClaimResponse.processNote.text CoverageEligibilityResponse.disposition
    CoverageEligibilityResponse.insurance.item.name CoverageEligibilityResponse.insurance.item.description
    CoverageEligibilityResponse.insurance.item.benefit.allowedString CoverageEligibilityResponse.insurance.item.benefit.usedString Device.manufacturer
    Device.modelNumber Device.partNumber Device.deviceName.name Device.specialization.version Device.version.value EnrollmentResponse.disposition
    ExplanationOfBenefit.disposition ExplanationOfBenefit.supportingInfo.valueString ExplanationOfBenefit.processNote.text
    ExplanationOfBenefit.benefitBalance.name ExplanationOfBenefit.benefitBalance.description ExplanationOfBenefit.benefitBalance.financial.allowedString
    HealthcareService.comment HealthcareService.extraDetails HealthcareService.availabilityExceptions HealthcareService.eligibility.comment
    HealthcareService.notAvailable.description Invoice.cancelledReason Invoice.paymentTerms Location.description Location.availabilityExceptions
    PaymentReconciliation.disposition PaymentReconciliation.processNote.text PractitionerRole.availabilityExceptions PractitionerRole.notAvailable.description
    Schedule.comment Slot.comment Task.description Task.input.valueString Task.input.valueMarkdown Task.output.valueString Task.output.valueMarkdown
    Extension.valueString Extension.valueMarkdown`,
    label,
  ),
  // Words of a fixed form.
  ...each("Quantity.unit SimpleQuantity.unit Age.unit Count.unit Distance.unit Duration.unit", text),
  "SampledData.data": rule("clinical", "samples"),
  // A form's own names for its questions: anything can be called so.
  ...each("QuestionnaireResponse.item.linkId RequestGroup.action.relatedAction.actionId", rule("clinical", "uid")),
  ...each("Coding.version Meta.versionId", link),
  // Links: what they name is a server's, an organisation's or a form's.
  "Coding.system": rule("operational", "system"),
  "Coding.code": rule("clinical", "code"),
  ...each(
    "Quantity.system SimpleQuantity.system Age.system Count.system Distance.system Duration.system",
    rule("operational", "system"),
  ),
  ...each(
    "Quantity.code SimpleQuantity.code Age.code Count.code Distance.code Duration.code",
    rule("clinical", "code"),
  ),
  "Extension.url": operational,
  // Any address can stand there, and the reference names the type.
  "Reference.type": rule("operational", "drop"),
  "Reference.reference": rule("identifying", "reference"),
  "ImagingStudy.series.uid": rule("identifying", "uid"),
  "ImagingStudy.series.instance.uid": rule("identifying", "uid"),
  "Attachment.data": rule("clinical", "attached"),
  "Attachment.size": link,
  "Meta.profile": link,
  "Meta.security": rule("sensitive", "walk"),
  "Meta.lastUpdated": rule("identifying", "drop"),
  "Meta.tag": link,
  // Of an address, what Safe Harbor leaves. Source: 45 CFR 164.514(b)(2)(i)(B).
  "Address.state": rule("identifying", "state"),
  "Address.postalCode": rule("identifying", "zip"),
  "Address.country": rule("operational", "country"),
  "Narrative.div": rule("clinical", "narrative"),
  "Narrative.status": operational,
};

/** By JSON property, on every type that has it and says nothing else. */
export const everywhere: Readonly<Record<string, ElementClass>> = {
  // An element's own id is chosen by whoever wrote it; a resource's becomes a pseudonym.
  id: rule("identifying", "id"),
  implicitRules: link,
  // Made from what is beside it, in words that name the patient.
  text: drop,
  contained: rule("clinical", "contained"),
  extension: rule("operational", "extension"),
  modifierExtension: rule("operational", "extension"),
};

/** By primitive type, for what nothing above names. Strings aren't here: each has its place, or it goes. */
export const primitives: Readonly<Record<string, Treatment>> = {
  boolean: "keep",
  code: "keep",
  integer: "keep",
  unsignedInt: "keep",
  positiveInt: "keep",
  decimal: "keep",
  time: "keep",
  date: "date",
  dateTime: "date",
  instant: "date",
  base64Binary: "drop",
  uri: "drop",
  url: "drop",
  canonical: "drop",
  oid: "drop",
  uuid: "drop",
  id: "drop",
};
