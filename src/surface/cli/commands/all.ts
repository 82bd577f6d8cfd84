import type { Command } from "../command.ts";
import { addClient, changeClient, endClient, listClients, replaceClientSecret, rotateClientKeys } from "./client.ts";
import { backupCommand, restoreCommand } from "./backup.ts";
import { deidentifyCommand } from "./deidentify.ts";
import { drillCommand } from "./drill.ts";
import { healthCommand } from "./health.ts";
import { importCommand } from "./import.ts";
import { certificatesCommand, destroyOrganisationCommand, destroyPatientCommand } from "./keys-destroy.ts";
import { moveKeysCommand, movedKeysCommand } from "./keys-move.ts";
import { keyPolicyCommand, rotateKeysCommand } from "./keys-rotate.ts";
import { splitCommand, unsealCommand } from "./keys-shares.ts";
import { keysStatusCommand } from "./keys-status.ts";
import { compareCommand } from "./ledger-compare.ts";
import { exportCommand, stateCommand, verifyCommand } from "./ledger.ts";
import { holdCommand, pruneCommand, retentionCommand } from "./ledger-prune.ts";
import { organisationRequests } from "./organisation-requests.ts";
import { createOrganisation, listOrganisations } from "./organisation.ts";
import { addPerson, listPeople } from "./person.ts";
import { reindexCommand } from "./reindex.ts";
import { clearResidueCommand, scanResidueCommand } from "./residue.ts";
import { retentionExplainCommand, retentionPlanCommand, retentionSettingsCommand } from "./retention.ts";
import { retentionHoldCommand } from "./retention-hold.ts";
import { retentionCertificateCommand, retentionQueueCommand } from "./retention-queue.ts";
import { rotateSignatureKey, verifySignatureCommand } from "./signature.ts";
import { demoCommand, startCommand } from "./start.ts";
import { verifyFileCommand } from "./verify.ts";
import { witnessCommand } from "./witness.ts";

/** In the order in which help lists them. */
export const commands: readonly Command[] = [
  startCommand,
  demoCommand,
  importCommand,
  deidentifyCommand,
  createOrganisation,
  listOrganisations,
  organisationRequests,
  addPerson,
  listPeople,
  addClient,
  changeClient,
  replaceClientSecret,
  listClients,
  endClient,
  rotateClientKeys,
  verifyCommand,
  stateCommand,
  compareCommand,
  exportCommand,
  drillCommand,
  retentionCommand,
  holdCommand,
  pruneCommand,
  verifyFileCommand,
  witnessCommand,
  keysStatusCommand,
  splitCommand,
  unsealCommand,
  moveKeysCommand,
  movedKeysCommand,
  rotateKeysCommand,
  keyPolicyCommand,
  destroyPatientCommand,
  destroyOrganisationCommand,
  certificatesCommand,
  verifySignatureCommand,
  rotateSignatureKey,
  retentionSettingsCommand,
  retentionPlanCommand,
  retentionExplainCommand,
  retentionHoldCommand,
  retentionQueueCommand,
  retentionCertificateCommand,
  scanResidueCommand,
  clearResidueCommand,
  backupCommand,
  restoreCommand,
  reindexCommand,
  healthCommand,
];
