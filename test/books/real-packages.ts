import { isSold } from "../../src/care/billing/index.ts";
import { type Known, type RealDesk, type Sold, aRequest, agree, chance, some, tried, upTo } from "./real-desk.ts";
import { type Act, atBranch, billingOf, issued } from "./real-money.ts";

const sell: Act = async (desk, patient) => {
  const sessions = 1 + upTo(desk, 10);
  const line = { priceId: desk.priceId, quantity: sessions };
  const asked = {
    ...aRequest(),
    ...atBranch(desk, patient),
    kind: "package" as const,
    name: "Sessions",
    sessions,
    line,
  };
  const { sold } = await billingOf(desk).sellPackage(desk.desk, asked);
  issued(desk, patient, sold.invoice);
  const invoice = sold.invoice.id;
  agree(desk, patient, { kind: "package", id: sold.package.id, sessions, isOpen: true, invoice }, true);
  patient.packages.push({ id: sold.package.id, version: sold.package.version });
  return true;
};

const held = (patient: Known, sold: Sold) => patient.money.book.packages.get(sold.id);

const use: Act = async (desk, patient) => {
  // Of one that is frozen or over now and then: it is refused.
  const open = patient.packages.filter((one) => held(patient, one)?.isOpen === true);
  const sold = some(desk, chance(desk, 0.8) && open.length > 0 ? open : patient.packages);
  if (sold === undefined) return false;
  const asked = { ...aRequest(), override: { reason: "pays later" } };
  const used = held(patient, sold)?.used ?? new Set<number>();
  const given = await tried(desk, () => billingOf(desk).useSession(desk.desk, sold.id, asked));
  const ordinal = given?.package.attended.map((one) => one.ordinal).find((one) => !used.has(one));
  const next = Array.from({ length: (held(patient, sold)?.sessions ?? 0) + 1 }, (_, index) => index + 1).find(
    (one) => !used.has(one),
  );
  agree(desk, patient, { kind: "use", package: sold.id, ordinal: ordinal ?? next ?? 1 }, given !== undefined);
  return true;
};

const undo: Act = async (desk, patient) => {
  const sold = patient.packages.find((one) => (held(patient, one)?.used.size ?? 0) > 0);
  if (sold === undefined) return false;
  const seen = (await billingOf(desk).packages(desk.desk, patient.id)).find(({ id }) => id === sold.id);
  const attended = some(desk, seen?.attended ?? []);
  if (attended === undefined) return false;
  const { id: session, version, ordinal } = attended;
  await billingOf(desk).undoSession(desk.desk, sold.id, { session, version });
  agree(desk, patient, { kind: "undo", package: sold.id, ordinal }, true);
  return true;
};

const freeze: Act = async (desk, patient) => {
  const sold = some(desk, patient.packages);
  const account = sold && held(patient, sold);
  if (sold === undefined || account === undefined) return false;
  const isOpen = !account.isOpen;
  const status = isOpen ? "active" : "on-hold";
  sold.version = (await billingOf(desk).setFrozen(desk.desk, sold.id, { version: sold.version, status })).version;
  agree(desk, patient, { kind: "package", id: sold.id, sessions: account.sessions, isOpen }, true);
  return true;
};

/** Sessions that are left become somebody else's: one whom nobody else is busy with. */
export async function transfer(desk: RealDesk, patient: Known, other: Known): Promise<boolean> {
  const sold = patient.packages.find((one) => {
    const account = held(patient, one);
    const gives = account?.isOpen === true && isSold(patient.money.book, account);
    return gives && Math.max(0, ...account.used) < account.sessions;
  });
  const account = sold && held(patient, sold);
  if (sold === undefined || account === undefined) return false;
  const asked = { ...aRequest(), version: sold.version, toPatientId: other.id, sessions: 1 };
  const done = await tried(desk, () => billingOf(desk).transfer(desk.desk, sold.id, asked));
  const sessions = account.sessions - 1;
  agree(desk, patient, { kind: "package", id: sold.id, sessions, isOpen: true }, done !== undefined);
  if (done === undefined) return true;
  const { from, to } = done.transferred;
  sold.version = from.version;
  agree(desk, other, { kind: "package", id: to.id, sessions: 1, isOpen: true }, true);
  other.packages.push({ id: to.id, version: to.version });
  return true;
}

export const packageActs: Readonly<Record<string, Act>> = { sell, use, undo, freeze };
