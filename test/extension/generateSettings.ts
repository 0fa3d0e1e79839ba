// `npm run generate:settings`: writes what the manifest says of each rule, from the rules and their pages.
import { writeFile } from 'node:fs/promises';
import { ruleSettings } from './ruleSettings.ts';

for (const [file, text] of Object.entries(await ruleSettings())) {
  await writeFile(new URL(`../../${file}`, import.meta.url), text);
}
