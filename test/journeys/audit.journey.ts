import { expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { accessibilityFaults, overflow, unseenFocus } from "./support/audit.ts";

test("the audit sees faults where there are some", async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent(
      `<main><style>a { outline: none }</style><h1>Faults</h1><a href="/">Home</a><img src="/wardbook.svg"><p style="color: #bbb">pale</p><div style="width: 3000px">wide</div></main>`,
    );
    expect(await unseenFocus(page, 1)).toEqual(["<a> Home"]);
    const faults = await accessibilityFaults(page);
    expect(faults.join()).toContain("image-alt");
    expect(faults.join()).toContain("color-contrast");
    expect(await accessibilityFaults(page)).toEqual(faults);
    expect((await overflow(page)).length).toBeGreaterThan(0);
  } finally {
    await browser.close();
  }
});
