import { fits, fitsFile, type Law } from "./law.ts";

type Module = Law["modules"][number];

/** The module that a file lies in, and the folder that fits its pattern. */
export interface Home {
  readonly module: Module;
  readonly folder: string;
}

/** The module whose pattern fits the longest part of the path; what helps tests is part of the module that it lies in. Files that
 *  lie directly in "src" belong to it; files in folders of "src" that the law doesn't name belong to none. */
export function moduleOf(law: Law, path: string): Home | undefined {
  const parts = path.split("/");
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const folder = parts.slice(0, length).join("/");
    const module = law.modules.find(({ at }) => fits(folder, at));
    if (module === undefined || isTestFile(law, `${folder}/`)) continue;
    return folder === "src" && length < parts.length - 1 ? undefined : { module, folder };
  }
  return undefined;
}

/** Whether the file is a test, or helps tests. */
export function isTestFile(law: Law, path: string): boolean {
  return law.testPatterns.some((pattern) => fitsFile(path, pattern));
}
