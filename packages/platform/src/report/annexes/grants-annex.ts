import { rankingChart } from "#charts";
import { formatCents, type Language, sumCents } from "#kernel";
import { type Project, type Tranche, tranchesOf } from "#money";
import { numberColumn, paragraph, table, textColumn } from "../blocks.ts";
import type { Making } from "../making.ts";
import type { Block, Chart, Row } from "../types.ts";
import { enumerate } from "../words/grammar.ts";
import { tellTranche } from "../words/tell-tranche.ts";

const text = {
  nl: {
    round: (name: string, number: number) => `${name}, ronde ${number}`,
    caption: (name: string, number: number) =>
      `Projecten met geld uit ${name}, ronde ${number}, per gemeente`,
    columns: ["Project", "Wijk", "Bedrag"],
    sum: (municipality: string) => `Samen in ${municipality}`,
    total: "Alle projecten",
    chart: (name: string, number: number) => `Geld uit ${name}, ronde ${number}, per gemeente`,
    alt: (most: string, least: string) => `Het meeste geld: ${most}. Het minste: ${least}.`,
    elsewhere: "Elders",
  },
  en: {
    round: (name: string, number: number) => `${name}, round ${number}`,
    caption: (name: string, number: number) =>
      `Projects with money from ${name}, round ${number}, by municipality`,
    columns: ["Project", "Neighbourhood", "Amount"],
    sum: (municipality: string) => `Together in ${municipality}`,
    total: "All projects",
    chart: (name: string, number: number) => `Money from ${name}, round ${number}, by municipality`,
    alt: (most: string, least: string) => `Most money: ${most}. Least: ${least}.`,
    elsewhere: "Elsewhere",
  },
} as const satisfies Record<Language, unknown>;

interface Group {
  readonly municipality: string;
  readonly projects: readonly Project[];
}

/** A project in two municipalities stands under both their names, once. */
function municipalityOf({ book, language }: Making, { areas }: Project): string {
  const names = areas.map((id) => {
    const area = book.get(id);
    return (book.municipalityOf(area) ?? area).name;
  });
  return enumerate([...new Set(names)], language) || text[language].elsewhere;
}

function groupsOf(making: Making, { projects }: Tranche): readonly Group[] {
  const groups = new Map<string, Project[]>();
  for (const project of projects) {
    const name = municipalityOf(making, project);
    groups.set(name, [...(groups.get(name) ?? []), project]);
  }
  const names = new Intl.Collator("nl");
  return [...groups]
    .map(([municipality, projects]) => ({ municipality, projects }))
    .sort((a, b) => names.compare(a.municipality, b.municipality));
}

const sumOf = ({ projects }: Group) => sumCents(projects.map(({ amount }) => amount));

function groupRows({ book, language }: Making, group: Group): readonly Row[] {
  const rows = group.projects.map((project): Row => {
    const where = enumerate(
      project.areas.map((id) => book.get(id).name),
      language,
    );
    return {
      kind: "row",
      head: project.name,
      cells: [where, formatCents(project.amount, language)],
    };
  });
  // A sum of one amount says nothing new.
  const sum: readonly Row[] =
    rows.length < 2
      ? []
      : [
          {
            kind: "subtotal",
            head: text[language].sum(group.municipality),
            cells: ["", formatCents(sumOf(group), language)],
          },
        ];
  return [{ kind: "group", head: group.municipality }, ...rows, ...sum];
}

function chartOf(
  { language }: Making,
  tranche: Tranche,
  name: string,
  groups: readonly Group[],
): readonly Chart[] {
  if (groups.length < 2) return [];
  const rows = groups
    .map((group) => ({
      label: group.municipality,
      value: sumOf(group) as number,
      shown: formatCents(sumOf(group), language),
    }))
    .sort((a, b) => b.value - a.value);
  const caption = text[language].chart(name, tranche.number);
  const said = ({ label, shown }: (typeof rows)[number]) => `${label} (${shown})`;
  const alt = text[language].alt(said(rows[0]!), said(rows.at(-1)!));
  const id = `grants-${tranche.fund}-${tranche.number}`;
  const draw = (kind: string, width: number) =>
    rankingChart({ id: `${id}-${kind}`, title: caption, description: alt, language, width, rows });
  return [
    {
      kind: "chart",
      id,
      caption,
      alt: `${caption}. ${alt}`,
      drawings: { narrow: draw("narrow", 340), wide: draw("wide", 600) },
      sources: sourcesOf(tranche),
    },
  ];
}

const sourcesOf = ({ projects }: Tranche) => [...new Set(projects.map(({ release }) => release))];

/** A title and content for every round of grants: its projects by municipality, with sums, and a drawing. */
export function grantsAnnexes(
  making: Making,
): readonly { readonly title: string; readonly blocks: readonly Block[]; readonly id: string }[] {
  const { language, funds, projects } = making;
  const words = text[language];
  return tranchesOf(projects).map((tranche) => {
    const name = funds.find(({ id }) => id === tranche.fund)?.name[language] ?? tranche.fund;
    const groups = groupsOf(making, tranche);
    const total: Row = {
      kind: "total",
      head: words.total,
      cells: ["", formatCents(tranche.granted, language)],
    };
    const id = `grants-${tranche.fund}-${tranche.number}`;
    return {
      id: `annex-${id}`,
      title: words.round(name, tranche.number),
      blocks: [
        ...paragraph(tellTranche(making, tranche)),
        ...table(`table-${id}`, words.caption(name, tranche.number), {
          columns: [...words.columns.slice(0, 2).map(textColumn), numberColumn(words.columns[2])],
          rows: [...groups.flatMap((group) => groupRows(making, group)), total],
          sources: sourcesOf(tranche),
        }),
        ...chartOf(making, tranche, name, groups),
      ],
    };
  });
}
