import { z } from "zod";
import { refusals } from "#kernel";
import { idText, period, words } from "../fields.ts";
import { named, operation } from "../operation.ts";
import { Problem, problemCodes, problemTitle } from "../problem.ts";

const programme = named(
  "Programme",
  z.object({
    id: idText,
    name: words,
    aim: words,
    start: period,
    durationYears: z.number(),
    country: idText,
    focus: idText.describe("The grouping whose members are the focus neighbourhoods."),
    basis: z.array(z.string()),
    themes: z.array(z.object({ id: idText, name: words })),
    pyramid: z
      .array(
        z.object({
          level: z.union([z.int(), z.literal("all")]),
          name: words,
          themes: z.array(idText),
        }),
      )
      .describe("The layers of themes, the base first."),
    outputs: z.array(
      z.object({
        id: z.string(),
        name: words,
        value: z.number(),
        unit: words,
        period,
        areas: z.array(idText),
        theme: idText,
        stage: z.enum(["delivered", "under-construction", "planned"]),
        source: z.string(),
      }),
    ),
    targets: z.array(
      z.object({
        id: z.string(),
        name: words,
        value: z.number().nullable(),
        unit: words,
        due: z.string().nullable(),
        theme: idText,
        indicator: idText.nullable(),
        source: z.string(),
      }),
    ),
  }),
);

const getProgramme = operation({
  id: "getProgramme",
  path: "/programme",
  tag: "Programme",
  summary: "The programme: its aim, themes, targets and what it delivered.",
  examples: ["/programme"],
  answer: programme,
  run: async ({ data: { programme: one } }) => ({
    body: {
      id: one.id,
      name: one.name,
      aim: one.aim,
      start: one.start,
      durationYears: one.durationYears,
      country: one.country,
      focus: one.focus,
      basis: [...one.basis],
      themes: one.themes.map(({ id, name }) => ({ id, name })),
      pyramid: one.pyramid.map(({ level, name, themes }) => ({ level, name, themes: [...themes] })),
      outputs: one.outputs.map((output) => ({ ...output, areas: [...output.areas] })),
      targets: one.targets.map((target) => ({ ...target })),
    },
  }),
});

const kind = named(
  "ProblemKind",
  z.object({
    code: z.string().describe("As in docs/errors.md."),
    status: z.int(),
    title: words,
  }),
);

const tellKind = (code: (typeof problemCodes)[number]) => ({
  code,
  status: refusals[code].http,
  title: problemTitle(code),
});

const listProblems = operation({
  id: "listProblems",
  path: "/problems",
  tag: "Service",
  summary: "The ways in which this API says no.",
  examples: ["/problems"],
  answer: named("ProblemKindList", z.object({ items: z.array(kind) })),
  run: async () => ({ body: { items: problemCodes.map(tellKind) } }),
});

const getProblem = operation({
  id: "getProblem",
  path: "/problems/{code}",
  tag: "Service",
  summary: "One way in which this API says no: what the type of a problem points at.",
  examples: ["/problems/area-unknown"],
  takes: { code: idText.describe("The name of a refusal.") },
  answer: kind,
  run: async ({ path }) => {
    const code = problemCodes.find((one) => one === path.code);
    if (code === undefined)
      throw new Problem(
        "address-unknown",
        { nl: "Zo'n weigering is er niet.", en: "There is no such refusal." },
        "code",
      );
    return { body: tellKind(code) };
  },
});

export const programmeOperations = [getProgramme, listProblems, getProblem];
