import { z } from "zod";
import type { PublicData } from "#flows";
import type { Json } from "../openapi.ts";
import { parameterSchema, type Shape } from "../parameters.ts";
import {
  collection,
  collections,
  conformance,
  feature,
  featureCollection,
  featureQuery,
  formQuery,
  itemsQuery,
  landing,
  ogcSchemas,
} from "./schemas.ts";

const parametersOf = (shape: Shape) =>
  Object.entries(shape).map(([name, schema]) => {
    const { description, ...rest } = parameterSchema(schema);
    return {
      name,
      in: "query",
      required: false,
      ...(description === undefined ? {} : { description }),
      style: "form",
      explode: false,
      schema: rest,
    };
  });

const pathParameter = (name: string, choices?: readonly string[]) => ({
  name,
  in: "path",
  required: true,
  schema: {
    type: "string",
    ...(choices === undefined || choices.length === 0 ? {} : { enum: choices }),
  },
});

const problem = (description: string) => ({
  description,
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        required: ["type", "title", "status", "detail"],
        properties: {
          type: { type: "string" },
          title: { type: "string" },
          status: { type: "integer" },
          detail: { type: "string" },
        },
      },
    },
  },
});

function get(
  operationId: string,
  summary: string,
  answer: z.ZodType,
  { form = "application/json", parameters }: { form?: string; parameters: readonly object[] },
): Json {
  const hasPath = parameters.some((one) => "in" in one && one.in === "path");
  return {
    get: {
      operationId,
      summary,
      tags: ["Features"],
      parameters,
      responses: {
        "200": {
          description: summary,
          content: {
            [form]: { schema: { $ref: `#/components/schemas/${ogcSchemas.get(answer)?.id}` } },
          },
        },
        "400": problem("A parameter is unknown, or not what it must be."),
        ...(hasPath ? { "404": problem("There is no such thing.") } : {}),
        "406": problem("Only other forms are available."),
        "429": problem("Too many requests."),
        "500": problem("A bug; the server has a line about it."),
        "503": problem("The data cannot be reached."),
      },
    },
  };
}

function schemasOf(): Json {
  const uri = (id: string) => `#/components/schemas/${id}`;
  const made = z.toJSONSchema(ogcSchemas, { uri, io: "input", target: "openapi-3.0" });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]),
  );
}

/** The OpenAPI 3.0 document of `/ogc`, made of the schemas that requests are read by; the standard asks for 3.0. */
export function ogcDocument(server: string, data: PublicData, version: string): Json {
  const form = parametersOf(formQuery);
  const geo = "application/geo+json";
  const which = pathParameter(
    "collectionId",
    data.sets.map(({ id }) => id),
  );
  return {
    openapi: "3.0.3",
    info: {
      title: `Areas of ${data.programme.name.en}`,
      version,
      description: "Boundaries of areas, a collection for every kind and year.",
    },
    servers: [{ url: server }],
    tags: [{ name: "Features" }],
    paths: {
      "/": get("getLandingPage", "What there is.", landing, { parameters: form }),
      "/conformance": get("getConformance", "What it conforms to.", conformance, {
        parameters: form,
      }),
      "/collections": get("getCollections", "The sets of boundaries.", collections, {
        parameters: form,
      }),
      "/collections/{collectionId}": get("describeCollection", "One set.", collection, {
        parameters: [which, ...form],
      }),
      "/collections/{collectionId}/items": get("getFeatures", "Its areas.", featureCollection, {
        form: geo,
        parameters: [which, ...parametersOf(itemsQuery)],
      }),
      "/collections/{collectionId}/items/{featureId}": get("getFeature", "One area.", feature, {
        form: geo,
        parameters: [which, pathParameter("featureId"), ...parametersOf(featureQuery)],
      }),
    },
    components: { schemas: schemasOf() },
  };
}
