import { shippedClassifier } from '../../src/classify/shipped.ts';
import { answersTo, type Questions } from './engine-answers.ts';

/** The bundle's one function. JSON both ways: half a surrogate pair would not survive the protocols of the browsers otherwise. */
export function ask(questions: string): string {
  return JSON.stringify(answersTo(shippedClassifier(), JSON.parse(questions) as Questions));
}
