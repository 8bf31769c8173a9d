import { expect, test } from "vitest";
import { Refusal } from "#kernel";
import { contrastComplaints, contrastOf, readColour } from "./contrast.ts";
import { readOwnTheme } from "./own-theme.ts";
import { themeCss } from "./theme-css.ts";

test("our own theme can be read in every look", () => {
  expect(contrastComplaints(null)).toEqual([]);
});

// WCAG 2.2: black on white is 21; #767676 is the palest grey that passes 4.5 on white.
test.for([
  ["#000", "#ffffff", 21],
  ["#767676", "#fff", 4.54],
  ["rgb(119, 119, 119)", "#ffffff", 4.48],
  ["#17252e", "#17252e", 1],
] as const)("%s on %s has a contrast of %d", ([one, other, expected]) => {
  expect(contrastOf(readColour(one)!, readColour(other)!)).toBeCloseTo(expected, 2);
});

test("a theme changes its look only: its light colours stay off a dark page", () => {
  const own = readOwnTheme(
    "ours.css",
    `/* Our city */
    :root { --kw-accent: #8a1538; --kw-radius: 0;
      --utrecht-heading-color: var(--kw-accent) }
    @media (prefers-color-scheme: dark) { :root { --kw-accent: #ff9db5; } }`,
  );
  const css = themeCss(own);
  const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme: dark){");
  expect(light).toContain("--kw-accent:#8a1538;");
  expect(light).toContain("--utrecht-heading-color:var(--kw-accent);");
  expect(light).toContain("--kw-radius:0;");
  expect(dark).toContain("--kw-accent:#ff9db5;");
  expect(dark).toContain("--kw-paper:#10171e;");
});

test.for([
  [":root{--kw-accent:url(x)}", "ours.css, line 1: the value of --kw-accent has something"],
  [":root{\n--kw-accent:\\75rl(x)}", "line 2: the value of --kw-accent"],
  [":root{--kw-font:</style>}", "the value of --kw-font"],
  [":root{color:red}", '"color:red" is not a token of the theme'],
  [":root{--other:1px}", "is not a token of the theme"],
  ["\n\nbody{--kw-ink:#000}", 'line 3: tokens stand in ":root { … }"'],
  ["--kw-ink:#000;", "tokens stand in"],
  ["@import 'x.css';", "tokens stand in"],
  ["@media print{:root{--kw-ink:#000}}", "tokens stand in"],
  [":root{body{--kw-ink:#000}}", "tokens stand in"],
  [":root{--kw-ink:#000", "is not closed"],
  [":root{}}", "closes nothing"],
  [`:root{--kw-font:${"a".repeat(70_000)}}`, "at most 64 kB"],
  [
    ":root{--kw-link:#9ad}",
    "--kw-link (#9ad) on --kw-paper (#ffffff) has a contrast of 2.3 in the light look",
  ],
  [":root{--kw-ink:black}", '--kw-ink is "black" in the light look; write it as #rrggbb'],
] as const)("refuses %s", ([css, expected]) => {
  expect(() => readOwnTheme("ours.css", css)).toThrow(Refusal);
  expect(() => readOwnTheme("ours.css", css)).toThrow(expected);
});
