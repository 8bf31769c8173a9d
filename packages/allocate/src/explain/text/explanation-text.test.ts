import { describe, expect, test } from "vitest";
import type { Amount } from "../amount.ts";
import type { Explanation, RivalVote, Why } from "../explanation.ts";
import type { CostNeed, VotesNeed } from "../needs/needs.ts";
import { explanationText, needsText } from "./explanation-text.ts";
import { moneyText, type TextLanguage } from "./format.ts";

const amount = (value: number): Amount => ({ exact: `${value}`, value });
const park = { id: "a4", name: "Park" };

const explanation = (why: Why, more: Partial<Explanation> = {}): Explanation => ({
  id: "a1",
  name: "Speeltuin",
  won: false,
  position: 3,
  votes: 1200,
  score: null,
  cost: amount(12000),
  currency: "EUR",
  why,
  tiedWith: [],
  rival: null,
  ...more,
});

/** Hard spaces are shown as spaces here. */
const say = (one: Explanation, language: TextLanguage) =>
  explanationText(one, language).replaceAll("\u00a0", " ");

const payers = { full: 250, rest: 50, none: 10 };
const unaffordable = {
  kind: "unaffordable",
  share: amount(100),
  round: 4,
  after: park,
  money: amount(9000.5),
  missing: amount(2999.5),
  moneyAtEnd: amount(0),
  fill: null,
  unspent: amount(5000),
} as const;

