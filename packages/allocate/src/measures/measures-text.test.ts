import { expect, test } from "vitest";
import type { Amount } from "../explain/amount.ts";
import { readPabulib } from "../pabulib/read-pabulib.ts";
import { plainSettings } from "../settings.ts";
import { compareRules } from "./compare-rules.ts";
import type { EjrViolation } from "./ejr-plus.ts";
import { comparisonText, ejrText, groupText, satisfactionText } from "./measures-text.ts";

const amount = (value: number): Amount => ({ exact: `${value}`, value });
const nl = { language: "nl", currency: "EUR" } as const;
const en = { language: "en", currency: "EUR" } as const;
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("how a group is served", () => {
  const group = {
    value: "65+",
    voters: 1200,
    votersShare: 0.12,
    money: amount(250000),
    moneyShare: 0.153,
    moneyPerVoter: amount(208.33),
    withWinner: 960,
    withWinnerShare: 0.8,
  };
  expect(plain(groupText(group, nl))).toBe(
    "65+: 1.200 stemmers, 12,0% van alle stemmers. Naar hen gaat 15,3% van het geld: € 208,33 per stemmer. 80,0% van hen stemde op minstens één gekozen project.",
  );
  expect(plain(groupText({ ...group, value: null, voters: 1 }, en))).toBe(
    "Unknown: 1 voter, 12.0% of all voters. 15.3% of the money serves them: €208.33 per voter. 80.0% of them voted for at least one chosen project.",
  );
});

test("how well voters are served", () => {
  const satisfaction = {
    voters: 1000,
    withWinner: 780,
    withWinnerShare: 0.78,
    projects: { mean: 2.345, median: 2 },
    money: { mean: amount(12000.5), median: amount(9000) },
  };
  expect(plain(satisfactionText(satisfaction, nl))).toBe(
    "Van de 1.000 stemmers stemden er 780 (78,0%) op minstens één gekozen project. Gemiddeld stemde iemand op 2,35 gekozen projecten, die samen € 12.000,50 kosten.",
  );
  expect(plain(satisfactionText(satisfaction, en))).toBe(
    "Of the 1,000 voters, 780 (78.0%) voted for at least one chosen project. On average somebody voted for 2.35 chosen projects, which cost €12,000.50 together.",
  );
});

test("who got less than a proportional part", () => {
  const park = { id: "a4", name: "Park" };
  const violation: EjrViolation = {
    project: "a4",
    voters: 20,
    groups: [],
    money: amount(20000),
    has: amount(3000),
    deserves: amount(20000),
  };
  expect(plain(ejrText(violation, park, { worth: "cost" }, nl))).toBe(
    "20 stemmers van project a4 (Park) kregen minder dan een evenredig deel. Hun deel van het budget is € 20.000; de projecten waarop zij stemden en die zijn gekozen, kosten voor elk van hen hoogstens € 3.000.",
  );
  expect(plain(ejrText(violation, park, { worth: "cost" }, en))).toBe(
    "20 voters for project a4 (Park) got less than a proportional part. Their part of the budget is €20,000; the chosen projects that they voted for cost at most €3,000 for each of them.",
  );
  const byNumber = { ...violation, has: amount(1), deserves: amount(4.5) };
  expect(plain(ejrText(byNumber, park, { worth: "count" }, nl))).toBe(
    "20 stemmers van project a4 (Park) kregen minder dan een evenredig deel. Elk van hen stemde op hoogstens 1 gekozen project; voor hun deel van het budget, € 20.000, konden het er 4 zijn.",
  );
  expect(plain(ejrText({ ...byNumber, deserves: null }, park, { worth: "count" }, en))).toBe(
    "20 voters for project a4 (Park) got less than a proportional part. Each of them voted for at most 1 chosen project; for their part of the budget, €20,000, it could have been more.",
  );
});

test("rules side by side", () => {
  const election = readPabulib(
    "META\nkey;value\nbudget;60\ncurrency;EUR\nvote_type;approval\nPROJECTS\nproject_id;cost\na;60\nb;20\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n",
  );
  const comparison = compareRules(election, [
    plainSettings(election, "greedy"),
    { ...plainSettings(election, "equal-shares"), completion: "add1u", compareWith: "greedy" },
  ]);
  const [greedy, shares] = comparisonText(comparison, "nl").map(plain);
  expect(greedy).toBe(
    "Gewone telling: 1 project voor € 60, 100,0% van het budget. 66,7% van de stemmers stemde op minstens één gekozen project, gemiddeld op 0,67. Bij 1 afgevallen project kwam een groep stemmers meer dan één project te kort.",
  );
  expect(shares).toMatch(/^Gelijke delen \(add1u, gewone telling\): /);
  const english = comparisonText(comparison, "en").map(plain);
  expect(english[0]).toBe(
    "Ordinary count: 1 project for €60, 100.0% of the budget. 66.7% of voters voted for at least one chosen project, 0.67 on average. For 1 losing project a group of voters fell short by more than one project.",
  );
  const impossible = {
    kind: "impossible",
    settings: plainSettings(election, "maximin"),
    why: "",
  } as const;
  expect(comparisonText({ ...comparison, rules: [impossible] }, "nl")).toEqual([
    "Maximin: niet te tellen bij deze stemming.",
  ]);
});
