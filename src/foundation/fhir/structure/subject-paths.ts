/**
 * Which element says whom a resource is about, by resource type, best first. Made from R4's definitions: the element
 * called patient, else subject, else the one that plays that part under another name (beneficiary, for, candidate,
 * individual, deliverTo). Authors, performers and payers come last or not at all: who wrote a record is not whom
 * it is about. R4 gives a PaymentNotice no such element: ours is in an extension (see docs/billing.md). Types that aren't here (Organization, Medication, ValueSet …) are about no patient.
 */
const table = `
patient: AllergyIntolerance BodyStructure Claim ClaimResponse Consent CoverageEligibilityRequest
  CoverageEligibilityResponse DetectedIssue Device EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory Immunization
  ImmunizationEvaluation ImmunizationRecommendation MolecularSequence NutritionOrder RelatedPerson SupplyDelivery
  VisionPrescription
subject: Account AdverseEvent Basic CarePlan CareTeam ChargeItem ClinicalImpression Communication CommunicationRequest
  Composition Condition Contract DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference
  Encounter Flag Goal GuidanceResponse ImagingStudy Invoice List MeasureReport Media MedicationAdministration
  MedicationDispense MedicationRequest MedicationStatement Observation Procedure RequestGroup RiskAssessment
  ServiceRequest Specimen
subject source: QuestionnaireResponse
beneficiary: Coverage
for focus: Task
candidate: EnrollmentRequest
individual: ResearchSubject
deliverTo: SupplyRequest
participant.actor: Appointment
extension.valueReference: PaymentNotice
actor: AppointmentResponse Schedule
target: Provenance VerificationResult
entity.what agent.who: AuditEvent
member.entity: Group
link.target: Person
securityContext: Binary
`;

/** Paths into a resource, each as its properties in turn. */
export const subjectPaths: ReadonlyMap<string, readonly (readonly string[])[]> = readTable();

function readTable(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const paths = new Map<string, readonly (readonly string[])[]>();
  for (const line of table.trim().split(/\n(?! )/)) {
    const [elements = "", types = ""] = line.split(": ");
    for (const type of types.split(/\s+/))
      paths.set(
        type,
        elements.split(" ").map((path) => path.split(".")),
      );
  }
  return paths;
}
