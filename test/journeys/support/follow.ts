import type { Page, Request } from "playwright-core";

const quietMilliseconds = 60;

interface Traffic {
  /** Requests that nothing has ended. */
  under: number;
  /** How many began. */
  begun: number;
}

const watched = new WeakMap<Page, Traffic>();

function trafficOf(page: Page): Traffic {
  const known = watched.get(page);
  if (known !== undefined) return known;
  const traffic = { under: 0, begun: 0 };
  // A stream of news has no end to wait for.
  const isStream = (request: Request) => request.resourceType() === "eventsource";
  page.on("request", (request) => {
    if (isStream(request)) return;
    traffic.under += 1;
    traffic.begun += 1;
  });
  const end = (request: Request) => {
    if (!isStream(request)) traffic.under -= 1;
  };
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  watched.set(page, traffic);
  return traffic;
}

/** Once what came is drawn: whether the app has begun, and no page of it is on its way. */
const isDrawn = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      new Promise<boolean>((tell) => {
        const look = () =>
          tell(document.querySelector("#root:empty") === null && document.querySelector("[data-underway]") === null);
        requestAnimationFrame(() => setTimeout(look, 0));
      }),
  );

/** Until nothing is asked for any more, and what came is drawn: a page that is busy drawing asks for nothing either, so it is heard whether
 *  it is free, and whether it is all there. Half a second shorter than Playwright's `networkidle`. */
export async function settled(page: Page): Promise<void> {
  const traffic = trafficOf(page);
  for (let rounds = 0; rounds < 2; ) {
    const { begun } = traffic;
    const isThere = await isDrawn(page);
    await page.waitForTimeout(quietMilliseconds);
    rounds = isThere && traffic.under <= 0 && traffic.begun === begun ? rounds + 1 : 0;
  }
}

/** Goes to an address of the app that is open, as one of its links would. */
export async function follow(page: Page, path: string): Promise<void> {
  trafficOf(page);
  await page.evaluate((to) => history.pushState({}, "", to), path);
  await settled(page);
}

/** Loads an address anew. */
export async function load(page: Page, path: string): Promise<void> {
  trafficOf(page).under = 0;
  // Addresses that differ only after # would not load anew.
  if (path.includes("#")) await page.goto("about:blank");
  await page.goto(path);
}
