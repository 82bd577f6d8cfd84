import { describe, expect, test } from "vitest";
import { xhtmlFault } from "./xhtml.ts";

const div = (content: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`;
const fault = (text: string) => xhtmlFault(text)?.fault;

describe("narrative", () => {
  test("takes formatted text, tables, links and images", () => {
    for (const content of [
      "plain",
      "<p>A <b>bold</b> <i>claim</i>&#160;&lt; 3</p><!-- a note --><br/><hr />",
      '<table class="grid"><tr><td colspan="2" style="color: red">x</td></tr></table>',
      '<a href="https://example.org/x?a=1&amp;b=2">x</a> <a href="Patient/1#a:b">y</a> <a href="#z">z</a>',
      '<img src="data:image/png;base64,AAAA" alt="x"/>',
      "<span xml:lang='nl'>kort</span>",
    ]) {
      expect([content, fault(div(content))]).toEqual([content, undefined]);
    }
  });

  test("refuses what isn't one well-formed XHTML div", () => {
    for (const text of [
      "",
      "text",
      "<div>no namespace</div>",
      '<div xmlns="http://www.w3.org/2000/svg">x</div>',
      '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
      `${div("a")}${div("b")}`,
      `${div("a")} tail`,
      div("<b>unclosed"),
      div("<b><i>crossed</b></i>"),
      div("a < b"),
      div("a & b"),
      div("<br>"),
      div("<p class=x>y</p>"),
      div('<p class="a" class="b">y</p>'),
      div("<![CDATA[x]]>"),
      div("<?php x ?>"),
      div("   "),
      `<!DOCTYPE html>${div("x")}`,
    ]) {
      expect([text, fault(text)]).toEqual([text, "fhir/malformed-xhtml"]);
    }
  });

  test("refuses what could run, load or submit something", () => {
    for (const content of [
      "<script>x</script>",
      "<SCRIPT>x</SCRIPT>",
      '<iframe src="x">x</iframe>',
      "<object>x</object>",
      "<form>x</form>",
      "<style>x</style>",
      "<svg>x</svg>",
      '<p onclick="x">y</p>',
      '<p ONCLICK="x">y</p>',
      '<img src="x" onerror="y"/>',
      '<a href="javascript:x">y</a>',
      '<a href=" JaVaScRiPt:x">y</a>',
      '<a href="java\nscript:x">y</a>',
      '<a href="&#106;avascript:x">y</a>',
      '<a href="&#x6A;avascript&colon;x">y</a>',
      '<a href="java&Tab;script:x">y</a>',
      '<a href="vbscript:x">y</a>',
      '<a href="data:text/html,x">y</a>',
      '<img src="data:image/svg+xml,x"/>',
      '<p style="width: expression(x)">y</p>',
      '<p style="background: url(javascript:x)">y</p>',
    ]) {
      expect([content, fault(div(content))]).toEqual([content, "fhir/unsafe-xhtml"]);
    }
  });

  test("takes hostile lengths without exhausting the stack", () => {
    expect(fault(div(`<p${" class='x'".repeat(500_000)}>y</p>`))).toBe("fhir/malformed-xhtml");
    expect(fault(div(`<p${" ".repeat(5_000_000)}`))).toBe("fhir/malformed-xhtml");
    expect(fault(div(`<!--${"x".repeat(5_000_000)}-->y`))).toBeUndefined();
    expect(fault(div("<b>".repeat(300_000)))).toBe("fhir/malformed-xhtml");
  });
});
