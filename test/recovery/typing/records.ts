import type { BrowserContext } from "playwright-core";
import { aClient } from "../../people/callers.ts";
import { inside } from "../../people/inside.ts";
import { type Desk, lookAt } from "./desk.ts";
import type { Form } from "./forms.ts";

/** What the server holds of a form: its words, by field. */
export interface Kept {
  readonly words: Readonly<Record<string, string>>;
}

interface Resource {
  readonly id: string;
  readonly name?: readonly { readonly family?: string; readonly given?: readonly string[]; readonly text?: string }[];
  readonly address?: readonly { readonly line?: readonly string[]; readonly city?: string }[];
  readonly contact?: readonly { readonly name?: { readonly text?: string } }[];
  readonly start?: string;
}

/** Every record of a form's content, whatever number it bears; asked as whoever is signed in. */
export async function recordsOf(context: BrowserContext, desk: Desk, form: Form): Promise<readonly Kept[]> {
  const typed = Object.fromEntries(form.words);
  switch (form.kind) {
    case "registration": {
      const found = await search(context, desk, `Patient?family:exact=${encodeURIComponent(typed["family"] ?? "")}`);
      return found.map(({ name, address, contact }) => ({
        words: {
          family: name?.[0]?.family ?? "",
          given: name?.[0]?.given?.join(" ") ?? "",
          line: address?.[0]?.line?.[0] ?? "",
          city: address?.[0]?.city ?? "",
          kinName: contact?.[0]?.name?.text ?? "",
        },
      }));
    }
    case "booking": {
      const day = new Date(`${typed["day"] ?? ""} UTC`).toISOString().slice(0, 10);
      const found = await search(context, desk, `Appointment?date=${day}`);
      return found.map(({ start = "" }) => ({
        words: { day: start.startsWith(day) ? (typed["day"] ?? "") : start, time: start.slice(11, 16) },
      }));
    }
    case "note": {
      const answer = await context.request.get(`${desk.origin}/api/patients/${desk.patient}/drafts`);
      const { drafts } = (await answer.json()) as { drafts: readonly { id: string; title: string; text: string }[] };
      return drafts
        .filter(({ id }) => "draft" in form && form.draft === id)
        .map(({ title, text }) => ({ words: { title, text } }));
    }
  }
}

async function search(context: BrowserContext, { origin }: Desk, query: string): Promise<readonly Resource[]> {
  const answer = await context.request.get(`${origin}/fhir/${query}`, { headers: { accept: "application/fhir+json" } });
  if (!answer.ok()) throw new Error(`${query} answered ${answer.status()}`);
  const bundle = (await answer.json()) as { readonly entry?: readonly { readonly resource: Resource }[] };
  return (bundle.entry ?? []).map(({ resource }) => resource);
}

const requestSystems = ["urn:wardbook:request", "urn:wardbook:booking-request"] as const;

/** Records that bear one request's number, and are several. */
export async function countDoubled(desk: Desk): Promise<number> {
  return lookAt(desk, async ({ house: { chart } }) => {
    const caller = aClient(desk.tenant, "system/*.rs");
    let doubled = 0;
    for (const type of ["Patient", "Appointment"] as const) {
      const seen = new Map<string, number>();
      const { value } = await chart.search(caller, type, [["_count", "500"]]);
      for (const match of value.matches) {
        const { meta, identifier } = inside(match) as {
          readonly meta?: { readonly tag?: readonly { readonly system?: string; readonly code?: string }[] };
          readonly identifier?: readonly { readonly system?: string; readonly value?: string }[];
        };
        const tags = (meta?.tag ?? []).map(({ system, code }) => ({ system, value: code }));
        for (const { system, value: number } of [...tags, ...(identifier ?? [])])
          if (requestSystems.some((one) => one === system)) seen.set(`${number}`, (seen.get(`${number}`) ?? 0) + 1);
      }
      doubled += [...seen.values()].filter((times) => times > 1).length;
    }
    return doubled;
  });
}
