import type { Language } from "#kernel";
import { type Budget, type Fund, fundTotal, tranchesOf } from "#money";
import { heading, numberColumn, paragraph, row, table, textColumn } from "../blocks.ts";
import { type Making, programmeRelease, themeName } from "../making.ts";
import type { Block, Row } from "../types.ts";
import { capital } from "../words/grammar.ts";
import { amountWords, spanWords } from "../words/tell-fund.ts";
import { tellTranche } from "../words/tell-tranche.ts";
import type { Draft } from "./level-chapters.ts";

const text = {
  nl: {
    title: "Geld",
    intro:
      "Deze tabel laat zien welk geld er voor het programma is, wie het betaalt en wanneer. De bedragen kunnen elkaar overlappen. Daarom tellen wij de fondsen niet bij elkaar op.",
    caption: "Geld voor het programma, per fonds",
    columns: ["Periode", "Bedrag"],
    payer: "betaler",
    each: "per jaar",
    sum: "Samen",
    unknown: "Bedrag niet bekend",
    granted: "Wat er is toegekend",
    instruments: "Regelingen",
    instrumentsIntro: "Van deze regelingen kunt u gebruikmaken als u aan de voorwaarden voldoet.",
    instrumentsCaption: "Regelingen, voor wie ze zijn en de voorwaarden",
    instrumentsColumns: ["Regeling", "Voor wie", "Voorwaarden"],
    none: "geen voorwaarden bekend",
  },
  en: {
    title: "Money",
    intro:
      "This table shows which money there is for the programme, who pays it and when. The amounts may overlap, so the funds are not added up.",
    caption: "Money for the programme, by fund",
    columns: ["Period", "Amount"],
    payer: "payer",
    each: "a year",
    sum: "Together",
    unknown: "Amount not known",
    granted: "What has been granted",
    instruments: "Schemes",
    instrumentsIntro: "You can use these schemes if you meet the conditions.",
    instrumentsCaption: "Schemes, whom they are for and their conditions",
    instrumentsColumns: ["Scheme", "For whom", "Conditions"],
    none: "no conditions known",
  },
} as const satisfies Record<Language, unknown>;

/** Budgets of the same amount in years that follow each other, told as one. */
function runsOf({ budgets }: Fund): readonly (readonly Budget[])[] {
  const runs: Budget[][] = [];
  for (const budget of budgets) {
    const last = runs.at(-1)?.at(-1);
    const follows =
      last !== undefined &&
      last.amount === budget.amount &&
      last.bound === budget.bound &&
      last.for?.nl === budget.for?.nl &&
      last.period.kind === "year" &&
      budget.period.kind === "year" &&
      Number(budget.period.id) === Number(last.period.id) + 1;
    if (follows) runs.at(-1)!.push(budget);
    else runs.push([budget]);
  }
  return runs;
}

/** A fund with its theme and payer, its budgets below, and their sum where there are several and it follows. */
function fundRows(making: Making, fund: Fund): readonly Row[] {
  const { language } = making;
  const words = text[language];
  const about = [themeName(making, fund.theme), `${words.payer}: ${fund.payer[language]}`].join(
    "; ",
  );
  const total = fundTotal(fund);
  const runs = runsOf(fund).map((run): Row => {
    const [first] = run;
    const when = spanWords(
      run.map(({ period }) => period),
      language,
    );
    const each = run.length > 1 ? words.each : null;
    const head = [capital(when), first!.for?.[language] ?? null, each].filter(
      (one) => one !== null,
    );
    return row(head.join(", "), amountWords(first!, language));
  });
  const sum: readonly Row[] =
    total === null || fund.budgets.length < 2
      ? []
      : [{ kind: "subtotal", head: words.sum, cells: [amountWords(total, language)] }];
  const none = runs.length === 0 ? [row(words.unknown, "")] : [];
  return [{ kind: "group", head: `${fund.name[language]} – ${about}` }, ...runs, ...none, ...sum];
}

/** Notes of the funds that have one. */
const fundNotes = ({ funds, language }: Making) =>
  funds.flatMap(({ name, note }) =>
    note === null ? [] : [`${name[language]}: ${note[language]}`],
  );

function fundsTable(making: Making): readonly Block[] {
  const { caption, columns } = text[making.language];
  return table("funds", caption, {
    columns: [textColumn(columns[0]), numberColumn(columns[1])],
    rows: making.funds.flatMap((fund) => fundRows(making, fund)),
    notes: fundNotes(making),
    sources: programmeRelease(making),
  });
}

function instruments(making: Making): readonly Block[] {
  const { language, programme } = making;
  const words = text[language];
  const rows = programme.instruments.map((one) =>
    row(
      one.name[language],
      one.for[language],
      one.conditions.map((condition) => condition[language]).join("; ") || words.none,
    ),
  );
  if (rows.length === 0) return [];
  return [
    heading(2, "instruments", words.instruments),
    ...paragraph(words.instrumentsIntro),
    ...table("instruments-table", words.instrumentsCaption, {
      columns: words.instrumentsColumns.map(textColumn),
      rows,
      sources: programmeRelease(making),
    }),
  ];
}

/** What money there is, what was granted of it, and which schemes can be used. */
export function moneyChapter(making: Making): Draft {
  const words = text[making.language];
  const granted = tranchesOf(making.projects).flatMap((tranche) =>
    paragraph(tellTranche(making, tranche)),
  );
  const funds = fundsTable(making);
  return {
    id: "money",
    title: words.title,
    blocks: [
      ...(funds.length === 0 ? [] : [...paragraph(words.intro), ...funds]),
      ...(granted.length === 0 ? [] : [heading(2, "granted", words.granted), ...granted]),
      ...instruments(making),
    ],
  };
}
