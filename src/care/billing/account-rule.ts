import type { ProposedChange, Ruled, WriteRule } from "../../custody/chart/index.ts";
import type { Posting } from "./book.ts";
import { countIn } from "./json.ts";
import { localDay } from "./local-day.ts";
import type { BillingRulePorts } from "./ports.ts";
import { endTurn, openBook, postTo } from "./posting.ts";
import { against, expectStep, isHistory, requestPostings } from "./rule-parts.ts";
import { isOpenPackage, isPackage, isPatientAccount, patientIn, sessionsOf } from "./shapes.ts";
import { accountMachine, beginnings } from "./states.ts";
import { extensionUrl } from "./vocabulary.ts";

/** What a patient's account and packages may become: one account for each, and no package that gives more than it was sold with. */
export function accountRule(ports: BillingRulePorts): WriteRule {
  return async (change: ProposedChange): Promise<Ruled> => {
    const { caller, id, previous, next } = change;
    const { tenant } = caller;
    const isOurs = [previous, next].some((one) => isPackage(one) || isPatientAccount(one));
    if (!isOurs) return {};
    if (next === undefined)
      throw against("Account", "a patient's account, or a package, isn't deleted: it is made inactive");
    const patient = patientIn(next);
    if (isHistory(change)) {
      if (patient === undefined) return {};
      return { alongside: await endTurn(ports, tenant, patient) };
    }
    expectStep(accountMachine, beginnings.Account, previous, next);
    if (patient === undefined) throw against("Account.subject", "an account, or a package, is one patient's");
    if (
      previous !== undefined &&
      (isPackage(previous) !== isPackage(next) || isPatientAccount(previous) !== isPatientAccount(next))
    )
      throw against("Account.type", "what an account is stays so");
    const postings: Posting[] = [...requestPostings(previous, next)];
    if (isPatientAccount(next)) postings.push({ kind: "account", id });
    if (isPackage(next)) {
      if (countIn(next, extensionUrl.sessions) === undefined)
        throw against("Account.extension", "a package says how many sessions it has");
      const today = localDay(ports.now(), await ports.timeZone(tenant));
      postings.push({ kind: "package", id, sessions: sessionsOf(next), isOpen: isOpenPackage(next, today) });
    }
    return { alongside: postTo(await openBook(ports, tenant, patient), "Account", postings) };
  };
}
