import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";
import { isResultView, type ResultView } from "./_parts/results/result-view.ts";
import { isPeriodKey, type PeriodKey } from "./_parts/trends/period-key.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Going = { readonly params: { readonly patientId: string }; readonly preload: boolean };

/** Begins to ask for what a page shows when somebody goes there: not when a pointer passes its link, for a look is witnessed. */
const begins =
  (page: "summary" | "notes" | undefined) =>
  ({ params: { patientId }, preload }: Going): void => {
    // What it can't ask for now the page asks for itself.
    if (!preload)
      void import("./_parts/record/begin-chart.ts").then(
        ({ beginChart }) => beginChart(patientId, page),
        () => undefined,
      );
  };

const chart = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/patients/$patientId",
  beforeLoad: begins(undefined),
  component: lazyRouteComponent(() => import("./ChartLayout.tsx"), "ChartLayout"),
});

const summary = createRoute({
  getParentRoute: () => chart,
  path: "/",
  beforeLoad: begins("summary"),
  component: lazyRouteComponent(() => import("./SummaryPage.tsx"), "SummaryPage"),
});
const problems = createRoute({
  getParentRoute: () => chart,
  path: "/problems",
  component: lazyRouteComponent(() => import("./ProblemsPage.tsx"), "ProblemsPage"),
});
const medicines = createRoute({
  getParentRoute: () => chart,
  path: "/medicines",
  component: lazyRouteComponent(() => import("./MedicinesPage.tsx"), "MedicinesPage"),
});
const allergies = createRoute({
  getParentRoute: () => chart,
  path: "/allergies",
  component: lazyRouteComponent(() => import("./AllergiesPage.tsx"), "AllergiesPage"),
});

const results = createRoute({
  getParentRoute: () => chart,
  path: "/results",
  validateSearch: (search): { view?: ResultView } => (isResultView(search.view) ? { view: search.view } : {}),
  component: lazyRouteComponent(() => import("./ResultsPage.tsx"), "ResultsPage"),
});

const orders = createRoute({
  getParentRoute: () => chart,
  path: "/orders",
  component: lazyRouteComponent(() => import("./orders/OrdersPage.tsx"), "OrdersPage"),
});

const vitals = createRoute({
  getParentRoute: () => chart,
  path: "/vitals",
  validateSearch: (search): { period?: PeriodKey } => (isPeriodKey(search.period) ? { period: search.period } : {}),
  component: lazyRouteComponent(() => import("./VitalsPage.tsx"), "VitalsPage"),
});

const measures = createRoute({
  getParentRoute: () => chart,
  path: "/therapy",
  component: lazyRouteComponent(() => import("./therapy/MeasuresPage.tsx"), "MeasuresPage"),
});

const movement = createRoute({
  getParentRoute: () => chart,
  path: "/therapy/movement",
  component: lazyRouteComponent(() => import("./therapy/MovementPage.tsx"), "MovementPage"),
});

const bodyChart = createRoute({
  getParentRoute: () => chart,
  path: "/therapy/body",
  component: lazyRouteComponent(() => import("./therapy/BodyPage.tsx"), "BodyPage"),
});

const therapyPlan = createRoute({
  getParentRoute: () => chart,
  path: "/therapy/plan",
  component: lazyRouteComponent(() => import("./therapy/PlanPage.tsx"), "PlanPage"),
});

const timeline = createRoute({
  getParentRoute: () => chart,
  path: "/timeline",
  component: lazyRouteComponent(() => import("./TimelinePage.tsx"), "TimelinePage"),
});

const notes = createRoute({
  getParentRoute: () => chart,
  path: "/notes",
  validateSearch: (search): { note?: string } => (typeof search.note === "string" ? { note: search.note } : {}),
  beforeLoad: begins("notes"),
  component: lazyRouteComponent(() => import("./NotesPage.tsx"), "NotesPage"),
});

const writeNote = createRoute({
  getParentRoute: () => chart,
  path: "/notes/write/$draftId",
  validateSearch: (search): { addendumTo?: string; replaces?: string; encounter?: string; template?: string } =>
    Object.fromEntries([
      ...(["addendumTo", "replaces", "encounter"] as const).flatMap((name) => {
        const id = search[name];
        return typeof id === "string" && uuid.test(id) ? [[name, id]] : [];
      }),
      ...(typeof search.template === "string" && search.template.length <= 60 ? [["template", search.template]] : []),
    ]),
  component: lazyRouteComponent(() => import("./NoteEditorPage.tsx"), "NoteEditorPage"),
});

const writeLetter = createRoute({
  getParentRoute: () => chart,
  path: "/letters/write",
  validateSearch: (search): { encounter?: string; replaces?: string } =>
    Object.fromEntries(
      (["encounter", "replaces"] as const).flatMap((name) => {
        const id = search[name];
        return typeof id === "string" && uuid.test(id) ? [[name, id]] : [];
      }),
    ),
  component: lazyRouteComponent(() => import("./letters/LetterPage.tsx"), "LetterPage"),
});

const files = createRoute({
  getParentRoute: () => chart,
  path: "/files",
  validateSearch: (search): { encounter?: string; note?: string } =>
    Object.fromEntries(
      (["encounter", "note"] as const).flatMap((name) => {
        const id = search[name];
        return typeof id === "string" && uuid.test(id) ? [[name, id]] : [];
      }),
    ),
  component: lazyRouteComponent(() => import("./files/FilesPage.tsx"), "FilesPage"),
});

const access = createRoute({
  getParentRoute: () => chart,
  path: "/access",
  component: lazyRouteComponent(() => import("./AccessPage.tsx"), "AccessPage"),
});

const consents = createRoute({
  getParentRoute: () => chart,
  path: "/consents",
  component: lazyRouteComponent(() => import("./consents/ConsentsPage.tsx"), "ConsentsPage"),
});

export const chartRoutes = [
  chart.addChildren([
    summary,
    problems,
    medicines,
    allergies,
    results,
    orders,
    vitals,
    measures,
    movement,
    bodyChart,
    therapyPlan,
    timeline,
    notes,
    writeNote,
    writeLetter,
    files,
    access,
    consents,
  ]),
] as const;
