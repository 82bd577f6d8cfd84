import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Where the web app that the journeys use was built. */
const built = process.env["WARDBOOK_JOURNEYS_WEB"] ?? join(import.meta.dirname, "../../../dist/web");

const manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);

/** What a browser fetches: as many files, and so many KB of them by how they are compressed. */
export interface Weight {
  readonly files: number;
  readonly brotli: number;
  readonly gzip: number;
}

/** @param files below the folder of the built web app */
export function weightOf(files: readonly string[]): Weight {
  const sum = (kind: string) =>
    files.reduce((total, file) => total + statSync(join(built, `${file}.${kind}`)).size, 0) / 1024;
  return { files: files.length, brotli: sum("br"), gzip: sum("gz") };
}

export interface BuiltScreen {
  /** `desk/BoardPage.tsx` */
  readonly page: string;
  readonly scripts: Weight;
  readonly styles: Weight;
}

/** Pages that stand in another's frame. */
const frames: Readonly<Record<string, string>> = {
  account: "account/AccountPage.tsx",
  administration: "administration/HousePage.tsx",
  chart: "chart/ChartLayout.tsx",
  "my-record": "my-record/MyRecordLayout.tsx",
};
const workspaces = "workspaces/";
/** What is on every page. */
const always = ["index.html", "app/providers.tsx", `${workspaces}governance/_parts/FailedSignIns.tsx`];
const homes = /^workspaces\/home\/_parts\/.*Home\.tsx$/;

/** Every page of the app as somebody's first screen, with all that its modules import: what they fetch later isn't in it. */
export function builtScreens(): readonly BuiltScreen[] {
  const modules = manifest.parse(JSON.parse(readFileSync(join(built, ".vite/manifest.json"), "utf8")));
  const pages = Object.keys(modules).filter(
    (name) => /^workspaces\/.*(?:Page|Layout)\.tsx$/.test(name) || homes.test(name),
  );
  return pages.map((name) => {
    const [folder = ""] = name.slice(workspaces.length).split("/", 1);
    const frame = frames[folder];
    const first = [
      ...always,
      ...(frame === undefined ? [] : [workspaces + frame]),
      ...(homes.test(name) ? [`${workspaces}home/HomePage.tsx`] : []),
      ...(name.endsWith("FrontDeskHome.tsx") ? [`${workspaces}desk/FlowBoard.tsx`] : []),
      name,
    ];
    const needed = new Set<string>();
    const left = [...first];
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      const module = modules[one];
      if (module === undefined) throw new Error(`${one} was not built as a file of its own`);
      if (needed.has(one)) continue;
      needed.add(one);
      left.push(...module.imports);
    }
    const files = [...needed].flatMap((one) => modules[one] ?? []);
    return {
      page: name.slice(workspaces.length),
      scripts: weightOf([...new Set(files.map(({ file }) => file))]),
      styles: weightOf([...new Set(files.flatMap(({ css }) => css))]),
    };
  });
}

/** The files among these addresses that are scripts of the built app, each once. */
export function scriptsAmong(addresses: Iterable<string>): readonly string[] {
  const paths = [...addresses].map((address) => new URL(address).pathname.slice(1));
  return [...new Set(paths)].filter((path) => path.endsWith(".js") && existsSync(join(built, `${path}.br`)));
}
