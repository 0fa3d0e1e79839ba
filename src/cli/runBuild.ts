import { buildCommand } from './build.ts';
import { runCommand } from './runCommand.ts';

// In a bundle of its own, because scripts build many times: it holds nothing that a build does without.
void runCommand(async () => buildCommand, process.argv.slice(3));
