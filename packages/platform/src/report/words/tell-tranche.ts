import { formatNumber } from "#kernel";
import { type Fund, fundTotal, type Tranche } from "#money";
import { type Making, programmeRelease } from "../making.ts";
import type { Words } from "../types.ts";
import { moneyFigure } from "./figures.ts";
import { plural } from "./grammar.ts";
import { boundWords } from "./tell-fund.ts";
import { figure, words } from "./words.ts";

/** ` van de € 8.000.000 die er is`; nothing where the fund's size is not known. */
function ofTheFund(making: Making, fund: Fund | undefined): Words {
  const total = fund === undefined ? null : fundTotal(fund);
  if (fund === undefined || total === null) return [];
  const amount = moneyFigure(making, total.amount, {
    measure: "fact",
    subject: fund.id,
    periods: fund.budgets.map(({ period }) => period.id),
    releases: programmeRelease(making),
  });
  const bound = boundWords(total.bound, making.language);
  return making.language === "nl"
    ? words` van de ${bound}${amount} die er is`
    : words` of the ${bound}${amount} available`;
}

/** How many projects a round granted, how much together, and of how much. */
export function tellTranche(making: Making, tranche: Tranche): Words {
  const { language, funds } = making;
  const fund = funds.find(({ id }) => id === tranche.fund);
  const name = fund?.name[language] ?? tranche.fund;
  const releases = [...new Set(tranche.projects.map(({ release }) => release))];
  const trace = { measure: "grants", subject: tranche.fund, periods: [], releases } as const;
  const many = tranche.projects.length;
  const count = figure(formatNumber(many, language), many, { ...trace, area: null });
  const granted = moneyFigure(making, tranche.granted, trace);
  const of = ofTheFund(making, fund);
  const round = String(tranche.number);
  return language === "nl"
    ? words`${name}, ronde ${round}: ${count} ${plural(many, "project krijgt", "projecten krijgen samen")} ${granted}${of}.`
    : words`${name}, round ${round}: ${count} ${plural(many, "project receives", "projects together receive")} ${granted}${of}.`;
}
