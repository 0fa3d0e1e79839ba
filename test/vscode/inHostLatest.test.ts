import { declareInHostTests } from './inHostTests.ts';

await declareInHostTests('latest');
