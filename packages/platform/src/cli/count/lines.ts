import { type Count, officialOf } from "@krachtwijk/allocate";
import { formatNumber, type Language } from "#kernel";
import { moneyOf } from "./document.ts";
import type { Told } from "./explanations.ts";

const words = {
  nl: {
    title: (rule: string, ballots: string) => `Uitslag volgens ${rule}, ${ballots} stembiljetten`,
    spent: (cost: string, budget: string, currency: string) =>
      `Besteed: ${cost} van ${budget} ${currency}`.trim(),
    votes: "stemmen",
    won: "wint",
    tie: "Gelijk; de vastgestelde volgorde besliste",
    same: "De officiële uitslag is dezelfde.",
    differs: "Anders dan de officiële uitslag",
  },
  en: {
    title: (rule: string, ballots: string) => `Outcome by ${rule}, ${ballots} ballots`,
    spent: (cost: string, budget: string, currency: string) =>
      `Spent: ${cost} of ${budget} ${currency}`.trim(),
    votes: "votes",
    won: "wins",
    tie: "Tied; the declared order decided",
    same: "The official outcome is the same.",
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
    `${rank.padStart(4)}  ${number(moneyOf(count, instance.costs[place]!)).padStart(12)}  ${number(instance.supports[place]!.votes).padStart(7)} ${say.votes}  ${instance.ids[place]}  ${election.projects[place]!.fields.get("name") ?? ""}`.trimEnd();
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
  return ["", ...ordered.map(({ text }) => text[language])];
}
