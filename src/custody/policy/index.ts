export { claimingTypes } from "./claims/claims-of.ts";
export type { ClaimingType } from "./claims/claims-of.ts";
export { compileConsent } from "./consents/compile-consent.ts";
export { namedPermits } from "./consents/named-permits.ts";
export type { CompiledConsent } from "./consents/compile-consent.ts";
export { consentFaultSentence } from "./consents/fault.ts";
export type { ConsentFault, ConsentFaultCode } from "./consents/fault.ts";
export {
  actCode,
  consentActionSystem,
  consentScopeSystem,
  generalPurposes,
  purposeSystem,
  resourceTypeSystem,
  roleSystem,
} from "./consents/known-codes.ts";
export type { Basics, Grants, HeldBreakGlass, PolicyFacts, ProxyGrant, VendorGrant } from "./facts/policy-facts.ts";
export { codeLists } from "./labels/code-lists.ts";
export type { CodeList } from "./labels/code-lists.ts";
export { labelled, sensitivityLabelsOf, takesLabelOff } from "./labels/labelled.ts";
export { labelsCalledFor } from "./labels/labels-called-for.ts";
export { isSensitivityCode, sensitivities, sensitivityCodes, sensitivitySystem } from "./labels/sensitivity.ts";
export type { Sensitivity, SensitivityCode } from "./labels/sensitivity.ts";
export { openPolicy } from "./policy.ts";
export type { Policy, PolicyPorts, Written } from "./policy.ts";
export { PolicyError } from "./policy-error.ts";
export type { PolicyErrorCode, RoleFault } from "./policy-error.ts";
export { cautionsOf } from "./roles/cautions.ts";
export type { PolicyEvent, RoleBook } from "./roles/role-book.ts";
export { definitionOf, roleOf } from "./roles/role-definition.ts";
export type { RoleDefinition } from "./roles/role-definition.ts";
export { roleColumn } from "./roles/stored-role.ts";
export type { StoredRole, TenantRoles } from "./roles/stored-role.ts";
export { defaultSettings, isTimeZone, policySettings, settingBounds } from "./settings.ts";
export type { PolicySettings } from "./settings.ts";
export { stretchOf } from "./stretch.ts";
export type { RecordSource, SourceVersion } from "./snapshot/record-source.ts";
export type { FaultyConsent, SnapshotSize } from "./snapshot/tenant-snapshot.ts";
