import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const record = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/my-record/$patientId",
  component: lazyRouteComponent(() => import("./MyRecordLayout.tsx"), "MyRecordLayout"),
});

const first = createRoute({
  getParentRoute: () => record,
  path: "/",
  component: lazyRouteComponent(() => import("./MyRecordPage.tsx"), "MyRecordPage"),
});
const appointments = createRoute({
  getParentRoute: () => record,
  path: "/appointments",
  component: lazyRouteComponent(() => import("./AppointmentsPage.tsx"), "AppointmentsPage"),
});
const medicines = createRoute({
  getParentRoute: () => record,
  path: "/medicines",
  component: lazyRouteComponent(() => import("./MedicinesPage.tsx"), "MedicinesPage"),
});
const allergies = createRoute({
  getParentRoute: () => record,
  path: "/allergies",
  component: lazyRouteComponent(() => import("./AllergiesPage.tsx"), "AllergiesPage"),
});
const results = createRoute({
  getParentRoute: () => record,
  path: "/results",
  component: lazyRouteComponent(() => import("./ResultsPage.tsx"), "ResultsPage"),
});
const notes = createRoute({
  getParentRoute: () => record,
  path: "/notes",
  component: lazyRouteComponent(() => import("./NotesPage.tsx"), "NotesPage"),
});
const documents = createRoute({
  getParentRoute: () => record,
  path: "/documents",
  component: lazyRouteComponent(() => import("./DocumentsPage.tsx"), "DocumentsPage"),
});
const whoLooked = createRoute({
  getParentRoute: () => record,
  path: "/who-looked",
  component: lazyRouteComponent(() => import("./WhoLookedPage.tsx"), "WhoLookedPage"),
});
const consents = createRoute({
  getParentRoute: () => record,
  path: "/consents",
  component: lazyRouteComponent(() => import("./ConsentsPage.tsx"), "ConsentsPage"),
});

export const myRecordRoutes = [
  record.addChildren([first, appointments, medicines, allergies, results, notes, documents, whoLooked, consents]),
] as const;
