import { z } from "zod";
import type { Text } from "#kernel";
import { Problem, refuseAll } from "./problem.ts";

/** The parameters of an operation, by name. */
export type Shape = Readonly<Record<string, z.ZodType>>;
/** Parameters, understood. */
export type Values<Of extends Shape> = { readonly [Name in keyof Of]: z.output<Of[Name]> };

/** What the document says of a parameter, which is also how its text is read. */
interface ParameterSchema {
  readonly type?: string;
  readonly items?: ParameterSchema;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly description?: string;
}

const read = new WeakMap<z.ZodType, ParameterSchema>();

/** A parameter as the document describes it. */
export function parameterSchema(schema: z.ZodType): ParameterSchema {
  const known = read.get(schema);
  if (known !== undefined) return known;
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io: "input" });
  read.set(schema, made as ParameterSchema);
  return made as ParameterSchema;
}

/** The text of an address as a value of the kind that its schema wants; what cannot be one stays a text. */
function typedValue(text: string, schema: ParameterSchema): unknown {
  if (schema.type === "array")
    return text.split(",").map((part) => typedValue(part, schema.items ?? {}));
  if (schema.type === "integer" || schema.type === "number")
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (schema.type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

const wanted = (schema: ParameterSchema): Text => {
  const { type, items, enum: choices, minimum, maximum, format } = schema;
  if (choices !== undefined) {
    const list = choices.join(", ");
    return { nl: `een van: ${list}`, en: `one of: ${list}` };
  }
  if (type === "array") {
    const one = wanted(items ?? {});
    return {
      nl: `een lijst met komma's, elk ${one.nl}`,
      en: `a list with commas, each ${one.en}`,
    };
  }
  if (type === "integer")
    return {
      nl: `een geheel getal van ${minimum} tot en met ${maximum}`,
      en: `a whole number from ${minimum} to ${maximum}`,
    };
  if (type === "boolean") return { nl: "true of false", en: "true or false" };
  if (format === "date") return { nl: "een dag als 2024-12-31", en: "a day such as 2024-12-31" };
  return { nl: "een korte tekst", en: "a short text" };
};

const shown = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

function wrong(name: string, text: string, schema: z.ZodType): Problem {
  const expected = wanted(parameterSchema(schema));
  return new Problem(
    "usage-wrong",
    {
      nl: `${name}=${shown(text)} kan niet; verwacht is ${expected.nl}.`,
      en: `${name}=${shown(text)} cannot be; expected is ${expected.en}.`,
    },
    name,
  );
}

function unknown(name: string, known: readonly string[]): Problem {
  const list = known.join(", ");
  return new Problem(
    "usage-wrong",
    {
      nl: `De parameter ${shown(name)} is er niet. ${list === "" ? "Er zijn er geen." : `Er zijn: ${list}.`}`,
      en: `There is no parameter ${shown(name)}. ${list === "" ? "There are none." : `There are: ${list}.`}`,
    },
    name,
  );
}

const twice = (name: string) =>
  new Problem(
    "usage-wrong",
    { nl: `${name} staat er twee keer.`, en: `${name} is there twice.` },
    name,
  );

/**
 * The query of an address by its schemas.
 * @throws {Problem} usage-wrong, naming every parameter that is unknown, there twice, or not what it must be
 */
export function readQuery<Of extends Shape>(shape: Of, query: URLSearchParams): Values<Of> {
  const names = Object.keys(shape);
  const given = [...new Set(query.keys())];
  const problems = given.flatMap((name) => {
    if (!names.includes(name)) return [unknown(name, names)];
    return query.getAll(name).length > 1 ? [twice(name)] : [];
  });
  const values = names.map((name) => {
    const schema = shape[name]!;
    const text = query.get(name);
    const result = schema.safeParse(
      text === null ? undefined : typedValue(text, parameterSchema(schema)),
    );
    if (!result.success && query.getAll(name).length < 2)
      problems.push(wrong(name, text ?? "", schema));
    return [name, result.data];
  });
  refuseAll(problems);
  return Object.fromEntries(values) as Values<Of>;
}

/** Turns down a day that is yet to come: nothing is known as of it. @throws {Problem} usage-wrong */
export function requirePast(name: string, day: string | undefined, today: string): void {
  if (day === undefined || day <= today) return;
  throw new Problem(
    "usage-wrong",
    {
      nl: `${name}=${day} is nog niet geweest; vandaag is het ${today}.`,
      en: `${name}=${day} is yet to come; today is ${today}.`,
    },
    name,
  );
}