const table: readonly (readonly [Why, nl: string, en: string, more?: Partial<Explanation>])[] = [
  [
    { kind: "no-support" },
    "Niet gekozen: niemand stemde op dit project.",
    "Not chosen: nobody voted for this project.",
  ],
  [
    { kind: "fits", left: amount(40000.5) },
    "Gekozen als nummer 3, met 1.200 stemmen. Het kost € 12.000, en er was nog € 40.000,50 over.",
    "Chosen as number 3, with 1,200 votes. It costs €12,000, and €40,000.50 was left.",
  ],
  [
    { kind: "from-the-rest", limit: "Groen", left: amount(13000) },
    "Gekozen als nummer 3, met 1.200 stemmen. Het paste niet in het budget voor Groen, maar wel in wat er aan het eind van het hele budget over was: € 13.000.",
    "Chosen as number 3, with 1,200 votes. It did not fit in the budget for Groen, but it did fit in what was left of the whole budget at the end: €13,000.",
  ],
  [
    { kind: "below-threshold", threshold: 2000, per: "vote" },
    "Niet gekozen: het kreeg 1.200 stemmen. Er waren minstens 2.000 stemmen nodig.",
    "Not chosen: it got 1,200 votes. At least 2,000 votes were needed.",
  ],
  [
    { kind: "below-threshold", threshold: 20, per: "point" },
    "Niet gekozen: het kreeg 17,5 punten van 1 stemmer. Er waren minstens 20 punten nodig.",
    "Not chosen: it got 17.5 points from 1 voter. At least 20 points were needed.",
    { votes: 1, score: 17.5 },
  ],
  [
    { kind: "too-dear", left: amount(3000), missing: amount(9000), after: null },
    "Niet gekozen, met 1.200 stemmen. Toen het aan de beurt was, was er nog € 3.000 over. Het kost € 12.000, dus er was € 9.000 te weinig.",
    "Not chosen, with 1,200 votes. When its turn came, €3,000 was left. It costs €12,000, so €9,000 was missing.",
  ],
  [
    { kind: "too-dear", left: amount(0), missing: amount(12000), after: park },
    "Niet gekozen, met 1 stem. Na de keuze van project a4 (Park) was er niets meer over. Het kost PLN 12.000, dus er was PLN 12.000 te weinig.",
    "Not chosen, with 1 vote. After project a4 (Park) was chosen, nothing was left. It costs PLN 12,000, so PLN 12,000 was missing.",
    { votes: 1, currency: "pln" },
  ],
  [
    { kind: "limit", limit: "Groen", left: amount(3000), missing: amount(9000) },
    "Niet gekozen, met 1.200 stemmen. Toen het aan de beurt was, was er voor Groen nog € 3.000 over. Het kost € 12.000, dus er was € 9.000 te weinig.",
    "Not chosen, with 1,200 votes. When its turn came, €3,000 was left for Groen. It costs €12,000, so €9,000 was missing.",
  ],
  [
    { kind: "excluded", by: park },
    "Niet gekozen. Project a4 (Park) is al gekozen, en van die twee kan er maar één doorgaan.",
    "Not chosen. Project a4 (Park) was chosen already, and only one of the two can go ahead.",
  ],
  [
    { kind: "stopped", by: { id: "a4", name: null } },
    "Niet gekozen, met 1.200 stemmen. De telling stopte al bij project a4, omdat dat niet meer in het budget paste.",
    "Not chosen, with 1,200 votes. The count had already ended at project a4, which no longer fitted in the budget.",
  ],
  [
    { kind: "free" },
    "Gekozen: het kost niets, en het kreeg 1.200 stemmen.",
    "Chosen: it costs nothing, and it got 1,200 votes.",
  ],
  [
    { kind: "paid", round: 2, share: amount(100), per: "vote", price: amount(38.1234), payers },
    "Gekozen in ronde 2. De stemmers van dit project betaalden de kosten, € 12.000: 250 stemmers betaalden elk € 38,12; 50 hadden minder over en betaalden dat; 10 hadden niets meer over.",
    "Chosen in round 2. The people who voted for it paid its cost, €12,000: 250 voters paid €38.12 each; 50 had less left and paid that; 10 had nothing left.",
  ],
  [
    {
      kind: "paid",
      round: 2,
      share: amount(100),
      per: "point",
      price: amount(0.001),
      payers: { full: 1, rest: 1, none: 1 },
    },
    "Gekozen in ronde 2. De stemmers van dit project betaalden de kosten, 12.000: 1 stemmer betaalde minder dan 0,01 per punt; 1 had minder over en betaalde dat; 1 had niets meer over.",
    "Chosen in round 2. The people who voted for it paid its cost, 12,000: 1 voter paid less than 0.01 per point; 1 had less left and paid that; 1 had nothing left.",
    { currency: null },
  ],
  [
    { kind: "filled-up", left: amount(13000) },
    "Gekozen als nummer 3, bij het verdelen van wat er over was: € 13.000. Van de projecten die daarin pasten, had dit de meeste steun: 1.200 stemmen.",
    "Chosen as number 3, when what was left was given out: €13,000. Of the projects that fitted, this one had the most support: 1,200 votes.",
  ],
  [
    { ...unaffordable, round: 0, after: null, unspent: amount(12000) },
    "Niet gekozen. Elke stemmer had € 100 te verdelen. Daarmee hadden de 1.200 stemmers van dit project samen € 9.000,50, en het kost € 12.000. Van het budget bleef € 12.000 over, maar dat geeft deze telling niet uit.",
    "Not chosen. Every voter had €100 to spend. So the 1,200 voters for this project together had €9,000.50, and it costs €12,000. €12,000 of the budget remained, but this count does not spend it.",
  ],
  [
    unaffordable,
    "Niet gekozen. In ronde 4 werd project a4 (Park) betaald. Daarna had de ene stemmer van dit project nog € 9.000,50. Het kost € 12.000, dus er was € 2.999,50 te weinig.",
    "Not chosen. In round 4 project a4 (Park) was paid for. After that the one supporter of this project had €9,000.50 left. It costs €12,000, so €2,999.50 was missing.",
    { votes: 1 },
  ],
  [
    { ...unaffordable, money: amount(0), fill: amount(800) },
    "Niet gekozen. In ronde 4 werd project a4 (Park) betaald. Daarna hadden de 1.200 stemmers van dit project samen niets meer. Het kost € 12.000, dus er was € 2.999,50 te weinig. Het paste ook niet in wat er aan het eind te verdelen was: € 800.",
    "Not chosen. In round 4 project a4 (Park) was paid for. After that the 1,200 voters for this project together had nothing left. It costs €12,000, so €2,999.50 was missing. Nor did it fit in what could be given out at the end: €800.",
  ],
  [
    { kind: "bought", time: amount(34.2) },
    "Gekozen als nummer 3. Alle stemmers kregen steeds iets meer geld. Bij € 34,20 per stemmer hadden de 1.200 stemmers van dit project samen genoeg voor de kosten: € 12.000.",
    "Chosen as number 3. All voters got a little more money all the time. At €34.20 per voter, the 1,200 voters for this project together had enough for its cost: €12,000.",
  ],
  [
    { kind: "ended-count", time: amount(34.2), left: amount(3000), missing: amount(9000) },
    "Niet gekozen. Bij € 34,20 per stemmer hadden de 1.200 stemmers van dit project samen genoeg, maar van het budget was nog € 3.000 over. Het kost € 12.000, dus er was € 9.000 te weinig. Daar stopte de telling.",
    "Not chosen. At €34.20 per voter, the 1,200 voters for this project together had enough, but only €3,000 of the budget was left. It costs €12,000, so €9,000 was missing. There the count ended.",
  ],
  [
    { kind: "too-late", time: amount(40), end: amount(36), by: park },
    "Niet gekozen. Pas bij € 40 per stemmer hadden de 1.200 stemmers van dit project samen genoeg gehad. De telling stopte al bij € 36, omdat project a4 (Park) niet meer in het budget paste.",
    "Not chosen. Only at €40 per voter would the 1,200 voters for this project together have had enough. The count ended earlier, at €36, because project a4 (Park) no longer fitted in the budget.",
  ],
  [
    { kind: "too-late", time: amount(40), end: amount(40), by: park },
    "Niet gekozen. Pas bij € 40 per stemmer hadden de 1.200 stemmers van dit project samen genoeg gehad. De telling stopte op dat moment, omdat project a4 (Park) niet meer in het budget paste.",
    "Not chosen. Only at €40 per voter would the 1,200 voters for this project together have had enough. The count ended at that moment, because project a4 (Park) no longer fitted in the budget.",
  ],
  [
    { kind: "least-load", load: amount(45) },
    "Gekozen als nummer 3, met 1.200 stemmen. De kosten worden zo gelijk mogelijk verdeeld over de stemmers. Met dit project erbij draagt niemand meer dan € 45; met een ander project was dat niet minder.",
    "Chosen as number 3, with 1,200 votes. The cost is shared among voters as evenly as can be. With this project added, nobody bears more than €45; with another project it would not have been less.",
  ],
  [
    {
      kind: "carried-out",
      round: 5,
      given: amount(15000),
      givers: 300,
      most: amount(45),
      returned: amount(3000),
    },
    "Gekozen in ronde 5. 300 stemmers gaven samen € 15.000, en het kost € 12.000. Wat te veel was, € 3.000, ging terug. Niemand betaalde meer dan € 45.",
    "Chosen in round 5. 300 voters gave €15,000 together, and it costs €12,000. What was too much, €3,000, went back. Nobody paid more than €45.",
  ],
  [
    { kind: "dropped", round: 7, given: amount(0), givers: 0, missing: amount(12000) },
    "Niet gekozen. In ronde 7 had het niets. Het kost € 12.000, dus er was € 12.000 te weinig. Van de projecten die nog meededen, was dit het verst van zijn doel; daarom viel het af en ging het geld terug.",
    "Not chosen. In round 7 it had nothing. It costs €12,000, so €12,000 was missing. Of the projects still taking part it was furthest from its goal, so it was dropped and the money went back.",
  ],
];

