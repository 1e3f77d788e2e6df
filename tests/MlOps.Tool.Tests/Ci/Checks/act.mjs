// act.mjs ACTION.yml: runs the steps of a composite action as GitHub's runner does, in the current folder and with the environment that
// the caller has set up. Expressions are evaluated by GitHub's own library; a step that uses another action is replaced by what STUBS
// (JSON: action -> outputs) says, after its inputs were held against those that the action documents (INPUTS, JSON: action -> names).
// INPUT_<NAME> are the action's inputs. Prints one JSON document: what each step did, and the action's outputs.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Evaluator, Lexer, Parser, data } from '@actions/expressions';

const action = parse(readFileSync(process.argv[2], 'utf8'));
const stubs = JSON.parse(process.env.STUBS ?? '{}');
const known = JSON.parse(process.env.INPUTS ?? '{}');
const temp = mkdtempSync(join(process.env.RUNNER_TEMP, 'act-'));

const contexts = {
  github: { token: process.env.ACT_TOKEN ?? '', workspace: process.cwd() },
  runner: { os: 'Linux', arch: 'X64', temp: process.env.RUNNER_TEMP },
  inputs: {},
  steps: {},
};
let failed = false;
const statusFunctions = {
  always: () => true,
  success: () => !failed,
  failure: () => failed,
  cancelled: () => false,
};

// ---- expressions -----------------------------------------------------------------------------------------------------

const toData = value => {
  switch (typeof value) {
    case 'object': return new data.Dictionary(...Object.entries(value).map(([key, inner]) => ({ key, value: toData(inner) })));
    case 'boolean': return new data.BooleanData(value);
    default: return new data.StringData(String(value));
  }
};

const functions = Object.keys(statusFunctions).map(name => ({ name, minArgs: 0, maxArgs: 0, call: () => toData(statusFunctions[name]()) }));

function evaluate(expression) {
  const tokens = new Lexer(expression).lex().tokens;
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  return new Evaluator(tree, toData(contexts), new Map(functions.map(one => [one.name, one]))).evaluate();
}

const fill = text => String(text).replace(/\$\{\{(.*?)\}\}/g, (_, expression) => evaluate(expression.trim()).coerceString());

function isWanted(step) {
  const condition = step.if === undefined ? 'success()' : String(step.if);
  const asksStatus = Object.keys(statusFunctions).some(name => condition.includes(`${name}(`));
  return (asksStatus || !failed) && ['true'].includes(evaluate(`!(!(${condition}))`).coerceString());
}

// ---- steps -----------------------------------------------------------------------------------------------------------

// NAME=VALUE lines, and NAME<<END ... END for values of several lines
function readPairs(file) {
  const pairs = {};
  const lines = readFileSync(file, 'utf8').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const several = /^([^=]+)<<(.+)$/.exec(lines[i]);
    if (several) {
      const end = lines.indexOf(several[2], i + 1);
      pairs[several[1]] = lines.slice(i + 1, end).join('\n');
      i = end;
    } else if (lines[i].includes('=')) {
      pairs[lines[i].slice(0, lines[i].indexOf('='))] = lines[i].slice(lines[i].indexOf('=') + 1);
    }
  }
  return pairs;
}

const environment = { ...process.env };
for (const name of ['STUBS', 'INPUTS', 'ACT_TOKEN', ...Object.keys(environment).filter(name => name.startsWith('INPUT_'))]) {
  delete environment[name];
}

function runScript(step, index) {
  const files = Object.fromEntries(['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'].map(name => [name, join(temp, `${index}-${name}`)]));
  Object.values(files).forEach(file => writeFileSync(file, ''));
  const script = join(temp, `${index}.sh`);
  writeFileSync(script, fill(step.run));
  const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value)]));
  const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { env: { ...environment, ...own, ...files }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  Object.assign(environment, readPairs(files.GITHUB_ENV));
  const paths = readFileSync(files.GITHUB_PATH, 'utf8').split('\n').filter(line => line);
  environment.PATH = [...paths, environment.PATH].join(':');
  appendFileSync(process.env.ACT_SUMMARY ?? '/dev/null', readFileSync(files.GITHUB_STEP_SUMMARY));
  return { exit: ended.status, log: ended.stdout + ended.stderr, outputs: readPairs(files.GITHUB_OUTPUT) };
}

function runStub(step) {
  const [name, version] = step.uses.split('@');
  const given = Object.fromEntries(Object.entries(step.with ?? {}).map(([input, value]) => [input, fill(value)]));
  const problems = [
    ...(known[name] === undefined ? [`unknown action ${name}`] : Object.keys(given).filter(input => !known[name].includes(input)).map(input => `${name} has no input ${input}`)),
    ...(/^[0-9a-f]{40}$/.test(version) ? [] : [`${step.uses} is not pinned by a commit`]),
  ];
  return { exit: problems.length === 0 ? 0 : 1, log: problems.join('\n'), outputs: stubs[name] ?? {}, with: given };
}

for (const [name, { default: value = '' }] of Object.entries(action.inputs ?? {})) {
  contexts.inputs[name] = process.env[`INPUT_${name.toUpperCase()}`] ?? fill(value);
}

const steps = action.runs.steps.map((step, index) => {
  const name = step.name ?? step.uses.split('@')[0];
  if (!isWanted(step)) {
    return { name, outcome: 'skipped' };
  }
  const { exit, log, outputs, with: given } = step.uses ? runStub(step) : runScript(step, index);
  failed ||= exit !== 0;
  if (step.id) {
    contexts.steps[step.id] = { outputs };
  }
  return { name, outcome: exit === 0 ? 'success' : 'failure', exit, log, with: given };
});

for (const step of action.runs.steps.filter(step => step.id)) {
  contexts.steps[step.id] ??= { outputs: {} };
}
const outputs = Object.fromEntries(Object.entries(action.outputs ?? {}).map(([name, { value }]) => [name, fill(value)]));
console.log(JSON.stringify({ conclusion: failed ? 'failure' : 'success', steps, outputs }, null, 2));
