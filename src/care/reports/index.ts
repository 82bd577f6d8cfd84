export { openReports } from "./reports.ts";
export type { AskedReport, Report, Reports } from "./reports.ts";
export { ReportsError } from "./reports-error.ts";
export type { ReportsErrorCode } from "./reports-error.ts";
export type { Clinic, Expenses, Money, ReportAct, ReportsPorts } from "./ports.ts";
export { longestMilliseconds } from "./fact-store.ts";