describe("why, in words", () => {
  test.for(table)("$0.kind", ([why, nl, en, more]) => {
    expect(say(explanation(why, more), "nl")).toBe(nl);
    expect(say(explanation(why, more), "en")).toBe(en);
  });

  test("what is level is told", () => {
    const level = explanation(
      { kind: "no-support" },
      { tiedWith: [park, { id: "b", name: null }] },
    );
    expect(say(level, "nl")).toContain(
      "Het stond gelijk met a4 (Park) en b; de vastgestelde volgorde besliste.",
    );
    expect(say(level, "en")).toContain(
      "It was level with a4 (Park) and b; the declared order decided.",
    );
  });
});

describe("the vote between two outcomes, in words", () => {
  const vote = (more: Partial<RivalVote>): RivalVote => ({
    preferShares: 300,
    preferGreedy: 500,
    indifferent: 20,
    chosen: "greedy",
    inShares: true,
    inGreedy: false,
    ...more,
  });
  test.for([
    [
      {},
      "De gewone telling geldt, omdat meer stemmers daarmee beter af zijn dan met gelijke delen: 500 tegen 300. Met gelijke delen was het wel gekozen.",
      "The ordinary count stands, because more voters are better off with it than with equal shares: 500 against 300. With equal shares it would have been chosen.",
    ],
    [
      { inShares: false },
      "De gewone telling geldt, omdat meer stemmers daarmee beter af zijn dan met gelijke delen: 500 tegen 300.",
      "The ordinary count stands, because more voters are better off with it than with equal shares: 500 against 300.",
    ],
    [
      { chosen: "equal-shares", preferGreedy: 100 },
      "Bij de gewone telling was het niet gekozen, maar daarmee zijn niet meer stemmers beter af: 100 tegen 300.",
      "In the ordinary count it would not have been chosen, but no more voters are better off with that: 100 against 300.",
    ],
  ] as const)("%o", ([more, nl, en]) => {
    const one = explanation({ kind: "free" }, { rival: vote(more) });
    expect(say(one, "nl")).toBe(`Gekozen: het kost niets, en het kreeg 1.200 stemmen. ${nl}`);
    expect(say(one, "en")).toBe(`Chosen: it costs nothing, and it got 1,200 votes. ${en}`);
  });

  test("is not mentioned where it made no difference", () => {
    const one = explanation(
      { kind: "free" },
      { rival: vote({ chosen: "equal-shares", inGreedy: true }) },
    );
    expect(say(one, "nl")).toBe("Gekozen: het kost niets, en het kreeg 1.200 stemmen.");
  });
});

