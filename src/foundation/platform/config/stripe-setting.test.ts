import { inspect } from "node:util";
import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { parseStripeApi } from "./stripe-setting.ts";

const key = "sk_test_of_nobody_0123456789";

test("nobody is paid online until a key is given, which never prints and stays in no environment", () => {
  expect(parseConfig({}).stripe).toBeUndefined();
  const environment = { WARDBOOK_STRIPE_KEY: key, WARDBOOK_STRIPE_NOTICES: "whsec_of_nobody_0123456789" };
  const { stripe } = parseConfig(environment);
  expect(environment).toEqual({});
  expect([stripe?.key.expose(), stripe?.api]).toEqual([key, "https://api.stripe.com"]);
  expect(`${JSON.stringify(stripe)}${inspect(stripe, { depth: 9 })}`).not.toMatch(/sk_test|whsec/);
});

test.each([
  [{ WARDBOOK_STRIPE_KEY: "pk_test_0123456789" }],
  [{ WARDBOOK_STRIPE_KEY: "4111111111111111" }],
  [{ WARDBOOK_STRIPE_ORGANISATION: "hill" }],
  [{ WARDBOOK_STRIPE_KEY: key, WARDBOOK_STRIPE_API: "http://stripe.example" }],
  [{ WARDBOOK_STRIPE_KEY: key, WARDBOOK_STRIPE_NOTICES: "wh_quillfeather" }],
])("refuses %j, without quoting it", (environment) => {
  const [name = "", value = ""] = Object.entries({ ...environment }).at(-1) ?? [];
  try {
    parseConfig({ ...environment });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: "config/bad-value", message: expect.stringContaining("WARDBOOK_STRIPE_") });
    if (name !== "WARDBOOK_STRIPE_ORGANISATION") expect(inspect(error)).not.toContain(value);
  }
});

test("the protocol is spoken with TLS, or on this machine", () => {
  expect(parseStripeApi("https://proxy.example:8443/")).toBe("https://proxy.example:8443");
  expect(parseStripeApi("http://127.0.0.1:9000")).toBe("http://127.0.0.1:9000");
  for (const wrong of ["http://proxy.example", "https://a.example/v1", "https://me@a.example", "stripe", ""])
    expect(parseStripeApi(wrong)).toBeUndefined();
});
