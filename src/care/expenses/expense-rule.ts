import { type Currency, type Minor } from "../../foundation/money/index.ts";
import { type FhirResource, objectsIn } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { ProposedChange, Ruled, WriteRule } from "../../custody/chart/index.ts";
import type { ExpenseRulePorts } from "./ports.ts";
import { fileOf } from "./receipt-file.ts";
import { kindOf, voucherOf } from "./voucher.ts";
import { ruleVoucher } from "./voucher-rule.ts";
import { against } from "./voucher-writing.ts";
import { identifierSystem, ourIdentifiers } from "./vocabulary.ts";

/** What an import tells is somebody else's word: its numbers are of elsewhere, and no till of ours paid it. */
function fromElsewhere(resource: FhirResource): FhirResource {
  return {
    ...resource,
    identifier: objectsIn(resource["identifier"]).map((one) =>
      ourIdentifiers.has(String(one["system"])) ? { ...one, system: `${String(one["system"])}:elsewhere` } : one,
    ),
  };
}

function ruleReceipt({ caller, previous, next }: ProposedChange): Ruled {
  if (previous !== undefined || next === undefined) throw against("Contract", "the file of a receipt stays as it is");
  if (!caller.permissions.has("expenses.submit"))
    throw against("Contract", "this needs the permission expenses.submit");
  if (fileOf(next) === undefined)
    throw against("Contract.legallyBindingAttachment", "a receipt is a JPEG, PNG or PDF of at most 3 MiB");
  return {};
}

/** What vouchers and their receipts may become, whoever writes them and by whatever way. Other contracts are as they are. */
export function expenseRule(ports: ExpenseRulePorts): WriteRule {
  return async (change) => {
    const { action, previous, next } = change;
    const kinds = [previous, next].flatMap((one) => (one === undefined ? [] : [kindOf(one)]));
    const [kind, other = kind] = kinds;
    if (kind === undefined && other === undefined) return {};
    if (kind !== other) throw against("Contract.instantiatesUri", "a contract stays of its kind");
    if (kind === "receipt") return ruleReceipt(change);
    if (next === undefined) throw against("Contract.status", "a voucher isn't deleted: it is voided");
    if (action === "import" && previous === undefined) return { resource: fromElsewhere(next) };
    return ruleVoucher(ports, change, next);
  };
}

/** Cash that a branch's till gave on a day for vouchers, less what came back. Pure but for the search.
 *  @param find the vouchers that whoever asks may count */
export async function cashOut(
  find: (pairs: readonly (readonly [string, string])[]) => Promise<readonly { readonly resource: FhirResource }[]>,
  { branch, day, currency }: { readonly branch: ResourceId; readonly day: string; readonly currency: Currency },
): Promise<Minor> {
  const sum = async (system: string) => {
    const found = await find([["identifier", `${system}|${branch}/${day}`]]);
    return found.reduce((total, { resource }) => total + (voucherOf(resource, currency)?.amount ?? 0n), 0n);
  };
  return (await sum(identifierSystem.tillPaid)) - (await sum(identifierSystem.tillReturned));
}

/** The same as the rules see it, whoever may see the vouchers. */
export function cashOutOf(ports: Pick<ExpenseRulePorts, "find" | "currency">) {
  return async (tenant: TenantId, { branch, day }: { readonly branch: ResourceId; readonly day: string }) =>
    cashOut((pairs) => ports.find(tenant, pairs), { branch, day, currency: await ports.currency(tenant) });
}
