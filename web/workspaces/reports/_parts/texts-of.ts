import type { Report } from "../../../../contract/index.ts";
import type { FigureText } from "./figure-table.ts";
import { duesText, enquiriesText, expensesText, packagesText, revenueText } from "./money-texts.ts";
import { attendanceText, patientsText, utilisationText, waitingText } from "./visit-texts.ts";

/** Every part that a report has, in the order of the page: what is shown is what is printed and taken out. */
export function textsOf({ visits, books, dues, enquiries, expenses }: Report): readonly FigureText[] {
  return [
    ...(visits === undefined
      ? []
      : [utilisationText(visits), attendanceText(visits), waitingText(visits), patientsText(visits)]),
    ...(books === undefined ? [] : [revenueText(books), packagesText(books)]),
    ...(dues === undefined ? [] : [duesText(dues)]),
    ...(expenses === undefined ? [] : [expensesText(expenses)]),
    ...(enquiries === undefined ? [] : [enquiriesText(enquiries)]),
  ];
}
