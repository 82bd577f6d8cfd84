import { aDesk, aHouse } from "../../../../../test/people/index.ts";
import { privacyNoticeSetting } from "../../../../care/registration/index.ts";
import type { Caller } from "../../../../custody/access/index.ts";
import type { ResourceId } from "../../../../foundation/kernel/index.ts";
import { wireRegistration } from "../../../../wire-registration.ts";
import { type RegistrationRoutesPorts, registrationRoutes } from "../index.ts";

/** Custody with the rules of registration, and routes on it; settings are kept in memory. Call it once per test file, at the top: it ends
 *  with the file. */
export async function aRegistrationDesk() {
  const house = await aHouse();
  let restricted: ResourceId | undefined;
  const stored = new Map<number, unknown>();
  const settings: RegistrationRoutesPorts["settings"] = {
    get: (tenant, kind) => kind.parse(stored.get(tenant)),
    async change(_actor, tenant, kind, make) {
      stored.set(tenant, kind.parse(make(kind.parse(stored.get(tenant))).value));
      return kind.parse(stored.get(tenant));
    },
  };
  const wired = wireRegistration({
    ...house,
    noticeOf: async (tenant) => settings.get(tenant, privacyNoticeSetting),
    organisationName: async () => "Harbour Physiotherapy",
    restrictionsOf: () => ({
      of: new Map(restricted === undefined ? [] : [[restricted, { whole: true, records: new Set() }]]),
      along: new Map(),
    }),
  });
  const chart = house.chartWith({ rules: wired.rules });
  const rehearsal = house.chartWith({
    ledger: { append: () => Promise.reject(new Error("nothing is written here")), witness: () => Promise.resolve([]) },
  });
  const registration = wired.open({ chart, rehearsal });
  const { app, as } = await aDesk((authenticate) => async (instance) => {
    await instance.register(registrationRoutes, { registration, settings, authenticate, now: house.now });
  });

  /** @param url after "/api/registration/" */
  async function ask(caller: Caller, method: "GET" | "POST" | "PUT", url: string, body?: unknown) {
    const sent = body === undefined ? {} : { payload: body as object };
    const answer = await app.inject({ method, url: `/api/registration/${url}`, headers: as(caller), ...sent });
    return { status: answer.statusCode, body: JSON.parse(answer.body) as { readonly code?: string } };
  }

  /** Restricts a whole record; undefined: none. */
  function restrict(patient: ResourceId | undefined): void {
    restricted = patient;
  }

  return { house, chart, app, as, ask, restrict };
}
