import { expect, test } from "vitest";
import { latinDigits } from "./latin-digits.ts";

test("digits of Hindi, of Arabic and of Persian are the ten that they are", () => {
  expect(latinDigits("०१२३४५६७८९ ٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹")).toBe("0123456789 0123456789 0123456789");
  expect(latinDigits("14-अग॰-1979, أربعة")).toBe("14-अग॰-1979, أربعة");
});
