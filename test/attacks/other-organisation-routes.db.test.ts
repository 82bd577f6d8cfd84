import { afterAll, expect, test } from "vitest";
import { randomUuid } from "../../src/foundation/crypto/index.ts";
import { type Known, canary, essence, expectUntouched, nowhere, twoOrganisations } from "./two-organisations/index.ts";

const { house, known, strangers } = await twoOrganisations();
const { administrator, clinician, owner, officer, biller, patient } = strangers;
afterAll(() => house.end());

function filled(url: string, of: Known): string {
  return (
    url
      .replace(":patientId", of.patient)
      .replace(":entryId", of.entry)
      .replace("/people/:id", `/people/${of.person}`)
      .replace("/patients/:id", `/patients/${of.patient}`)
      .replace(":consent", of.consent)
      .replace("/policy/roles/:id", `/policy/roles/${of.role}`)
      .replace("/sessions/:id", `/sessions/${of.session}`)
      .replace("/authenticators/:id", `/authenticators/${of.authenticator}`)
      .replace("/recoveries/:id", `/recoveries/${of.recovery}`)
      .replace("/apps/:id", `/apps/${of.app}`)
      .replace("/clients/:id", `/clients/${of.client}`)
      .replace("/notes/:id", `/notes/${of.note}`)
      .replace("/drafts/:id", `/drafts/${of.draft}`)
      .replace("/break-glass/:id", `/break-glass/${of.glass}`)
      .replace("/vendor-access/:id", `/vendor-access/${of.vendorAccess}`)
      .replace("/access-reviews/:id", `/access-reviews/${of.review}`)
      .replace("/items/:item", `/items/${of.item}`)
      .replace("/role-requests/:id", `/role-requests/${of.roleRequest}`)
      .replace("/tasks/:id", `/tasks/${of.task}`)
      .replace("/rights/requests/:id", `/rights/requests/${of.request}`)
      .replace("/letters/:letter", `/letters/${of.letter}`)
      .replace("/rights/mine/:id", `/rights/mine/${of.request}`)
      .replace("/proxies/:id", `/proxies/${of.proxy}`)
      .replace("/proxies/mine/:id", `/proxies/mine/${of.proxy}`)
      .replace("/proxies/of-me/:id", `/proxies/of-me/${of.proxy}`)
      .replace("/erasures/:id", `/erasures/${of.erasure}`)
      .replace("/retained/:id", `/retained/${of.retained}`)
      .replace("/appraisals/:id", `/appraisals/${of.appraisal}`)
      .replace(".:form", ".json")
      // Holds are counted in each organisation: its first, and one that nobody has.
      .replace("/holds/:number", `/holds/${of === nowhere ? 8 : 1}`)
      .replace("/scheduling/appointments/:id", `/scheduling/appointments/${of.appointment}`)
      .replace("/scheduling/absences/:id", `/scheduling/absences/${of.absence}`)
      .replace("/scheduling/kinds/:id", `/scheduling/kinds/${of.kind}`)
      .replace("/scheduling/branches/:id", `/scheduling/branches/${of.branch}`)
      .replace("/scheduling/therapists/:id", `/scheduling/therapists/${of.therapist}`)
      .replace("/scheduling/rooms/:id", `/scheduling/rooms/${of.branch}`)
      .replace("/reception/offers/:kind", `/reception/offers/${of.kind}`)
      .replace("/billing/prices/:id", `/billing/prices/${of.price}`)
      .replace("/billing/invoices/:id", `/billing/invoices/${of.invoice}`)
      .replace("/billing/refunds/:id", `/billing/refunds/${of.refund}`)
      .replace("/billing/payments/:id", `/billing/payments/${of.refund}`)
      .replace("/billing/appointments/:id", `/billing/appointments/${of.appointment}`)
      .replace("/billing/packages/:id", `/billing/packages/${of.package}`)
      .replace("/sessions/:session", `/sessions/${of.attended}`)
      .replace("/reception/holds/:id", `/reception/holds/${of.appointment}`)
      .replace("/registration/patients/:id", `/registration/patients/${of.patient}`)
      .replace("/registration/numbers/:id", `/registration/numbers/${of.branch}`)
      .replace("/expenses/vouchers/:id", `/expenses/vouchers/${of.voucher}`)
      .replace("/expenses/receipts/:id", `/expenses/receipts/${of.voucher}`)
      .replace("/payments/online/:id", `/payments/online/${of.online}`)
      .replace("/registration/merges/:id", `/registration/merges/${of.patient}`)
      .replace("/imports/:id", `/imports/${of.draft}`)
  );
}

