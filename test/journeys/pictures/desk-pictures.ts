import type { Page } from "playwright-core";
import type { Picture } from "./picture.ts";

const calendar = async (page: Page) => {
  await page.goto("/calendar");
  await page.getByRole("group", { name: /2026/ }).waitFor();
};

/** The front desk's day. */
export const deskPictures: readonly Picture[] = [
  { name: "board", as: "front-desk", show: async () => undefined },
  { name: "board-dark", as: "front-desk", dark: true, show: async (page) => void (await page.goto("/board")) },
  { name: "board-phone", as: "front-desk", phone: true, show: async (page) => void (await page.goto("/board")) },
  { name: "calendar", as: "front-desk", show: calendar },
];
