import { expect, test } from "vitest";
import { formatTilePath, parseTilePath, tilesAtLevel } from "./tile-path.ts";

test.for([
  ["tile/0/000", { level: 0, tile: 0, width: 256 }],
  ["tile/0/x001/x234/067", { level: 0, tile: 1_234_067, width: 256 }],
  ["tile/2/x001/000.p/1", { level: 2, tile: 1000, width: 1 }],
  ["tile/63/999.p/255", { level: 63, tile: 999, width: 255 }],
] as const)("%s names one tile", ([path, name]) => {
  expect(parseTilePath(path)).toEqual(name);
  expect(formatTilePath(name)).toBe(path);
});

test.for([
  "tile/0/0",
  "tile/00/000",
  "tile/64/000",
  "tile/0/x000/001",
  "tile/0/x01/001",
  "tile/0/001/002",
  "tile/0/000.p/0",
  "tile/0/000.p/256",
  "tile/0/000.p/01",
  "tile/0/000/",
  "/tile/0/000",
  "tile/-1/000",
  "tile/0/000\n",
  "tile/entries/000",
])("%s names none", (path) => {
  expect(parseTilePath(path)).toBeUndefined();
});

test("a tree of 70,000 leaves has the tiles of the specification's example", () => {
  expect([0, 1, 2, 3].map((level) => tilesAtLevel(level, 70_000))).toEqual([
    { full: 273, partialWidth: 112 },
    { full: 1, partialWidth: 17 },
    { full: 0, partialWidth: 1 },
    { full: 0, partialWidth: 0 },
  ]);
});