const ofBilling = (url: string) => /^\/api\/(?:billing|expenses|payments)\//.test(url);

test("every other route with another organisation's ids answers as for ids that exist nowhere", async () => {
  const routes = house.routes.filter(
    ({ url, method }) => url.startsWith("/api/") && url.includes(":") && method !== "HEAD" && method !== "OPTIONS",
  );
  expect(routes.length).toBeGreaterThan(6);
  const unfilled = routes.filter(({ url }) => filled(url, known).includes(":"));
  expect(unfilled, "a route with a parameter that this test doesn't know: teach it").toEqual([]);
  const body = (of: Known) => ({
    patientId: of.patient,
    title: "t",
    text: "t",
    baseRevision: 1,
    revision: 1,
    password: "x",
    state: "ended",
    personId: of.person,
    decision: "withdraw",
    outcome: "justified",
    reason: "Not mine at all.",
    note: "Not mine at all.",
    event: "withdraw",
    why: "Not mine at all.",
    kind: "acknowledgement",
    way: "in-person",
    to: "none",
    on: new Date().toISOString().slice(0, 10),
    version: 1,
    act: "arrive",
    branchId: of.branch,
    branchIds: [of.branch],
    inUse: true,
    hours: [],
    name: "t",
    minutes: 30,
    capacity: 1,
    requestId: randomUuid(),
    toPatientId: of.patient,
    sessions: 1,
    code: "t",
    amount: "1",
    words: "t",
  });
  const differences: string[] = [];
  for (const headers of [clinician, administrator, owner, officer, biller]) {
    for (const { method, url } of routes.filter(({ url: asked }) => ofBilling(asked) === (headers === biller))) {
      const ask = async (of: Known) => {
        const sent = method === "GET" ? {} : { body: JSON.stringify(body(of)) };
        return essence(await fetch(`${house.origin}${filled(url, of)}`, { method, headers, ...sent }), of);
      };
      const real = await ask(known);
      const unreal = await ask(nowhere);
      if (real !== unreal || real.includes(canary) || real.startsWith("5"))
        differences.push(`${method} ${url}: ${real.slice(0, 200)} / ${unreal.slice(0, 200)}`);
    }
  }
  expect(differences).toEqual([]);
});

