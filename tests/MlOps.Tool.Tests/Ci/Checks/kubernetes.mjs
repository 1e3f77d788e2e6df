// Holds manifests against the schemas that Kubernetes publishes: node kubernetes.mjs FILE. Prints a line a problem and a line a manifest.
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

for (const document of parseAllDocuments(readFileSync(process.argv[2], 'utf8'))) {
  for (const error of document.errors) {
    console.log(error.message);
  }
  const manifest = document.toJS();
  const models = await import(`kubernetes-models/${manifest.apiVersion}`);
  try {
    new models[manifest.kind](manifest).validate();
  } catch (error) {
    console.log(`${manifest.kind}: ${error.message}`);
  }
  console.log(`checked ${manifest.apiVersion} ${manifest.kind}`);
}
