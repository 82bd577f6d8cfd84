import { type Permission, covers, parseScope } from "../../access/index.ts";
import type { RoleDefinition } from "./role-definition.ts";

/** What the organisation should think about before it hands the role out. It may: small ones have few people. */
export function cautionsOf(definition: RoleDefinition): readonly string[] {
  const may = (permission: Permission) => definition.permissions.includes(permission);
  const readsRecords = definition.scopes.map(parseScope).some((scope) => covers([scope], conditions));
  const cautions: readonly (readonly [boolean, string])[] = [
    [
      readsRecords && (may("roles.manage") || may("people.manage")),
      "It reads patients' records and decides who else may: nobody would notice if it gave itself more.",
    ],
    [
      may("break-glass.use") && may("break-glass.review"),
      "It breaks the glass and reviews it. Nobody can review their own, so somebody else needs it too.",
    ],
    [
      definition.reach === "organisation" && readsRecords && definition.clearances === null,
      "It sees every patient of the organisation, whatever is marked sensitive.",
    ],
    [may("export") && readsRecords, "It can take records out in bulk."],
    [
      definition.scopes.some((text) => /^user\/\*\.[a-z]*[cud]/.test(text)),
      "It may write every kind of record, those that decide about access among them (consents, care teams).",
    ],
  ];
  return cautions.flatMap(([applies, sentence]) => (applies ? [sentence] : []));
}

const conditions = parseScope("user/Condition.r");