/** Requests that name something of the organisation in what they send, by the kind of person who could get furthest with them. */
function sendings(of: Known): readonly (readonly [path: string, body: object, as: Readonly<Record<string, string>>])[] {
  const reason = { kind: "other", words: "They have to be seen at once." };
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const from = new Date().toISOString();
  return [
    ["/api/launches", { client: of.client, patient: of.patient }, clinician],
    [
      "/api/letters",
      {
        id: randomUuid(),
        patientId: of.patient,
        kind: "letter",
        recipient: { name: "t", address: "" },
        subject: "t",
        text: "t",
        replaces: of.note,
      },
      clinician,
    ],
    ["/api/break-glass", { patient: { by: "id", id: of.patient }, reason }, clinician],
    [
      "/api/registration/merges",
      { survivorId: of.patient, replacedId: of.observation, why: "They are one." },
      clinician,
    ],
    ["/api/registration/acknowledgements", { patientId: of.patient, version: 1 }, clinician],
    ...[
      { to: [{ kind: "person", id: of.person }] },
      { to: [{ kind: "branch", id: of.branch }] },
      { to: [{ kind: "role", id: "clinician" }], patientId: of.patient },
      { to: [{ kind: "role", id: "clinician" }], taskId: of.task },
    ].map(
      (sent) => ["/api/messages", { requestId: randomUuid(), subject: "t", text: "t", ...sent }, clinician] as const,
    ),
    ["/api/messages/replies", { requestId: randomUuid(), threadId: of.note, text: "t" }, clinician],
    ["/api/messages/seen", { ids: [of.note] }, clinician],
    ["/api/messages/acknowledged", { ids: [of.note] }, clinician],
    ["/api/federation/links", { person: of.person, subject: "somebody" }, owner],
    ["/api/role-requests", { personId: of.person, role: "administrator" }, owner],
    ["/api/recoveries", { personId: of.person, reason: "Lost everything." }, owner],
    ["/api/policy/preview", { personId: of.person, path: "Patient?_total=accurate" }, owner],
    ["/api/policy/preview", { personId: of.person, path: `Patient/${of.patient}` }, administrator],
    [
      "/api/vendor-access",
      { personId: of.person, ticket: "T-1", purpose: "Nothing loads here.", scopes: ["user/Patient.r"], from, until },
      owner,
    ],
    [
      "/api/people",
      { given: "A", family: "B", username: `made.${randomUuid().slice(0, 8)}`, role: of.role },
      administrator,
    ],
    [
      "/api/proxies",
      {
        patientId: of.patient,
        account: { kind: "existing", personId: of.person },
        authority: "own-wish",
        relationship: "friend",
        proof: { kind: "other", reference: "none", seenOn: from.slice(0, 10) },
        startsOn: from.slice(0, 10),
        endsOn: "2099-01-01",
      },
      officer,
    ],
    [
      `/api/patients/${of.patient}/own-consents`,
      {
        otherwise: "roles",
        statements: [{ decision: "deny", who: [{ kind: "role", id: "biller" }] }],
        givenBy: "patient",
      },
      patient,
    ],
    [`/api/patients/${of.patient}/own-consents/${of.consent}/withdraw`, { version: 1 }, patient],
    [
      "/api/billing/invoices",
      { requestId: randomUuid(), patientId: of.patient, branchId: of.branch, lines: [{ priceId: of.price }] },
      biller,
    ],
    [
      "/api/billing/payments",
      {
        requestId: randomUuid(),
        patientId: of.patient,
        branchId: of.branch,
        parts: [{ method: "cash", amount: "1" }],
      },
      biller,
    ],
    [
      "/api/billing/refunds",
      {
        requestId: randomUuid(),
        patientId: of.patient,
        branchId: of.branch,
        method: "cash",
        amount: "1",
        reason: "none",
      },
      biller,
    ],
    [
      "/api/billing/packages",
      {
        requestId: randomUuid(),
        patientId: of.patient,
        branchId: of.branch,
        kind: "daily",
        name: "t",
        sessions: 1,
        line: { priceId: of.price },
      },
      biller,
    ],
    ["/api/billing/cash-up", { requestId: randomUuid(), branchId: of.branch, day: "2026-03-07", counted: [] }, biller],
    [
      "/api/expenses/vouchers",
      {
        requestId: randomUuid(),
        branchId: of.branch,
        category: "other",
        title: "t",
        payee: "t",
        amount: "1",
        date: "2026-03-07",
      },
      biller,
    ],
    [
      "/api/stationery/preview",
      {
        paper: "card",
        branch: of.branch,
        letterhead: { name: "t", address: [], registrations: [], logo: { id: of.note } },
        layout: null,
      },
      owner,
    ],
    ["/api/payments/online", { requestId: randomUuid(), patientId: of.patient, branchId: of.branch }, biller],
    ["/api/payments/refunds", { requestId: randomUuid(), paymentId: of.online, amount: "1", reason: "t" }, biller],
    ["/api/demonstration/session", { personId: of.person }, clinician],
  ];
}

test("what is sent with another organisation's ids is answered as with ids that exist nowhere", async () => {
  const imagined = sendings(nowhere);
  for (const [index, [path, body, as]] of sendings(known).entries()) {
    const send = async (sent: object, of: Known) =>
      essence(
        await fetch(`${house.origin}${of === nowhere ? (imagined[index]?.[0] ?? path) : path}`, {
          method: "POST",
          headers: as,
          body: JSON.stringify(sent),
        }),
        of,
      );
    const real = await send(body, known);
    const unreal = await send(imagined[index]?.[1] ?? {}, nowhere);
    const same = (text: string) => text.replace(/"(id|createdAt|secret)":"[^"]*"/g, "");
    expect(same(real), path).toBe(same(unreal));
    expect(real, path).not.toContain(canary);
    // An answer that no id was even looked up for would prove nothing.
    expect(real, path).not.toMatch(/^(5|400|401|403)/);
  }
});

test("lists of one organisation hold nothing of another", async () => {
  const lists = house.routes.filter(
    // A stream of changes has no end to wait for, and a test of its own.
    ({ url, method }) => method === "GET" && url.startsWith("/api/") && !url.includes(":") && !url.endsWith("/live"),
  );
  for (const { url } of lists) {
    for (const headers of ofBilling(url) ? [biller] : [clinician, administrator, owner, officer]) {
      const text = await (await fetch(`${house.origin}${url}`, { headers })).text();
      expect(text, url).not.toContain(canary);
      for (const id of Object.values(known)) expect(text, url).not.toContain(id);
    }
  }
});

test("after all that, the record is as it was", () => expectUntouched(house, known));
