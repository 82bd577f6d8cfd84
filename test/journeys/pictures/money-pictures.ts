import type { Page } from "playwright-core";
import type { Picture } from "./picture.ts";

const biller = { named: "Farida Rahmani" };

const work = async (page: Page) => {
  await page.goto("/billing");
  await page.getByRole("list", { name: "Dues by age" }).waitFor();
};

/** Whoever owes most. */
const patientsMoney = async (page: Page) => {
  await work(page);
  await page.getByRole("table", { name: "Who owes what, most first" }).getByRole("link").first().click();
  await page.getByText("to pay").first().waitFor();
};

/** Work with money, one patient's, and an invoice. */
export const moneyPictures: readonly Picture[] = [
  { name: "money", as: biller, show: work },
  { name: "patients-money", as: "front-desk", show: patientsMoney },
  {
    name: "invoice",
    as: biller,
    show: async (page) => {
      await work(page);
      await page
        .getByRole("row", { name: /Resistance bands/ })
        .getByRole("link")
        .click();
      await page.getByRole("heading", { level: 1, name: /^Invoice/ }).waitFor();
    },
  },
];
