import { expect, test } from "vitest";
import { typedDate } from "../../../ui/typed-date.ts";
import { recognise } from "./recognise.ts";

const parameters = (text: string) => {
  const found = recognise(text);
  return found.kind === "search" ? found.parameters : found.kind;
};

test("names are looked for word by word, in any order and with any comma", () => {
  expect(parameters("hart ann")).toEqual({ name: ["hart", "ann"] });
  expect(parameters("HARTLEY, Ann")).toEqual({ name: ["HARTLEY", "Ann"] });
  expect(parameters("O'Neill-Byrne")).toEqual({ name: ["O'Neill-Byrne"] });
});

test("a single letter asks for nothing yet, a single short name does", () => {
  expect(parameters("h")).toBe("too-short");
  expect(parameters("Wu")).toEqual({ name: ["Wu"] });
  expect(parameters("   ")).toBe("nothing");
});

test("dates of birth are recognised as people write them, day first", () => {
  for (const text of [
    "12/03/1948",
    "12.3.1948",
    "12-03-1948",
    "12 Mar 1948",
    "12-Mar-1948",
    "12march1948",
    "1948-03-12",
  ]) {
    expect(parameters(text)).toEqual({ birthdate: "1948-03-12" });
  }
});

test("a date that can only be month first is read so; one that can't be is no date", () => {
  expect(typedDate("03/25/1948")).toBe("1948-03-25");
  expect(typedDate("31/02/1948")).toBeUndefined();
  expect(typedDate("29/02/1947")).toBeUndefined();
});

test("name and birth narrow each other", () => {
  expect(parameters("hartley 12/03/1948")).toEqual({ birthdate: "1948-03-12", name: ["hartley"] });
  expect(parameters("hartley born 1948")).toEqual({ birthdate: "1948", name: ["hartley"] });
  expect(parameters("1948")).toEqual({ birthdate: "1948" });
});

test("numbers are looked for as typed, in capitals, and without their gaps", () => {
  expect(parameters("wb-100234")).toEqual({ identifier: "wb-100234,WB-100234,WB100234" });
  expect(parameters("943 476 5919")).toEqual({ identifier: "943 476 5919,9434765919" });
  expect(parameters("ZZ 123 456 78")).toEqual({ identifier: "ZZ 123 456 78,ZZ12345678" });
  expect(parameters("100234")).toEqual({ identifier: "100234" });
});

test("a record's id opens the record", () => {
  expect(parameters("0C89B627-646B-40FF-A620-C8509A10912C")).toEqual({ _id: "0c89b627-646b-40ff-a620-c8509a10912c" });
});

test("a comma can't smuggle a second value into a search", () => {
  expect(parameters("1,2")).not.toEqual({ identifier: "1,2" });
});

test("the person is told how the text was understood", () => {
  expect(recognise("12/03/1948")).toMatchObject({ says: "born 12-Mar-1948" });
  expect(recognise("1948")).toMatchObject({ says: "born in 1948" });
});
