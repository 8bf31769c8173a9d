import {
  type Count,
  officialOf,
  satisfactionOf,
  satisfactionText,
  writePabulib,
} from "@krachtwijk/allocate";
import { checksumOf } from "#intake";
import { formatNumber, type Language } from "#kernel";
import { moneyOf } from "./document.ts";
import type { Told } from "./explanations.ts";

const ruleNames: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  nl: {
    greedy: "de gewone telling (meeste stemmen eerst)",
    "greedy-no-skip": "de gewone telling, tot het eerste project dat niet past",
    "equal-shares": "gelijke delen",
    phragmen: "Phragmén",
    maximin: "de regel van de kleinste last (maximin)",
    vouchers: "vouchers",
  },
  en: {
    greedy: "the ordinary count (most votes first)",
    "greedy-no-skip": "the ordinary count, up to the first project that does not fit",
    "equal-shares": "equal shares",
    phragmen: "Phragmén",
    maximin: "the least load (maximin)",
    vouchers: "vouchers",
  },
};

const words = {
  nl: {
    title: (rule: string, ballots: string) =>
      `Uitslag volgens ${ruleNames.nl[rule] ?? rule}, ${ballots} ${ballots === "1" ? "stembiljet" : "stembiljetten"}`,
    spent: (cost: string, budget: string, currency: string) =>
      `Besteed: ${cost} van ${budget} ${currency}`.trim(),
    votes: (count: number) => (count === 1 ? "stem   " : "stemmen"),
    won: "wint",
    tie: "Gelijk; de vastgestelde volgorde besliste",
    same: "De officiële uitslag is dezelfde.",
    odd: "Let op",
    code: "Code van dit bestand (SHA-256)",
    differs: "Anders dan de officiële uitslag",
  },
  en: {
    title: (rule: string, ballots: string) =>
      `Outcome by ${ruleNames.en[rule] ?? rule}, ${ballots} ${ballots === "1" ? "ballot" : "ballots"}`,
    spent: (cost: string, budget: string, currency: string) =>
      `Spent: ${cost} of ${budget} ${currency}`.trim(),
    votes: (count: number) => (count === 1 ? "vote " : "votes"),
    won: "wins",
    tie: "Tied; the declared order decided",
    same: "The official outcome is the same.",
    odd: "Note",
    code: "Code of this file (SHA-256)",
    differs: "Different from the official outcome",
  },
} as const;

/** The outcome for people: winners in the order in which they were chosen, then the others by votes. */
export function countLines(count: Count, language: Language): readonly string[] {
  const { election, instance, settings, winners, ties } = count;
  const say = words[language];
  const number = (value: number) =>
    formatNumber(value, language, { decimals: Number.isInteger(value) ? 0 : 2 });
  const chosen = new Set(winners);
  const others = instance.ids
    .map((_, place) => place)
    .filter((place) => !chosen.has(place))
    .sort((a, b) => instance.supports[b]!.votes - instance.supports[a]!.votes);
  const row = (place: number, rank: string) =>
    `${rank.padStart(4)}  ${number(moneyOf(count, instance.costs[place]!)).padStart(12)}  ${number(instance.supports[place]!.votes).padStart(7)} ${say.votes(instance.supports[place]!.votes)}  ${instance.ids[place]}  ${election.projects[place]!.fields.get("name") ?? ""}`.trimEnd();
  const official = officialOf(count);
  return [
    say.title(settings.rule, number(election.votes.length)),
    say.spent(
      number(moneyOf(count, count.cost)),
      number(moneyOf(count, instance.budget)),
      election.meta.get("currency") ?? "",
    ),
    "",
    ...winners.map((place, at) => row(place, `${at + 1}.`)),
    ...others.map((place) => row(place, "–")),
    ...ties.map(
      ({ projects, chosen: first }) =>
        `${say.tie}: ${projects.map((place) => instance.ids[place]).join(", ")} → ${instance.ids[first]}`,
    ),
    ...election.findings.map(
      ({ line, column, what }) =>
        `${say.odd}: ${line}${column === null ? "" : ` (${column})`}: ${what}`,
    ),
    ...(official === null
      ? []
      : [
          "",
          official.same
            ? say.same
            : `${say.differs}: ${official.differences.map(({ id }) => id).join(", ")}`,
        ]),
  ];
}

/** Why each project won or lost, in the order of the outcome: winners first, then by votes. */
export function explanationLines(
  { winners, instance }: Count,
  explanations: readonly Told[],
  language: Language,
): readonly string[] {
  const place = new Map(winners.map((project, at) => [instance.ids[project]!, at]));
  const rank = ({ id }: Told) => place.get(id) ?? winners.length;
  const ordered = [...explanations].sort((a, b) => rank(a) - rank(b) || b.votes - a.votes);
  return [
    "",
    ...ordered.map(
      ({ id, name, text }) => `${[id, name].filter(Boolean).join(" ")}: ${text[language]}`,
    ),
  ];
}

/** Whom the outcome serves, and the code by which anybody can see that the same file was counted. */
export function verdictLines(count: Count, language: Language): readonly string[] {
  const style = { language, currency: count.election.meta.get("currency") ?? null };
  return [
    "",
    satisfactionText(satisfactionOf(count), style),
    `${words[language].code}: ${checksumOf(writePabulib(count.election))}`,
  ];
}
