import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import type { ArgumentIssue, ConsequenceClass, RegisteredTool, ToolRegistry } from '../core/index.ts';
import { PolicyError } from './error.ts';
import { FORMATS } from './tool-schema.ts';

/** A tool as the policy declares it; its schema is already closed. */
export interface ToolDeclaration {
  readonly name: string;
  readonly class: ConsequenceClass;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly reveal: readonly string[];
  readonly hosts: readonly string[];
  readonly approval: 'never' | 'always';
}

/** The tools that a policy knows. Each schema is compiled at its first use, or by `warm`: compiling all would slow the start. */
export interface CompiledRegistry extends ToolRegistry {
  warm(): void;
}

export function buildRegistry(declarations: readonly ToolDeclaration[]): CompiledRegistry {
  const compiler = lazy(makeCompiler);
  const tools = new Map<string, RegisteredTool>();
  const checks: (() => ValidateFunction)[] = [];
  for (const { schema, ...declared } of declarations) {
    const compiled = lazy(() => compile(compiler(), declared.name, schema));
    checks.push(compiled);
    tools.set(declared.name, Object.freeze({ ...declared, check: (args: unknown) => issuesOf(compiled(), args) }));
  }
  return Object.freeze({
    find: (name: string) => tools.get(name),
    warm: () => {
      for (const compiled of checks) compiled();
    },
  });
}

type Compiler = (schema: Readonly<Record<string, unknown>>) => ValidateFunction;

const NO_ISSUES: readonly ArgumentIssue[] = Object.freeze([]);

/** A refused name of a property comes from the model, so a pointer shows only names that are plainly names. */
const PLAIN_STEP = /^[A-Za-z0-9_.~-]{1,64}$/;

function issuesOf(validate: ValidateFunction, args: unknown): readonly ArgumentIssue[] {
  if (validate(args)) return NO_ISSUES;
  return (validate.errors ?? []).slice(0, 16).map(({ instancePath, keyword, params }) => {
    const missing: unknown = keyword === 'required' ? params.missingProperty : undefined;
    return { pointer: shown(missing === undefined ? instancePath : `${instancePath}/${String(missing)}`), keyword };
  });
}

function shown(pointer: string): string {
  const steps = pointer.slice(0, 1024).split('/');
  return steps.map((step) => (step === '' || PLAIN_STEP.test(step) ? step : '?')).join('/');
}

/** Ajv is loaded when the first schema is compiled: it is a third of the start otherwise. */
function makeCompiler(): Compiler {
  const load = createRequire(import.meta.url);
  const { Ajv2020 } = load('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js'); // what the module exports
  const formats = load('ajv-formats') as typeof import('ajv-formats'); // what the module exports
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictTuples: false,
    strictRequired: false,
    ownProperties: true,
    coerceTypes: false,
    useDefaults: false,
    removeAdditional: false,
    allErrors: false,
    meta: false,
    validateSchema: false,
    logger: false,
  });
  formats.default(ajv, { formats: [...FORMATS], mode: 'full' });
  return (schema) => ajv.compile(schema);
}

function compile(compiler: Compiler, name: string, schema: Readonly<Record<string, unknown>>): ValidateFunction {
  try {
    return compiler(schema);
  } catch (cause) {
    throw new PolicyError('tool-schema-invalid', `the schema of tool \`${name}\` does not compile, simplify it`, {
      cause,
    });
  }
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
