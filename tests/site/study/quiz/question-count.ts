import { questionsInOrder } from '../../../../site/study/study.ts';
import { concepts } from '../answer-key/key-texts.ts';

/** How many questions the quiz asks. */
export const questionCount = questionsInOrder(concepts).length;
