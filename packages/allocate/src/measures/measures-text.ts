import type { Amount, ProjectRef } from "../explain/amount.ts";
import {
  countText,
  moneyText,
  numberText,
  projectText,
  type TextLanguage,
} from "../explain/text/format.ts";
import type { Rule, Settings } from "../settings.ts";
import type { RuleComparison, RuleOutcome } from "./compare-rules.ts";
import type { EjrCheck, EjrViolation } from "./ejr-plus.ts";
import type { GroupOutcome } from "./group-outcome.ts";
import type { Satisfaction } from "./satisfaction.ts";

/** In which language and currency to write. */
export interface TextStyle {
  readonly language: TextLanguage;
  /** As in the file, such as EUR; null for numbers only. */
  readonly currency: string | null;
}

const ruleNames: Readonly<Record<TextLanguage, Readonly<Record<Rule, string>>>> = {
  nl: {
    greedy: "Gewone telling",
    "greedy-no-skip": "Gewone telling zonder overslaan",
    "equal-shares": "Gelijke delen",
    phragmen: "Phragmén",
    maximin: "Maximin",
    vouchers: "Vouchers",
  },
  en: {
    greedy: "Ordinary count",
    "greedy-no-skip": "Ordinary count without skipping",
    "equal-shares": "Equal shares",
    phragmen: "Phragmén",
    maximin: "Maximin support",
    vouchers: "Vouchers",
  },
};

/** The name of a rule for people, with how what is left is spent. */
function ruleName({ rule, completion, compareWith }: Settings, language: TextLanguage): string {
  const extras = [
    ...(rule === "equal-shares" && completion !== "none" ? [completion] : []),
    ...(compareWith === null ? [] : [ruleNames[language][compareWith].toLowerCase()]),
  ];
  return `${ruleNames[language][rule]}${extras.length === 0 ? "" : ` (${extras.join(", ")})`}`;
}

/** How numbers are written in a style. */
function writing({ language, currency }: TextStyle) {
  return {
    count: (value: number) => countText(value, language),
    money: (amount: Amount) => moneyText(amount, currency, language),
    percent: (share: number) => `${numberText(share * 100, language, 1)}%`,
    some: (value: number, [one, more]: readonly [string, string]) =>
      `${countText(value, language)} ${value === 1 ? one : more}`,
  };
}

/** Says how a group of voters is served. */
export function groupText(group: GroupOutcome, style: TextStyle): string {
  const { money, percent, some } = writing(style);
  if (style.language === "nl")
    return `${group.value ?? "Onbekend"}: ${some(group.voters, ["stemmer", "stemmers"])}, ${percent(group.votersShare)} van alle stemmers. Naar hen gaat ${percent(group.moneyShare)} van het geld: ${money(group.moneyPerVoter)} per stemmer. ${percent(group.withWinnerShare)} van hen stemde op minstens één gekozen project.`;
  return `${group.value ?? "Unknown"}: ${some(group.voters, ["voter", "voters"])}, ${percent(group.votersShare)} of all voters. ${percent(group.moneyShare)} of the money serves them: ${money(group.moneyPerVoter)} per voter. ${percent(group.withWinnerShare)} of them voted for at least one chosen project.`;
}

/** Says how well voters are served. */
export function satisfactionText(satisfaction: Satisfaction, style: TextStyle): string {
  const { count, money, percent } = writing(style);
  const { withWinner, withWinnerShare, voters, projects } = satisfaction;
  const [some, share] = [`${count(withWinner)}`, percent(withWinnerShare)];
  const [mean, spent] = [count(projects.mean), money(satisfaction.money.mean)];
  return style.language === "nl"
    ? `Van de ${count(voters)} stemmers stemden er ${some} (${share}) op minstens één gekozen project. Gemiddeld stemde iemand op ${mean} gekozen projecten, die samen ${spent} kosten.`
    : `Of the ${count(voters)} voters, ${some} (${share}) voted for at least one chosen project. On average somebody voted for ${mean} chosen projects, which cost ${spent} together.`;
}

/** Says which group got less than its part of the budget buys. */
export function ejrText(
  { voters, money: part, has, deserves }: EjrViolation,
  project: ProjectRef,
  { worth }: Pick<EjrCheck, "worth">,
  style: TextStyle,
): string {
  const { count, money, some } = writing(style);
  const name = projectText(project);
  const much = deserves === null ? "" : count(Math.floor(deserves.value));
  if (style.language === "nl") {
    const got = voters === 1 ? "kreeg" : "kregen";
    const who = `${some(voters, ["stemmer", "stemmers"])} van project ${name} ${got} minder dan een evenredig deel`;
    return worth === "cost"
      ? `${who}. Hun deel van het budget is ${money(part)}; de projecten waarop zij stemden en die zijn gekozen, kosten voor elk van hen hoogstens ${money(has)}.`
      : `${who}. Elk van hen stemde op hoogstens ${some(has.value, ["gekozen project", "gekozen projecten"])}; voor hun deel van het budget, ${money(part)}, ${deserves === null ? "konden het er meer zijn" : `konden het er ${much} zijn`}.`;
  }
  const who = `${some(voters, ["voter", "voters"])} for project ${name} got less than a proportional part`;
  return worth === "cost"
    ? `${who}. Their part of the budget is ${money(part)}; the chosen projects that they voted for cost at most ${money(has)} for each of them.`
    : `${who}. Each of them voted for at most ${some(has.value, ["chosen project", "chosen projects"])}; for their part of the budget, ${money(part)}, it could have been ${deserves === null ? "more" : much}.`;
}

function ruleText(outcome: RuleOutcome, style: TextStyle): string {
  const { count, money, percent, some } = writing(style);
  const name = ruleName(outcome.settings, style.language);
  const isDutch = style.language === "nl";
  if (outcome.kind === "impossible")
    return `${name}: ${isDutch ? "niet te tellen bij deze stemming" : "cannot be counted for this vote"}.`;
  const { winners, cost, costShare, satisfaction, ejrViolations } = outcome;
  const served = percent(satisfaction.withWinnerShare);
  const mean = count(satisfaction.projects.mean);
  return isDutch
    ? `${name}: ${some(winners.length, ["project", "projecten"])} voor ${money(cost)}, ${percent(costShare)} van het budget. ${served} van de stemmers stemde op minstens één gekozen project, gemiddeld op ${mean}. ${ejrViolations === 0 ? "Geen enkele groep kwam meer dan één project te kort." : `Bij ${some(ejrViolations, ["afgevallen project", "afgevallen projecten"])} kwam een groep stemmers meer dan één project te kort.`}`
    : `${name}: ${some(winners.length, ["project", "projects"])} for ${money(cost)}, ${percent(costShare)} of the budget. ${served} of voters voted for at least one chosen project, ${mean} on average. ${ejrViolations === 0 ? "No group fell short by more than one project." : `For ${some(ejrViolations, ["losing project", "losing projects"])} a group of voters fell short by more than one project.`}`;
}

/** Says of each rule what it would have given: one line for each. */
export function comparisonText(
  { rules, currency }: RuleComparison,
  language: TextLanguage,
): readonly string[] {
  return rules.map((outcome) => ruleText(outcome, { language, currency }));
}
