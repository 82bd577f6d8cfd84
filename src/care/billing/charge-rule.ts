import { idIn, objectsIn, withExtension } from "../../foundation/fhir/index.ts";
import type { ProposedChange, Ruled, WriteRule } from "../../custody/chart/index.ts";
import { nextSession } from "./book.ts";
import type { BillingRulePorts } from "./ports.ts";
import { openBook, postTo } from "./posting.ts";
import { against, expectStep, expectUnchanged, isHistory, requestPostings } from "./rule-parts.ts";
import { isPackage, ordinalOf, packageOf, patientIn, statusOf, usesSession } from "./shapes.ts";
import { beginnings, chargeMachine } from "./states.ts";
import { extensionUrl } from "./vocabulary.ts";

/**
 * What charges may become: one that is billed, or a session of a package, stands. A session is given the first ordinal that is free, so
 * that a package has no more of them than it was sold with.
 */
export function chargeRule(ports: BillingRulePorts): WriteRule {
  return async (change: ProposedChange): Promise<Ruled> => {
    const { caller, previous, next } = change;
    const { tenant } = caller;
    if (next === undefined) {
      if (statusOf(previous) === "billed" || usesSession(previous))
        throw against(
          "ChargeItem.status",
          "what was billed or used isn't deleted: it is credited, or entered in error",
        );
      return {};
    }
    const patient = patientIn(next);
    if (isHistory(change)) {
      // Sessions of a package that is here are given here alone. Those of one that comes with them were given elsewhere.
      const named = packageOf(next);
      const isHere = named === undefined || (await ports.current(tenant, [named])).has(named);
      return isHere ? { resource: withExtension(next, extensionUrl.ordinal, undefined) } : {};
    }
    expectStep(chargeMachine, beginnings.ChargeItem, previous, next);
    if (previous !== undefined && statusOf(previous) === "billed") expectUnchanged(previous, next, []);
    if (previous !== undefined && usesSession(previous)) {
      const kept = withExtension(next, extensionUrl.ordinal, { valuePositiveInt: ordinalOf(previous) ?? 0 });
      expectUnchanged(previous, kept, ["status", "extension"]);
      if (statusOf(kept) === statusOf(previous)) return { resource: kept };
      if (statusOf(kept) !== "entered-in-error")
        throw against("ChargeItem.status", "a session is used, or entered in error");
      const undone = { kind: "undo", package: packageOf(previous) ?? "", ordinal: ordinalOf(previous) ?? 0 } as const;
      if (patient === undefined) return { resource: kept };
      return { resource: kept, alongside: postTo(await openBook(ports, tenant, patient), "ChargeItem", [undone]) };
    }
    const plain = withExtension(next, extensionUrl.ordinal, undefined);
    const accounts = objectsIn(next["account"]).flatMap((one) => idIn(one, "Account") ?? []);
    const found = accounts.length === 0 ? new Map() : await ports.current(tenant, accounts);
    const [account] = accounts.filter((id) => isPackage(found.get(id)));
    if (account === undefined) return { resource: plain };
    if (accounts.length > 1)
      throw against("ChargeItem.account", "a session is of one package, and goes to no other account");
    if (patient === undefined) throw against("ChargeItem.subject", "a session is a patient's");
    // Sessions are made as such: what is undone stays undone.
    if (previous !== undefined) {
      if (packageOf(previous) === account && statusOf(previous) === "entered-in-error") return { resource: plain };
      throw against("ChargeItem.account", "a session of a package is a new charge");
    }
    if (statusOf(next) !== "not-billable")
      throw against("ChargeItem.status", "a session of a package is not-billable: the package was billed");
    const open = await openBook(ports, tenant, patient);
    const owner = open.book.packages.get(account);
    // Where there is none left, one beyond the last is asked for, and refused with the reason.
    const ordinal = owner === undefined ? 1 : (nextSession(owner) ?? owner.sessions + 1);
    const resource = withExtension(plain, extensionUrl.ordinal, { valuePositiveInt: ordinal });
    return {
      resource,
      alongside: postTo(open, "ChargeItem", [
        ...requestPostings(undefined, resource),
        { kind: "use", package: account, ordinal },
      ]),
    };
  };
}