describe("needs, in words", () => {
  const none: CostNeed = { kind: "none", verified: true };
  const say = (cost: CostNeed, votes: VotesNeed, language: TextLanguage) =>
    needsText({ id: "a", won: false, currency: "EUR", cost, votes }, language).replaceAll(
      "\u00a0",
      " ",
    );

  const at = { wins: amount(9000), loses: amount(9000.01), verified: true } as const;
  test.for([
    [none, "Een lager bedrag had niet geholpen.", "A lower cost would not have helped."],
    [
      { kind: "found", scope: "highest", ...at },
      "Als het hoogstens € 9.000 had gekost, was het wel gekozen.",
      "At a cost of at most €9,000 it would have been chosen.",
    ],
    [
      { kind: "found", scope: "highest", ...at, wins: amount(0) },
      "Alleen als het niets had gekost, was het wel gekozen.",
      "Only if it cost nothing would it have been chosen.",
    ],
    [
      { kind: "found", scope: "local", ...at },
      "Voor € 9.000 was het wel gekozen, voor € 9.000,01 niet. Misschien was het ook voor een hoger bedrag gekozen; dat is niet allemaal nageteld.",
      "At €9,000 it would have been chosen, at €9,000.01 not. Perhaps some higher cost would have done too; not all of them were counted.",
    ],
    [
      { kind: "between", ...at, loses: amount(10000) },
      "Voor € 9.000 was het wel gekozen, voor € 10.000 niet. De bedragen daartussen zijn niet nageteld.",
      "At €9,000 it would have been chosen, at €10,000 not. The costs in between were not counted.",
    ],
    [
      { kind: "unknown", loses: amount(10000) },
      "Ook voor € 10.000 was het niet gekozen. Of een nog lager bedrag had geholpen, is niet nageteld.",
      "At €10,000 it would not have been chosen either. Whether a still lower cost would have helped was not counted.",
    ],
  ] as const)("cost: %o", ([cost, nl, en]) => {
    expect(say(cost, { kind: "none" }, "nl")).toBe(`${nl} Meer stemmen hadden niet geholpen.`);
    expect(say(cost, { kind: "none" }, "en")).toBe(`${en} More votes would not have helped.`);
  });

  const sure = { verified: true, points: null } as const;
  test.for([
    [
      { kind: "found", scope: "fewest", wins: 45, ...sure },
      "Met 45 stemmen erbij, van mensen die alleen op dit project stemmen, was het wel gekozen; met minder niet.",
      "With 45 votes more, from people who vote for this project only, it would have been chosen; with fewer not.",
    ],
    [
      { kind: "found", scope: "fewest", wins: 1, ...sure, points: 5 },
      "Met 1 stem erbij, van iemand die alleen op dit project stemt en het 5 punten geeft, was het wel gekozen.",
      "With 1 vote more, from somebody who votes for this project only and gives it 5 points, it would have been chosen.",
    ],
    [
      { kind: "found", scope: "local", wins: 45, ...sure, points: 1 },
      "Met 45 stemmen erbij, van mensen die alleen op dit project stemmen en het 1 punt geven, was het wel gekozen; met 44 niet. Misschien waren nog minder stemmen genoeg; dat is niet allemaal nageteld.",
      "With 45 votes more, from people who vote for this project only and give it 1 point, it would have been chosen; with 44 not. Perhaps fewer would have done too; not all of them were counted.",
    ],
    [
      { kind: "between", wins: 1200, loses: 900, ...sure },
      "Met 1.200 stemmen erbij, alleen voor dit project, was het wel gekozen; met 900 niet. Wat daartussen ligt, is niet nageteld.",
      "With 1,200 votes more, for this project only, it would have been chosen; with 900 not. What lies in between was not counted.",
    ],
    [
      { kind: "unknown", loses: 900 },
      "Ook met 900 stemmen erbij was het niet gekozen. Of nog meer stemmen hadden geholpen, is niet nageteld.",
      "With 900 votes more it would not have been chosen either. Whether still more would have helped was not counted.",
    ],
    [
      { kind: "unknown", loses: 0 },
      "Hoeveel stemmen erbij genoeg waren, is niet nageteld.",
      "How many more votes would have been enough was not counted.",
    ],
  ] as const)("votes: %o", ([votes, nl, en]) => {
    expect(say(none, votes, "nl")).toBe(`Een lager bedrag had niet geholpen. ${nl}`);
    expect(say(none, votes, "en")).toBe(`A lower cost would not have helped. ${en}`);
  });

  test("winners", () => {
    const spare = (fewer: number | null) => ({ id: "a", won: true, spare: fewer }) as const;
    expect(needsText(spare(null), "nl")).toBe("");
    expect(needsText(spare(0), "nl")).toBe("Met één stem minder was het niet gekozen.");
    expect(needsText(spare(0), "en")).toBe("With one vote fewer it would not have been chosen.");
    expect(needsText(spare(14), "nl")).toBe(
      "Ook met 14 stemmen minder was het gekozen; met nog één stem minder niet.",
    );
    expect(needsText(spare(1), "en")).toBe(
      "With 1 vote fewer it would still have been chosen; with one fewer than that not.",
    );
  });
});

test.for([
  [1234567.5, "EUR", "€\u00a01.234.567,50", "€1,234,567.50"],
  [1234, "PLN", "PLN\u00a01.234", "PLN\u00a01,234"],
  [0, "EUR", "€\u00a00", "€0"],
  [0.004, "EUR", "minder dan €\u00a00,01", "less than €0.01"],
  [14.999, null, "15", "15"],
  [999.99, null, "999,99", "999.99"],
] as const)("money: %d %s", ([value, currency, nl, en]) => {
  expect(moneyText(amount(value), currency, "nl")).toBe(nl);
  expect(moneyText(amount(value), currency, "en")).toBe(en);
});
