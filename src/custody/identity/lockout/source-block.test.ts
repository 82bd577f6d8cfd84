import { expect, test } from "vitest";
import { siteBlock, sourceBlock } from "./source-block.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:0:1::9", "2001:db8:0:0::/56"],
  ["2001:db8:0:ff::1", "2001:db8:0:0::/56"],
  ["2001:db8:0:100::1", "2001:db8:0:100::/56"],
  ["2001:db8::1", "2001:db8:0:0::/56"],
  ["fe80::1%eth0", "fe80:0:0:0::/56"],
  ["::1", "0:0:0:0::/56"],
  ["192.0.2.7:50411", "192.0.2.7"],
  ["[2001:db8::1]:50411", "2001:db8:0:0::/56"],
  ["[2001:db8::1]", "2001:db8:0:0::/56"],
  ["unknown", "unknown"],
])("%s stands for %s", (address, block) => {
  expect(sourceBlock(address)).toBe(block);
});

test.each([
  ["192.0.2.7", "192.0.2.0/24"],
  ["::ffff:192.0.2.9", "192.0.2.0/24"],
  ["2001:db8:7:1::9", "2001:db8:7::/48"],
  ["2001:db8:7:ff00::1", "2001:db8:7::/48"],
  ["[2001:db8::1]:50411", "2001:db8:0::/48"],
  ["unknown", "unknown"],
])("%s belongs to the site %s", (address, block) => {
  expect(siteBlock(address)).toBe(block);
});
