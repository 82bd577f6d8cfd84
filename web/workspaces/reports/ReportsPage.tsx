import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReportQuery } from "../../../contract/index.ts";
import { usePageKeys } from "../../app/shell/use-page-keys.ts";
import { isoDay } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { ExportMenu } from "./_parts/ExportMenu.tsx";
import { BookParts, DuesPart, EnquiriesPart, ExpensesPart } from "./_parts/MoneyParts.tsx";
import { type Period, monthBefore, stepped } from "./_parts/period-steps.ts";
import { useReport } from "./_parts/report-calls.ts";
import { ReportFilters } from "./_parts/ReportFilters.tsx";
import classes from "./_parts/Reports.module.css";
import { VisitParts } from "./_parts/VisitParts.tsx";
import type { ReportsSearch } from "./route.tsx";
import { daysText } from "./_parts/words.ts";
import { say } from "./words/index.ts";

/** Figures of the house, for who runs it: how many, how long, how much. */
export function ReportsPage() {
  const navigate = useNavigate();
  const search: ReportsSearch = useSearch({ strict: false });
  const today = isoDay(new Date());
  // A month that is over has all its figures.
  const period: Period = { unit: search.unit ?? "month", day: search.day ?? monthBefore(today), to: search.to };
  const query: ReportQuery = {
    ...period,
    to: period.unit === "custom" ? period.to : undefined,
    branch: search.branch,
  };
  const { data: report, error, refetch, isPlaceholderData } = useReport(query);
  const show = ({ unit, day, to, branch }: Period & { readonly branch: string | undefined }) =>
    void navigate({
      to: "/reports",
      search: {
        ...(unit === "month" ? {} : { unit }),
        day,
        ...(unit === "custom" && to !== undefined ? { to } : {}),
        ...(branch === undefined ? {} : { branch }),
      },
      replace: true,
    });
  usePageKeys({
    "[": () => show({ ...stepped(period, -1), branch: search.branch }),
    "]": () => show({ ...stepped(period, 1), branch: search.branch }),
    t: () => show({ unit: period.unit, day: today, to: today, branch: search.branch }),
  });
  const isEmpty =
    report !== undefined &&
    [report.visits, report.books, report.dues, report.enquiries, report.expenses].every((one) => one === undefined);
  return (
    <>
      <PageHeader
        title={say("reports")}
        summary={
          report === undefined
            ? ""
            : say("besideDays", { days: daysText(report.days), before: daysText(report.before) })
        }
        actions={<ExportMenu query={query} />}
      />
      <ReportFilters period={period} branch={search.branch} report={report} today={today} show={show} />
      {error !== null && <ErrorNotice error={error} again={() => void refetch()} />}
      {report === undefined && error === null && <PageWait />}
      {report?.fewest !== undefined && (
        <p className={classes.notice}>{say("coarseFigures", { fewest: report.fewest })}</p>
      )}
      {isEmpty && <EmptyState title={say("noFigures")}>{say("noFiguresMore")}</EmptyState>}
      {report !== undefined && (
        <div className={classes.page} data-stale={isPlaceholderData || undefined}>
          <div className={classes.parts}>
            {report.visits !== undefined && <VisitParts visits={report.visits} />}
            {report.books !== undefined && <BookParts books={report.books} />}
            {report.dues !== undefined && <DuesPart dues={report.dues} />}
            {report.expenses !== undefined && <ExpensesPart expenses={report.expenses} />}
            {report.enquiries !== undefined && <EnquiriesPart enquiries={report.enquiries} />}
          </div>
        </div>
      )}
    </>
  );
}
