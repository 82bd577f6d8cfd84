export { mayBeOwnHand } from "./hands.ts";
export type { Doer, KeepersOf } from "./hands.ts";
export { addressedSystem, addressesOf } from "./addressed.ts";
export { isAtSitesOf } from "./placed.ts";
export type { Caller, RequestBudgets } from "./caller.ts";
export { hidesFieldsOfRow } from "./carried.ts";
export type { Criteria, Criterion } from "./criteria.ts";
export { decide } from "./decide.ts";
export type { AccessRequest, Decision, Obligation } from "./decide.ts";
export { saysWhatKind } from "./consent-decision.ts";
export { consentActions } from "./consent-rule.ts";
export type { ConsentAction, ConsentProvision, ConsentRule } from "./consent-rule.ts";
export { denySentence } from "./deny-reason.ts";
export type { DenyReason } from "./deny-reason.ts";
export { reaches, relationKinds, throughApp } from "./facts.ts";
export type {
  App,
  BreakGlassGrant,
  Facts,
  FacilityId,
  Reach,
  Relation,
  RelationKind,
  Restriction,
  Restrictions,
  Sensitivity,
  Standing,
  Stretch,
} from "./facts.ts";
export type { FieldRule } from "./field-rule.ts";
export type { Interaction } from "./interaction.ts";
export { noPermissions, permissions } from "./permissions.ts";
export type { Permission } from "./permissions.ts";
export { coversPurpose, purposes, purposeWords } from "./purpose.ts";
export { runningRights } from "./running-rights.ts";
export type { Purpose } from "./purpose.ts";
export type { Role, RoleId } from "./role.ts";
export { asRole, builtInRoleIds, isBuiltInRole, roleNames, roles, vendorRole } from "./roles.ts";
export type { BuiltInRoleId, RoleName } from "./roles.ts";
export { criteriaFilters } from "./criteria-filters.ts";
export { isRestricted, judge } from "./judge.ts";
export type { Judgement } from "./judge.ts";
export { namedBySystem, namersOf, withNamers } from "./named-by.ts";
export { keepFields } from "./keep-fields.ts";
export type { FieldFault, Kept } from "./kept.ts";
export { reasonFor } from "./reason.ts";
export type { Redaction } from "./redaction.ts";
export { rowOf } from "./row.ts";
export { patientsOfRow } from "./row-patients.ts";
export type { Row } from "./row.ts";
export { resourceGroups } from "./resource-groups.ts";
export type { ResourceGroup } from "./resource-groups.ts";
export { everyRow } from "./row-predicate.ts";
export type { Alternative, LimitedRows, RowPredicate } from "./row-predicate.ts";
export { changesLabelsAlone } from "./labels-alone.ts";
export { actCode, redact, removedLabelSystem } from "./sensitivity.ts";
export { covers, ledgerType, parseScope, parseScopes, speaksOf } from "./scope.ts";
export type { Scope, ScopeLevel } from "./scope.ts";
export { ScopeError } from "./scope-error.ts";
export type { ScopeErrorCode } from "./scope-error.ts";
