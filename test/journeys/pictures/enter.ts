import type { Page } from "playwright-core";
import { demonstrationPeople as answerOfPeople } from "../../../contract/index.ts";
import type { Serving } from "../../../src/serve.ts";
import { enterAs } from "../support/door.ts";
import type { Picture } from "./picture.ts";

/** Signs somebody of the demonstration in. */
export async function sessionOf({ origin }: Serving, name: string): Promise<{ readonly cookie: string }> {
  const { people } = answerOfPeople.parse(await (await fetch(`${origin}/api/demonstration/people`)).json());
  const personId = people.find(({ displayName }) => displayName.endsWith(name))?.personId;
  if (personId === undefined) throw new Error(`nobody is called ${name}`);
  const entered = await fetch(`${origin}/api/demonstration/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ personId }),
  });
  return { cookie: entered.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

export async function enter(page: Page, serving: Serving, as: NonNullable<Picture["as"]>): Promise<void> {
  if (typeof as === "string") return enterAs(page, as);
  const [name = "", value = ""] = (await sessionOf(serving, as.named)).cookie.split("=");
  const { hostname } = new URL(serving.origin);
  await page
    .context()
    .addCookies([{ name, value, domain: hostname, path: "/", secure: true, httpOnly: true, sameSite: "Strict" }]);
  await page.goto("/");
}
