export type { Actor, GovernanceAct, GovernanceAction, RecordAct } from "./act.ts";
export type { AlteredRow, OnAltered } from "./altered.ts";
export { listings } from "./break-glass/break-glass.ts";
export type { BreakGlass, Listing, ListedGrant, OpenedGrant, OwnGrant } from "./break-glass/break-glass.ts";
export { patientFinder, patientLabelOf } from "./break-glass/find-patients.ts";
export type { PatientNaming } from "./break-glass/naming.ts";
export { fewestReasonCharacters, reasonKinds, reasonSentence } from "./break-glass/reason.ts";
export type { Reason, ReasonKind } from "./break-glass/reason.ts";
export { GovernanceError } from "./governance-error.ts";
export type { GovernanceErrorCode } from "./governance-error.ts";
export { openGrantSource } from "./grant-source.ts";
export type { GrantSource, HeldBreakGlass, HeldProxy, VendorGrant } from "./grant-source.ts";
export { openGovernance } from "./governance.ts";
export type { Governance } from "./governance.ts";
export { grantKinds } from "./ports.ts";
export type {
  AccessUnderGrant,
  Colleague,
  Directory,
  FindPatients,
  FoundPatient,
  GovernancePorts,
  GrantKind,
  GrantRegister,
  LockedAccount,
  LockedAccounts,
  OutgoingMail,
  ReviewableGrant,
  SlowedPlace,
  Vault,
} from "./ports.ts";
export { defaultSettings, readSettings } from "./settings.ts";
export type { GovernanceSettings } from "./settings.ts";
export type { AccessReview, AccessReviews, OpenedReview, ReviewItem } from "./access-review/access-reviews.ts";
export type { ProgramApprovals } from "./programs/approvals.ts";
export { authorities, extents, proofKinds } from "./proxies/authority.ts";
export type { Authority, Extent, ProofKind } from "./proxies/authority.ts";
export { jurisdictions, majorities } from "./proxies/majority.ts";
export { proxyPatientColumns } from "./proxies/opened.ts";
export type { NewAccount, ProxyAccount, ProxyPorts, RelatedPersonWords } from "./proxies/ports.ts";
export { proxyListings } from "./proxies/proxies.ts";
export type { Proxies, Proxy, ProxyListing } from "./proxies/proxies.ts";
export type { NewProxy } from "./proxies/record.ts";
export type { Standing, StandingAccount } from "./role-grants/rights.ts";
export type { GivenRole } from "./role-grants/given.ts";
export type { RoleGrants, RoleRequest } from "./role-grants/role-grants.ts";
export type { RoleChange, RoleRefusal } from "./role-grants/witness-change.ts";
export type { OfficerTask, Tasks } from "./tasks/tasks.ts";
export type { VendorAccess, VendorAccesses } from "./vendor-access/vendor-access.ts";
export { breakGlassPatientColumns } from "./break-glass/opened.ts";
export { governanceVaultColumns } from "./vault-columns.ts";
