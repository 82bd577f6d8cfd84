import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ProposedChange, Ruled, WriteRule } from "../../custody/chart/index.ts";
import type { Posting } from "./book.ts";
import { countIn } from "./json.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import type { BillingRulePorts } from "./ports.ts";
import { endTurn, openBook, postTo } from "./posting.ts";
import { against, expectStep, isHistory, requestPostings } from "./rule-parts.ts";
import {
  invoiceOfPackage,
  isOpenPackage,
  isPackage,
  isPatientAccount,
  patientIn,
  sessionsOf,
  sourceOfPackage,
} from "./shapes.ts";
import { accountMachine, beginnings } from "./states.ts";
import { takeOver } from "./take-over.ts";
import { extensionUrl } from "./vocabulary.ts";

/** Where its sessions come from: an invoice or another package. That is said once and for all. @throws ChartError `chart/against-rule` */
function expectOrigin(previous: FhirResource | undefined, next: FhirResource): void {
  const [invoice, source] = [invoiceOfPackage(next), sourceOfPackage(next)];
  if (previous === undefined ? (invoice === undefined) === (source === undefined) : !isSameOrigin(previous, next))
    throw against(
      "Account.extension",
      "a package is sold with an invoice, or takes over sessions of another one, and that stays",
    );
}

function isSameOrigin(previous: FhirResource, next: FhirResource): boolean {
  return invoiceOfPackage(previous) === invoiceOfPackage(next) && sourceOfPackage(previous) === sourceOfPackage(next);
}

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
      expectOrigin(previous, next);
      const today = localDay(ports.now(), await ports.timeZone(tenant));
      postings.push({
        kind: "package",
        id,
        sessions: sessionsOf(next),
        isOpen: isOpenPackage(next, today),
        invoice: invoiceOfPackage(next),
      });
    }
    const post = postTo(await openBook(ports, tenant, patient), "Account", postings);
    const source = previous === undefined && isPackage(next) ? sourceOfPackage(next) : undefined;
    if (source === undefined) return { alongside: post };
    const taken = await takeOver(ports, tenant, { source, sessions: sessionsOf(next) });
    return {
      alongside: async (tx) => {
        await taken(tx);
        await post(tx);
      },
    };
  };
}
