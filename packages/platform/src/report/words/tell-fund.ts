import {
  type Cents,
  comparePeriods,
  formatCents,
  type Language,
  type Period,
  periodName,
} from "#kernel";
import { type Budget, type Fund, fundTotal } from "#money";
import { type Making, programmeRelease } from "../making.ts";
import type { Run, Words } from "../types.ts";
import { moneyFigure } from "./figures.ts";
import { words } from "./words.ts";

const bounds = {
  nl: { "<": "minder dan ", "<=": "hoogstens ", ">": "meer dan ", ">=": "minstens " },
  en: { "<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least " },
} as const satisfies Record<Language, unknown>;

/** What bounds an amount, to stand before it; nothing for an exact one. */
export function boundWords(bound: Budget["bound"], language: Language): string {
  return bound === null ? "" : bounds[language][bound];
}

/** An amount with what bounds it: `minder dan € 10.000.000`. */
export function amountWords(
  { amount, bound }: { readonly amount: Cents; readonly bound: Budget["bound"] },
  language: Language,
): string {
  return `${boundWords(bound, language)}${formatCents(amount, language)}`;
}

/** All that the periods of budgets cover: `2010 en 2011`, `2008 tot en met 2017`. */
export function spanWords(periods: readonly Period[], language: Language): string {
  const inTime = [...new Map(periods.map((period) => [period.id, period])).values()].sort(
    comparePeriods,
  );
  const [first, last] = [inTime[0], inTime.at(-1)];
  if (first === undefined || last === undefined) return "";
  const [from, to] = [periodName(first, language), periodName(last, language)];
  if (first.id === last.id) return from;
  if (inTime.length === 2) return language === "nl" ? `${from} en ${to}` : `${from} and ${to}`;
  return language === "nl" ? `${from} tot en met ${to}` : `${from} to ${to}`;
}

function sumFigure(making: Making, fund: Fund): Run | null {
  const total = fundTotal(fund);
  if (total === null) return null;
  return moneyFigure(making, total.amount, {
    measure: "fact",
    subject: fund.id,
    periods: fund.budgets.map(({ period }) => period.id),
    releases: programmeRelease(making),
  });
}

/** A fund and its note: `Herbestemming: € 8.000.000 voor 2008–2011; betaler: ministeries van WWI en OCW. Wordt in …` */
export function fundLine(making: Making, fund: Fund): Words {
  const { language } = making;
  const payer = fund.payer[language];
  // The note says where a year is ours and not the source's, so it goes wherever the year goes.
  const note = fund.note === null ? "" : `. ${fund.note[language]}`;
  const by = `${language === "nl" ? "; betaler" : "; payer"}: ${payer}${note}`;
  const sum = sumFigure(making, fund);
  if (sum === null) return words`${fund.name[language]}${by}`;
  const about = boundWords(fundTotal(fund)?.bound ?? null, language);
  const over = spanWords(
    fund.budgets.map(({ period }) => period),
    language,
  );
  return language === "nl"
    ? words`${fund.name.nl}: ${about}${sum} voor ${over}${by}`
    : words`${fund.name.en}: ${about}${sum} for ${over}${by}`;
}
